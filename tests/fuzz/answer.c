/* SPDX-License-Identifier: MIT */
/* Answers of name servers: the first octet chooses the question, the rest is
 * the message. */
#include <stdlib.h>
#include <string.h>

#include "dns/dns.h"
#include "fuzz.h"

static const struct question_key keys[] = {
    { .name = "a.d.test", .type = SESDOMAIN_TYPE_TXT, .zone = "d.test" },
    { .name = "a.d.test", .type = SESDOMAIN_TYPE_CNAME, .zone = "d.test" },
    { .name = "mail.d.test", .type = SESDOMAIN_TYPE_MX, .zone = "d.test" },
    { .name = "d.test", .type = SESDOMAIN_TYPE_SOA, .zone = "d.test" },
    { .name = "d.test", .type = SESDOMAIN_TYPE_NS, .zone = "test" },
    { .name = "x.d.test",
      .type = SESDOMAIN_TYPE_AAAA,
      .zone = "x.d.test",
      .is_loose = true },
    { .name = "ns.d.test",
      .type = SESDOMAIN_TYPE_A,
      .zone = "",
      .recursive = true },
    { .name = "", .type = SESDOMAIN_TYPE_NS, .zone = "", .recursive = true },
    { .name = "d.test", .type = SESD_DNS_TYPE_DNSKEY, .zone = "d.test" },
};

/* Make the message an answer to the question, as c-ares guarantees: the octets
 * behind the question are kept. */
static uint8_t *make_answer(const struct question_key *key,
                            const uint8_t *data, size_t size, size_t *length)
{
    uint8_t *query, *wire;

    REQUIRE(sesd_dns_wire_write(key, false, &query, length));
    wire = malloc(*length + size);
    REQUIRE(wire != NULL);
    memcpy(wire, query, *length);
    free(query);
    if (size < 8)
        return wire;
    wire[2] = data[0] | 0x80; /* flags, and the counts of the sections */
    wire[3] = data[1];
    memcpy(wire + 6, data + 2, 6);
    memcpy(wire + *length, data + 8, size - 8);
    *length += size - 8;
    return wire;
}

static void check_message(const struct question_key *key,
                          const struct message *m)
{
    REQUIRE(sesdomain_dns_outcome_name(m->outcome) != NULL);
    REQUIRE(m->ttl <= INT32_MAX || m->outcome != SESDOMAIN_DNS_OUTCOME_ANSWER);
    REQUIRE(m->hosts.count <= SESD_DNS_HOSTS_MAX);
    REQUIRE(m->glue.count <= SESD_DNS_SERVERS_MAX);
    if (m->outcome == SESDOMAIN_DNS_OUTCOME_ANSWER)
        REQUIRE(m->values.count > 0);
    if (sesd_dns_is_determined(m->outcome) && !key->recursive)
        REQUIRE(m->authoritative);
    if (m->outcome == SESDOMAIN_DNS_OUTCOME_REFERRAL) {
        REQUIRE(sesd_dns_name_is_within(key->name, m->cut));
        REQUIRE(sesd_dns_name_is_within(m->cut, key->zone));
        REQUIRE(strcmp(m->cut, key->zone) != 0);
    }
    for (size_t i = 0; i < m->values.count; i++)
        REQUIRE(sesd_printable(sesd_text(m->values.items[i]), NULL));
    for (size_t i = 0; i < m->glue.count; i++) {
        const struct glue *glue = m->glue.items[i];

        REQUIRE(sesd_dns_name_is_within(glue->host, key->zone));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pool pool = { 0 };
    const struct question_key *key;
    struct message message;
    uint8_t *wire;
    size_t length;

    if (size < 1)
        return 0;
    key = &keys[data[0] % (sizeof(keys) / sizeof(*keys))];
    wire = (uint8_t *)copy_of(data + 1, size - 1);
    sesd_dns_wire_read(&pool, key, wire, size - 1, &message);
    check_message(key, &message);
    free(wire);
    wire = make_answer(key, data + 1, size - 1, &length);
    sesd_dns_wire_read(&pool, key, wire, length, &message);
    check_message(key, &message);
    free(wire);
    REQUIRE(!pool.failed);
    sesd_dns_pool_free(&pool);
    return 0;
}
