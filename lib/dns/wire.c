/* SPDX-License-Identifier: MIT */
/*
 * DNS messages (RFC 1035 section 4, RFC 2308, RFC 6891, RFC 8914). Takes a
 * question and the answer of a server, which may be hostile, and produces the
 * records of the answer that concern the question, and no others.
 */
#include <stdlib.h>
#include <string.h>

#include "dns.h"

#define UDP_SIZE 1232 /* DNS flag day 2020 */
#define EDNS_EDE 15   /* RFC 8914 */
#define EDE_TEXT 255  /* octets of its text that are kept */

enum { RCODE_NOERROR = 0, RCODE_SERVFAIL = 2, RCODE_NXDOMAIN = 3 };
enum { RCODE_REFUSED = 5 };

/* The common state of the functions below. */
struct reading {
    struct pool *pool;
    const struct question_key *key;
    const ldns_rdf *name; /* of the question */
    const ldns_pkt *pkt;
    struct message *out;
};

bool sesd_dns_wire_write(const struct question_key *key, bool edns,
                         uint8_t **wire, size_t *length)
{
    ldns_rdf *name = ldns_dname_new_frm_str(*key->name ? key->name : ".");
    ldns_pkt *pkt = NULL;
    bool written;

    if (!name)
        return false;
    pkt =
        ldns_pkt_query_new(name, (ldns_rr_type)key->type, LDNS_RR_CLASS_IN, 0);
    if (!pkt) {
        ldns_rdf_deep_free(name);
        return false;
    }
    ldns_pkt_set_random_id(pkt);
    ldns_pkt_set_rd(pkt, key->recursive);
    ldns_pkt_set_cd(pkt, key->unchecked);
    ldns_pkt_set_ad(pkt, key->recursive); /* RFC 6840 section 5.7 */
    if (edns)
        ldns_pkt_set_edns_udp_size(pkt, UDP_SIZE);
    written = ldns_pkt2wire(wire, pkt, length) == LDNS_STATUS_OK;
    ldns_pkt_free(pkt);
    return written;
}

/* ---- records ------------------------------------------------------------ */

static bool wire_has_names(uint32_t type)
{
    return type == SESDOMAIN_TYPE_CNAME || type == SESDOMAIN_TYPE_NS ||
           type == SESDOMAIN_TYPE_MX || type == SESDOMAIN_TYPE_DNAME ||
           type == SESDOMAIN_TYPE_SOA;
}

/* Return a copy in which tabs are escaped, which ldns does not escape. */
static char *wire_keep_escaped(struct pool *pool, const char *text, size_t n)
{
    static const char escaped[] = "\\009";
    const size_t width = sizeof(escaped) - 1;
    size_t tabs = 0;
    char *copy, *to;

    for (size_t i = 0; i < n; i++)
        tabs += text[i] == '\t';
    copy = to = sesd_dns_take(pool, n + tabs * (width - 1) + 1);
    if (!copy)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (text[i] == '\t')
            to = (char *)memcpy(to, escaped, width) + width;
        else
            *to++ = text[i];
    return copy;
}

/* Return the rdata of a record in presentation format. */
static char *wire_rdata(struct pool *pool, const ldns_rr *rr)
{
    ldns_buffer *buffer = ldns_buffer_new(64);
    char *text = NULL;

    if (!buffer) {
        pool->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < ldns_rr_rd_count(rr); i++) {
        if (i)
            ldns_buffer_printf(buffer, " ");
        ldns_rdf2buffer_str(buffer, ldns_rr_rdf(rr, i));
    }
    if (ldns_buffer_status_ok(buffer))
        text = wire_keep_escaped(pool, (const char *)ldns_buffer_begin(buffer),
                                 ldns_buffer_position(buffer));
    ldns_buffer_free(buffer);
    if (text && wire_has_names(ldns_rr_get_type(rr)))
        for (char *s = text; *s; s++)
            if (*s >= 'A' && *s <= 'Z')
                *s = (char)(*s - 'A' + 'a');
    return text;
}

/* A key is kept as the DS records that may name it (RFC 4509, RFC 6605). */
static void wire_take_ds(struct pool *pool, const ldns_rr *key,
                         struct list *values)
{
    static const ldns_hash digests[] = { LDNS_SHA1, LDNS_SHA256, LDNS_SHA384 };

    if (ldns_rr_rd_count(key) != 4)
        return;
    for (size_t i = 0; i < sizeof(digests) / sizeof(*digests); i++) {
        ldns_rr *ds = ldns_key_rr2ds(key, digests[i]);

        if (ds)
            sesd_dns_append(pool, values, wire_rdata(pool, ds));
        else
            pool->failed = true;
        ldns_rr_free(ds);
    }
}

