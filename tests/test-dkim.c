/* SPDX-License-Identifier: MIT */
/* Public keys in all usual forms, and how they are compared and refused (RFC
 * 6376 section 3.6.1). */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "record/record.h"
#include "rules/keys.h"
#include "support.h"

/* ---- public keys ---- */

#define RSA_1023                                                              \
    "MIGeMA0GCSqGSIb3DQEBAQUAA4GMADCBiAKBgFxzqZpO7xiwI2iDTzTPAF30"            \
    "FwwacUzpWeUfNbhKntxCg7b/D33cmnNM44n4dpkllc2Zl9+8gZsK4vn103VH"            \
    "MmWnWuk4z3yCyixb8M8bC93/Xjubo2+7DM5k+pQO6661r+F4mx5T2OT4NjJz"            \
    "bKOy7gLJ3BCi+cEHFggJjNEMS/EtAgMBAAE="
#define RSA_2049                                                              \
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEBrUXyPTsaEd9Yf9KA"            \
    "O6tsOY2INIp+7Y0U8G0/73AZZqDDgeiPOMDI/YcSuLwHbzeHudF54GwP1PX4"            \
    "EwxCN3MO36+9Z/lhlpnP4ZiK2fBsFEoCW0E/ipoCHqZIp90Gg565Bbbm4wfU"            \
    "vtxRQxGT5sPzORorjx/x/UKil1XUwTqQKTHNRH41uLbY/kQuPUNyBOUtsiIa"            \
    "WACKBabEZHFZwyTJhZuBDnZuydKGY8qCjdX0s7LksGzmB0HHqHzkLIIYBy6M"            \
    "Nb+ZLcnpxhZhLnaWps7MG3jlEGFzEdijws5vRH7U1XseL+uJQUw0PBAnxNHD"            \
    "hrvEzWE+MNjxat+Rt1hKImWx9QIDAQAB"
#define PKCS1                                                                 \
    "MIGJAoGBANP4uXof2B3Llgj9H/fYjj4MAzk79Ap71F7j2qU16RJKArUxYgzQ"            \
    "arELbeBnlti4Og+QoPUXhu+af99jMtOPRCUJ2bbqZvWGBKkgFW7QM78GhL48"            \
    "rK8V8zaJn6rwxtgp7NFcyMsmOjUqi2iF38J5/4+21hH5axNm7JMYd7S8M4tN"            \
    "AgMBAAE="
#define EC                                                                    \
    "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIzCpNUPEKMQZxed3kqZjV7vN"            \
    "UlGrYu8ggNV0abatKzjG63YGyt1nACSSNFeJPeDE9GAD19VjKNmKTGwrD8LD"            \
    "sw=="
#define ED25519 "MCowBQYDK2VwAyEA6//XJTkvXe51aMHch796U17qBYIcl+1NfQJqDkx3zdw="

/* RSA_1024, not in DER: the length of NULL has two octets (X.690, 10.1). */
#define LONG_LENGTH                                                           \
    "MIGgMA4GCSqGSIb3DQEBAQWBAAOBjQAwgYkCgYEAtF4Q8NX87c+ml9zhFwD5"            \
    "lU9+M2uCcOHJc4n8q2JyQb4Nd2Gmf4MA0djZneTFdcSpVp+kPLEfQP06Uzxd"            \
    "yDgNzt1t7njKP+DHpQgn1iWZXS6jI5tEIn/aBiFftjmuiDsGVmImKJebVlV2"            \
    "7U/agn9fg5PDksUQ8cYm1NnK5ROzzUMCAwEAAQ=="
/* RSA_1024 with a third number after the exponent. */
#define THREE_NUMBERS                                                         \
    "MIGiMA0GCSqGSIb3DQEBAQUAA4GQADCBjAKBgQC0XhDw1fztz6aX3OEXAPmV"            \
    "T34za4Jw4clzifyrYnJBvg13YaZ/gwDR2Nmd5MV1xKlWn6Q8sR9A/TpTPF3I"            \
    "OA3O3W3ueMo/4MelCCfWJZldLqMjm0Qif9oGIV+2Oa6IOwZWYiYol5tWVXbt"            \
    "T9qCf1+Dk8OSxRDxxibU2crlE7PNQwIDAQABAgEB"

#define PEM(key)                                                              \
    "-----BEGIN PUBLIC KEY-----\n" key "\n-----END PUBLIC KEY-----\n"
#define IS_PKCS1 "openssl rsa -RSAPublicKey_in -in key.pem -pubout"