/* RFC 2181 section 8: a TTL with the first bit set is 0. */
static uint32_t wire_ttl(const ldns_rr *rr)
{
    const uint32_t ttl = ldns_rr_ttl(rr);

    return ttl > INT32_MAX ? 0 : ttl;
}

static bool wire_is(const ldns_rr *rr, ldns_rr_type type)
{
    return ldns_rr_get_type(rr) == type &&
           ldns_rr_get_class(rr) == LDNS_RR_CLASS_IN && ldns_rr_owner(rr) &&
           ldns_rr_rd_count(rr) > 0;
}

/* Return record i of a section, if it is of a type and an owner name. */
static const ldns_rr *wire_record(const ldns_rr_list *section, size_t i,
                                  ldns_rr_type type, const ldns_rdf *owner)
{
    const ldns_rr *rr = ldns_rr_list_rr(section, i);

    if (!wire_is(rr, type) ||
        (owner && ldns_dname_compare(ldns_rr_owner(rr), owner) != 0))
        return NULL;
    return rr;
}

static const ldns_rr *wire_first(const ldns_rr_list *section,
                                 ldns_rr_type type, const ldns_rdf *owner)
{
    for (size_t i = 0; i < ldns_rr_list_rr_count(section); i++) {
        const ldns_rr *rr = wire_record(section, i, type, owner);

        if (rr)
            return rr;
    }
    return NULL;
}

static int wire_compare_values(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sort values, and drop duplicates (RFC 2181 section 5). */
static void wire_sort(struct list *values)
{
    size_t kept = 0;

    if (values->count < 2)
        return;
    qsort(values->items, values->count, sizeof(*values->items),
          wire_compare_values);
    for (size_t i = 0; i < values->count; i++)
        if (!i || strcmp(values->items[i], values->items[kept - 1]) != 0)
            values->items[kept++] = values->items[i];
    values->count = kept;
}

/* Take all records of a type at a name of the answer section. */
static bool wire_take(const struct reading *r, ldns_rr_type type,
                      const ldns_rdf *owner)
{
    const ldns_rr_list *answer = ldns_pkt_answer(r->pkt);
    struct message *out = r->out;

    for (size_t i = 0; i < ldns_rr_list_rr_count(answer); i++) {
        const ldns_rr *rr = wire_record(answer, i, type, owner);
        uint32_t ttl;

        if (!rr)
            continue;
        ttl = wire_ttl(rr);
        if (!out->values.count || ttl < out->ttl)
            out->ttl = ttl;
        if (type == LDNS_RR_TYPE_DNSKEY)
            wire_take_ds(r->pool, rr, &out->values);
        else
            sesd_dns_append(r->pool, &out->values, wire_rdata(r->pool, rr));
    }
    wire_sort(&out->values);
    out->type = type;
    return out->values.count > 0;
}

static void wire_soa(const struct reading *r, const ldns_rr *soa)
{
    if (ldns_rr_rd_count(soa) != 7)
        return;
    r->out->soa.mname = sesd_dns_name_keep(r->pool, ldns_rr_rdf(soa, 0));
    r->out->soa.serial = ldns_rdf2native_int32(ldns_rr_rdf(soa, 2));
}

/* ---- answers ------------------------------------------------------------ */

/* Take a DNAME above the name, from which any CNAME was synthesised (RFC
 * 6672). */
static bool wire_take_dname(const struct reading *r)
{
    const ldns_rr_list *answer = ldns_pkt_answer(r->pkt);

    for (size_t i = 0; i < ldns_rr_list_rr_count(answer); i++) {
        const ldns_rr *rr = wire_record(answer, i, LDNS_RR_TYPE_DNAME, NULL);

        if (rr && ldns_dname_compare(r->name, ldns_rr_owner(rr)) != 0 &&
            ldns_dname_is_subdomain(r->name, ldns_rr_owner(rr)))
            return wire_take(r, LDNS_RR_TYPE_DNAME, ldns_rr_owner(rr));
    }
    return false;
}

/* Take the records at the end of the CNAMEs, which a resolver follows
 * itself. */
static bool wire_take_end(const struct reading *r)
{
    const ldns_rr_list *answer = ldns_pkt_answer(r->pkt);
    const ldns_rdf *name = r->name;

    for (size_t i = 0; i < SESD_DNS_CHAIN_MAX; i++) {
        const ldns_rr *alias = wire_first(answer, LDNS_RR_TYPE_CNAME, name);

        if (!alias)
            return wire_take(r, (ldns_rr_type)r->key->type, name);
        name = ldns_rr_rdf(alias, 0);
    }
    return false;
}

static bool wire_take_answer(const struct reading *r)
{
    const ldns_rr *soa;

    if (wire_take(r, (ldns_rr_type)r->key->type, r->name) &&
        r->key->type == SESDOMAIN_TYPE_SOA) {
        soa = wire_first(ldns_pkt_answer(r->pkt), LDNS_RR_TYPE_SOA, r->name);
        wire_soa(r, soa);
    }
    return r->out->values.count || wire_take(r, LDNS_RR_TYPE_CNAME, r->name);
}

/* ---- referrals ---------------------------------------------------------- */

static bool wire_has_host(const struct list *hosts, const char *host)
{
    for (size_t i = 0; i < hosts->count; i++)
        if (strcmp(hosts->items[i], host) == 0)
            return true;
    return false;
}

/* Take the addresses of the hosts that are within the zone of the parent,
 * which may have glue for no others. */
static void wire_take_glue(const struct reading *r)
{
    const ldns_rr_list *section = ldns_pkt_additional(r->pkt);
    struct message *out = r->out;

    for (size_t i = 0; i < ldns_rr_list_rr_count(section); i++) {
        const ldns_rr *rr = ldns_rr_list_rr(section, i);
        struct glue *glue;
        char *host;

        if (out->glue.count >= SESD_DNS_SERVERS_MAX)
            return;
        if (!wire_is(rr, LDNS_RR_TYPE_A) && !wire_is(rr, LDNS_RR_TYPE_AAAA))
            continue;
        host = sesd_dns_host_keep(r->pool, ldns_rr_owner(rr));
        if (!host || !wire_has_host(&out->hosts, host) ||
            !sesd_dns_name_is_within(host, r->key->zone))
            continue;
        glue = sesd_dns_take(r->pool, sizeof(*glue));
        if (!glue)
            return;
        *glue = (struct glue){ host, wire_rdata(r->pool, rr) };
        if (glue->address)
            sesd_dns_append(r->pool, &out->glue, glue);
    }
}

static void wire_take_hosts(const struct reading *r, const ldns_rdf *cut)
{
    const ldns_rr_list *section = ldns_pkt_authority(r->pkt);
    struct message *out = r->out;

    for (size_t i = 0; i < ldns_rr_list_rr_count(section); i++) {
        const ldns_rr *rr = wire_record(section, i, LDNS_RR_TYPE_NS, cut);
        char *host;

        if (!rr)
            continue;
        if (out->hosts.count >= SESD_DNS_HOSTS_MAX) {
            out->limited = true;
            return;
        }
        out->ttl = wire_ttl(rr);
        if (r->key->type == SESDOMAIN_TYPE_NS)
            sesd_dns_append(r->pool, &out->values, wire_rdata(r->pool, rr));
        host = sesd_dns_host_keep(r->pool, ldns_rr_rdf(rr, 0));
        if (host && !wire_has_host(&out->hosts, host))
            sesd_dns_append(r->pool, &out->hosts, host);
    }
    wire_sort(&out->values);
    out->type = SESDOMAIN_TYPE_NS;
}

/* Classify an answer without records: NXDOMAIN, NODATA or a referral. */
static enum sesdomain_dns_outcome wire_negative(const struct reading *r)
{
    const struct question_key *key = r->key;
    const ldns_rr_list *authority = ldns_pkt_authority(r->pkt);
    const ldns_rr *soa = wire_first(authority, LDNS_RR_TYPE_SOA, NULL);
    const ldns_rr *ns = wire_first(authority, LDNS_RR_TYPE_NS, NULL);
    const ldns_rr *above = soa ? soa : ns;
    struct message *out = r->out;
    const char *owner;

    if (!above)
        return out->authoritative || key->recursive
                   ? SESDOMAIN_DNS_OUTCOME_NO_SOA
                   : SESDOMAIN_DNS_OUTCOME_LAME;
    owner = sesd_dns_name_keep(r->pool, ldns_rr_owner(above));
    if (!owner || !sesd_dns_name_is_within(key->name, owner))
        return SESDOMAIN_DNS_OUTCOME_MALFORMED;
    if (!sesd_dns_name_is_within(owner, key->zone) &&
        !(soa && key->is_loose) && !key->recursive)
        return SESDOMAIN_DNS_OUTCOME_LAME; /* a referral upwards */
    if (soa) {
        wire_soa(r, soa);
        if (!out->soa.mname)
            return SESDOMAIN_DNS_OUTCOME_MALFORMED;
        out->ttl = ldns_rdf2native_int32(ldns_rr_rdf(soa, 6));
        if (wire_ttl(soa) < out->ttl) /* RFC 2308 section 5 */
            out->ttl = wire_ttl(soa);
        return out->rcode == RCODE_NXDOMAIN ? SESDOMAIN_DNS_OUTCOME_NXDOMAIN
                                            : SESDOMAIN_DNS_OUTCOME_NODATA;
    }
    if (strcmp(owner, key->zone) == 0 || key->recursive)
        return out->authoritative ? SESDOMAIN_DNS_OUTCOME_NO_SOA
                                  : SESDOMAIN_DNS_OUTCOME_LAME;
    wire_take_hosts(r, ldns_rr_owner(ns));
    wire_take_glue(r);
    out->cut = sesd_dns_name_suffix(key->name, sesd_dns_name_labels(owner));
    return SESDOMAIN_DNS_OUTCOME_REFERRAL;
}

static enum sesdomain_dns_outcome wire_judge(const struct reading *r)
{
    struct message *out = r->out;
    enum sesdomain_dns_outcome outcome = SESDOMAIN_DNS_OUTCOME_ANSWER;

    switch (out->rcode) {
    case RCODE_NOERROR:
    case RCODE_NXDOMAIN:
        break;
    case RCODE_SERVFAIL:
        return SESDOMAIN_DNS_OUTCOME_SERVFAIL;
    case RCODE_REFUSED:
        return SESDOMAIN_DNS_OUTCOME_REFUSED;
    default:
        return SESDOMAIN_DNS_OUTCOME_RCODE;
    }
    if (!(r->key->recursive ? wire_take_end(r)
                            : wire_take_dname(r) || wire_take_answer(r)))
        outcome = wire_negative(r);
    if (!out->authoritative && !r->key->recursive &&
        sesd_dns_is_determined(outcome))
        return SESDOMAIN_DNS_OUTCOME_LAME;
    return outcome;
}

/* ---- the message -------------------------------------------------------- */

/* Whether a message answers the question that was asked. */
static bool wire_is_answer(const struct reading *r)
{
    const ldns_rr_list *section = ldns_pkt_question(r->pkt);
    const ldns_rr *rr = ldns_rr_list_rr(section, 0);

    return ldns_pkt_qr(r->pkt) &&
           ldns_pkt_get_opcode(r->pkt) == LDNS_PACKET_QUERY &&
           ldns_rr_list_rr_count(section) == 1 &&
           ldns_rr_get_type(rr) == (ldns_rr_type)r->key->type &&
           ldns_rr_get_class(rr) == LDNS_RR_CLASS_IN && ldns_rr_owner(rr) &&
           ldns_dname_compare(ldns_rr_owner(rr), r->name) == 0;
}

/* Return text of a server as one line of ASCII. */
static char *wire_keep_text(struct pool *pool, const uint8_t *data, size_t n)
{
    char *text =
        sesd_dns_keep(pool, (const char *)data, n < EDE_TEXT ? n : EDE_TEXT);

    for (char *s = text; s && s < text + (n < EDE_TEXT ? n : EDE_TEXT); s++)
        if (*s < ' ' || *s > '~')
            *s = '?';
    return text;
}

static void wire_take_extended_error(const struct reading *r, ldns_pkt *pkt)
{
    const ldns_edns_option_list *list = ldns_pkt_edns_get_option_list(pkt);

    for (size_t i = 0; list && i < ldns_edns_option_list_get_count(list);
         i++) {
        const ldns_edns_option *option =
            ldns_edns_option_list_get_option(list, i);

        const uint8_t *data = ldns_edns_get_data(option);
        const size_t size = ldns_edns_get_size(option);

        if (ldns_edns_get_code(option) != EDNS_EDE || size < 2)
            continue;
        r->out->extended_error = ldns_read_uint16(data);
        if (size > 2)
            r->out->extended_text =
                wire_keep_text(r->pool, data + 2, size - 2);
        return;
    }
}

static void wire_read_pkt(struct reading *r, ldns_pkt *pkt)
{
    struct message *out = r->out;

    r->pkt = pkt;
    if (!wire_is_answer(r))
        return;
    out->rcode = (uint32_t)ldns_pkt_get_rcode(pkt) |
                 (uint32_t)ldns_pkt_edns_extended_rcode(pkt) << 4;
    out->authoritative = ldns_pkt_aa(pkt);
    out->authenticated = ldns_pkt_ad(pkt);
    wire_take_extended_error(r, pkt);
    out->outcome = wire_judge(r);
}

void sesd_dns_wire_read(struct pool *pool, const struct question_key *key,
                        const uint8_t *wire, size_t length,
                        struct message *out)
{
    ldns_rdf *name = ldns_dname_new_frm_str(*key->name ? key->name : ".");
    struct reading r = { .pool = pool, .key = key, .name = name, .out = out };
    ldns_pkt *pkt = NULL;

    *out = (struct message){ .outcome = SESDOMAIN_DNS_OUTCOME_MALFORMED,
                             .extended_error = SESD_DNS_EDE_NONE };
    if (!name)
        pool->failed = true;
    else if (ldns_wire2pkt(&pkt, wire, length) == LDNS_STATUS_OK)
        wire_read_pkt(&r, pkt);
    ldns_pkt_free(pkt);
    ldns_rdf_deep_free(name);
}