static const struct {
    const char *in, *key; /* NULL: refused */
    size_t bits;
    const char *why; /* part of the message */
} publics[] = {
    { RSA_1024, RSA_1024, 1024, "" },
    { RSA_2048, RSA_2048, 2048, "" },
    { PEM(RSA_1024), RSA_1024, 1024, "" },
    { "\r\n " PEM(RSA_1024) "\r\n", RSA_1024, 1024, "" },
    { "-----BEGIN PUBLIC KEY-----" RSA_1024 "-----END PUBLIC KEY-----",
      RSA_1024, 1024, "" },
    { "p=" RSA_1024, RSA_1024, 1024, "" },
    { "v=DKIM1; k=rsa; p=" RSA_1024 ";", RSA_1024, 1024, "" },
    { "v=DKIM1;p=" RSA_1024 "; t=s", RSA_1024, 1024, "" },
    { " " RSA_1024 "\n", RSA_1024, 1024, "" },

    { RSA_1023, NULL, 0, "1024 to 2048 bits" },
    { RSA_2049, NULL, 0, "1024 to 2048 bits" },
    { PKCS1, NULL, 0, IS_PKCS1 },
    { "-----BEGIN RSA PUBLIC KEY-----\n" PKCS1
      "\n-----END RSA PUBLIC KEY-----",
      NULL, 0, IS_PKCS1 },
    { EC, NULL, 0, "RSA" },
    { ED25519, NULL, 0, "RSA" },
    { RSA_1024 "AAAA", NULL, 0, "SubjectPublicKeyInfo" }, /* trailing */
    { LONG_LENGTH, NULL, 0, "SubjectPublicKeyInfo" },
    { THREE_NUMBERS, NULL, 0, "SubjectPublicKeyInfo" },
    { "", NULL, 0, "Base64" },
    { "p=", NULL, 0, "Base64" },
    { "!" RSA_1024, NULL, 0, "Base64" },
    { RSA_1024 "=", NULL, 0, "Base64" },
    { "MIGf", NULL, 0, "SubjectPublicKeyInfo" },
};

START_TEST(public_key)
{
    const struct text in = sesd_text(publics[_i].in);
    char buf[1000];
    struct out out = sesd_out(buf, sizeof(buf));
    size_t bits = 0;
    const char *why = NULL;
    enum sesdomain_status status = sesd_key_read(in, &out, &bits, &why);

    if (publics[_i].key) {
        ck_assert_msg(status == SESDOMAIN_OK, "%s: %s", in.s, why);
        ck_assert_str_eq(buf, publics[_i].key);
        ck_assert_uint_eq(bits, publics[_i].bits);
        return;
    }
    ck_assert_msg(status == SESDOMAIN_E_VALUE, "%s: %d", in.s, status);
    ck_assert_msg(strstr(why, publics[_i].why) != NULL, "%s: %s", in.s, why);
}
END_TEST

/* A key without its last octet is a different key or invalid. */
START_TEST(every_cut)
{
    const char key[] = RSA_1024;
    char buf[1000];

    for (size_t n = 0; n < strlen(key); n++) {
        struct out out = sesd_out(buf, sizeof(buf));
        size_t bits;
        const char *why;

        ck_assert_int_eq(
            sesd_key_read((struct text){ key, n }, &out, &bits, &why),
            SESDOMAIN_E_VALUE);
        ck_assert(!sesd_key_is_secret((struct text){ key, n }));
    }
}
END_TEST

/* ---- key records ---- */

#define NAME20 "abcdefghijabcdefghij"

static const struct {
    const char *record;
    bool is_record, dkim1;
} records[] = {
    { "v=DKIM1; p=x", true, true },         { "p=x", true, true },
    { "k=rsa; v=DKIM1; p=x", true, false }, /* RFC 6376 3.6.1: "v" is first */
    { "v=DKIM2; p=x", true, false },        { NAME20 "=x; p=x", true, true },
    { NAME20 "a=x; p=x", false, true },     { "k=rsa", false, true },
};

START_TEST(key_record)
{
    struct key_record record;

    ck_assert_msg(sesd_key_record(sesd_text(records[_i].record), &record) ==
                      records[_i].is_record,
                  "%s", records[_i].record);
    ck_assert_msg(record.dkim1 == records[_i].dkim1, "%s", records[_i].record);
}
END_TEST

/* ---- keys of an instance ---- */

static void is_published(struct sesdomain *sd, const char *key)
{
    const struct sesdomain_recordset *set;
    struct sesdomain_plan *plan;
    char text[1000] = "p=";

    strcat(text, key);
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    set = sesdomain_plan_recordset(plan, 0);
    ck_assert_str_eq(sesdomain_recordset_name(set), "s1._domainkey.d.example");
    ck_assert_str_eq(sesdomain_recordset_value_text(set, 0, NULL), text);
    sesdomain_plan_free(plan);
}

/* Replace a key by a longer one, and by a shorter one. */
START_TEST(replaced)
{
    static const char *const keys[] = { RSA_1024, RSA_2048, RSA_1024_OTHER };
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(sd, "d.example"), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    for (size_t i = 0; i < COUNT(keys); i++) {
        ck_assert_int_eq(sesdomain_instance_add_dkim_key(inst, "s1", keys[i]),
                         0);
        is_published(sd, keys[i]);
    }
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("key");
    TCase *t = tcase_create("key");

    tcase_add_loop_test(t, public_key, 0,
                        (int)(sizeof(publics) / sizeof(*publics)));
    tcase_add_test(t, every_cut);
    tcase_add_loop_test(t, key_record, 0, (int)COUNT(records));
    tcase_add_test(t, replaced);
    suite_add_tcase(s, t);
    return run_suite(s);
}
