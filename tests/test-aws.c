/* SPDX-License-Identifier: MIT */
/* Are the documents that AWS prints read correctly? One row for each shape of
 * the SES v1 and v2 APIs and of CloudFormation, with the errors that were
 * seen in practice. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "support.h"

/* clang-format off */
#define T1 "oc4vbmhlp2jdgulaqmj64h4a5ea6rvhi"
#define T2 "cw3h654y4ufvu7ux4a2mf2bec3le3sw4"
#define T3 "67cc7cuhbidfnrxmaocfq33jtdyutqfi"
#define TOKENS "['" T1 "','" T2 "','" T3 "']"
#define TOKEN "EXAMPLE3VYb9EDI2nTOQRi/Tf6MI/6bD6THIGiP1MVY="
#define CNAMES T1 ".dkim.amazonses.com.\n" T2 ".dkim.amazonses.com.\n" \
               T3 ".dkim.amazonses.com."
#define ASPECT(name, state, dns, ses) "'" name "': {'state': '" state \
    "', 'dns': '" dns "', 'ses': '" ses "'}"
#define NAME "'DkimDNSTokenName"
#define VALUE "'DkimDNSTokenValue"
/* clang-format on */

static const struct {
    const char *title;
    const char *documents; /* with ' for "; several with @@ between them */
    const char *told;      /* lines of the json output; '!': absent */
} good[] = {
    /* ---- v1 ---- */
    { "verify-domain-identity", "{'VerificationToken':'" TOKEN "'}",
      "'purpose': 'verification', 'text': '" TOKEN "'" },
    { "verify-domain-dkim", "{'DkimTokens':" TOKENS "}", CNAMES },
    { "verify-domain-dkim again",
      "{'DkimTokens':['a','b','c']}@@"
      "{'DkimTokens':" TOKENS "}",
      CNAMES "\n!a.dkim" },
    { "verification attributes",
      "{'VerificationAttributes':{'example.com':{'VerificationStatus':"
      "'Success','VerificationToken':'" TOKEN "'}}}",
      "'text': '" TOKEN
      "'\n" ASPECT("verification", "verified", "unknown", "success") },
    { "the map has other identities as well",
      "{'VerificationAttributes':{'other.com':{'VerificationStatus':'Failed'"
      ",'VerificationToken':'x'},'EXAMPLE.com.':{'VerificationStatus':"
      "'Pending','VerificationToken':'" TOKEN "'},'user@example.com':"
      "{'VerificationStatus':'Success'}}}",
      "'text': '" TOKEN "'\n'ses': 'pending'\n!'ses': 'failed'" },
    { "an empty map: SES does not know the domain",
      "{'VerificationAttributes':{}}", "'ses': 'not-started'" },
    { "DKIM attributes, an address beside the domain",
      "{'DkimAttributes':{'example.com':{'DkimTokens':" TOKENS
      ",'DkimEnabled':true,'DkimVerificationStatus':'Success'},"
      "'user@example.com':{'DkimEnabled':false,'DkimVerificationStatus':"
      "'NotStarted'}}}",
      CNAMES "\n" ASPECT("dkim", "verified", "unknown", "success") },
    { "MAIL FROM attributes",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromDomainAttributes':{'example.com':{'MailFromDomain':"
      "'Bounces.Example.com','MailFromDomainStatus':'TemporaryFailure',"
      "'BehaviorOnMXFailure':'UseDefaultValue'}}}",
      "bounces.example.com\n10 feedback-smtp.us-east-1.amazonses.com.\n" ASPECT(
          "mail_from", "at-risk", "unknown", "temporary-failure") },
    { "MAIL FROM attributes with the behaviour only (CloudTrail)",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromDomainAttributes':{'example.com':{'BehaviorOnMXFailure':"
      "'UseDefaultValue'}}}",
      "!feedback-smtp\n" ASPECT("mail_from", "not-used", "unknown",
                                "not-started") },

    /* ---- v2 ---- */
    { "get-email-identity: behaviour only, an error left over, no zone",
      "{'IdentityType':'DOMAIN','FeedbackForwardingStatus':true,"
      "'VerifiedForSendingStatus':true,'DkimAttributes':{'SigningEnabled':"
      "true,'Status':'SUCCESS','Tokens':" TOKENS ",'SigningAttributesOrigin'"
      ":'AWS_SES','NextSigningKeyLength':'RSA_2048_BIT',"
      "'CurrentSigningKeyLength':'RSA_2048_BIT','LastKeyGenerationTimestamp':"
      "'2024-03-28T23:15:43.083000+07:00'},'MailFromAttributes':"
      "{'BehaviorOnMxFailure':'USE_DEFAULT_VALUE'},'Policies':{},'Tags':[],"
      "'ConfigurationSetName':'x','VerificationStatus':'SUCCESS',"
      "'VerificationInfo':{'LastCheckedTimestamp':1622505600,'ErrorType':"
      "'HOST_NOT_FOUND','SOARecord':{'PrimaryNameServer':"
      "'amalia.ns.cloudflare.com','AdminEmail':'dns.cloudflare.com',"
      "'SerialNumber':1}}}",
      CNAMES "\n!feedback-smtp\n!ses-error\n" ASPECT(
          "verification", "verified", "unknown", "success") },
    { "create-email-identity, a zone of its own, a time as a number",
      "{'IdentityType':'DOMAIN','VerifiedForSendingStatus':false,"
      "'DkimAttributes':{'SigningEnabled':true,'Status':'PENDING','Tokens':" TOKENS
      ",'SigningHostedZone':'dkim.us-west-2.amazonses.com',"
      "'SigningAttributesOrigin':'AWS_SES','LastKeyGenerationTimestamp':"
      "1622505600}}",
      T1 ".dkim.us-west-2.amazonses.com.\ndkim-zone-differs" },
    { "a cell-style zone",
      "{'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS
      ",'SigningHostedZone':'c1.dkim.amazonses.com'}}",
      T1 ".c1.dkim.amazonses.com." },
    { "put-email-identity-dkim-signing-attributes",
      "{'DkimStatus':'PENDING','DkimTokens':" TOKENS
      ",'SigningHostedZone':'dkim.amazonses.com'}",
      CNAMES "\n'ses': 'pending'" },
    { "an older output without VerificationStatus: true says verified",
      "{'VerifiedForSendingStatus':true,'DkimAttributes':{'SigningEnabled':"
      "true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "verified", "unknown", "success") },
    { "and false says nothing",
      "{'VerifiedForSendingStatus':false,'DkimAttributes':{'SigningEnabled':"
      "true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "unknown", "unknown", "unknown") },
    { "a status that is new",
      "{'VerificationStatus':'PONDERING',"
      "'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS "}}",
      ASPECT("verification", "unknown", "unknown", "unknown") },
    { "signing is off",
      "{'DkimAttributes':{'SigningEnabled':false,'Tokens':" TOKENS "}}",
      "dkim-signing-disabled" },
    { "a key of one's own: its selector among the tokens",
      "{'DkimAttributes':{'SigningEnabled':true,'Status':'SUCCESS','Tokens':"
      "['sel'],'SigningAttributesOrigin':'EXTERNAL'}}",
      "byodkim-key-unknown\n!CNAME" },
    { "null is as good as nothing",
      "{'DkimAttributes':{'SigningEnabled':true,'Tokens':" TOKENS
      ",'SigningHostedZone':null},'MailFromAttributes':null,"
      "'VerificationStatus':null}",
      CNAMES },
    { "get-account, in the sandbox",
      "{'DkimTokens':" TOKENS "}@@{'ProductionAccessEnabled':false,"
      "'SendQuota':{'Max24HourSend':200.0,'MaxSendRate':1.0}}",
      "sandbox" },
    { "get-account, out of it",
      "{'DkimTokens':" TOKENS "}@@{'ProductionAccessEnabled':true}",
      "!sandbox" },
    { "a name that was wished for stays, and is not started",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromAttributes':{'MailFromDomain':'m.example.com',"
      "'MailFromDomainStatus':'SUCCESS'}}@@{'MailFromAttributes':"
      "{'BehaviorOnMxFailure':'REJECT_MESSAGE'}}",
      "m.example.com\nmail-from-not-set\n'ses': 'not-started'\n"
      "reject-before-verified" },
    { "MAIL FROM pending while mail is rejected",
      "{'DkimTokens':" TOKENS "}@@"
      "{'MailFromAttributes':{'MailFromDomain':'m.example.com',"
      "'MailFromDomainStatus':'PENDING','BehaviorOnMxFailure':"
      "'REJECT_MESSAGE'}}",
      "reject-before-verified" },

    /* ---- CloudFormation ---- */
    { "attributes of the resource",
      "{" NAME "1':'" T1 "._domainkey.example.com'," VALUE "1':'" T1
      ".dkim.amazonses.com'," NAME "2':'" T2 "._domainkey.example.com'," VALUE
      "2':'" T2 ".dkim.amazonses.com'," NAME "3':'" T3
      "._domainkey.example.com'," VALUE "3':'" T3 ".dkim.amazonses.com'}",
      CNAMES },
    { "describe-stacks, with words around the names",
      "{'Stacks':[{'StackName':'x','Outputs':[{'OutputKey':"
      "'MailDkimDNSTokenName1Output','OutputValue':'" T1
      "._domainkey.example.com'},{'OutputKey':'MailDkimDNSTokenValue1Output',"
      "'OutputValue':'" T1 ".dkim.amazonses.com'},{'OutputKey':'Other',"
      "'OutputValue':'x y'}]}]}",
      T1 ".dkim.amazonses.com." },
    { "outputs alone",
      "[{'OutputKey':" NAME "1','OutputValue':'" T1
      "._domainkey.example.com'}]",
      T1 ".dkim.amazonses.com." },
};

static const struct {
    const char *title, *document;
    enum sesdomain_status status;
    const char *message; /* how it begins */
} bad[] = {
    { "nothing", "", SESDOMAIN_E_SYNTAX, "" },
    { "an empty object", "{}", SESDOMAIN_E_DOCUMENT,
      "document: no output of an SES" },
    { "a string", "'x'", SESDOMAIN_E_DOCUMENT, "document: " },
    { "somebody else's output", "{'Buckets':[]}", SESDOMAIN_E_DOCUMENT,
      "document: no output" },
    { "list-email-identities",
      "{'EmailIdentities':[{'IdentityType':"
      "'DOMAIN','IdentityName':'example.com'}]}",
      SESDOMAIN_E_DOCUMENT, "document: no output" },
    { "an address",
      "{'IdentityType':'EMAIL_ADDRESS','DkimAttributes':"
      "{'SigningEnabled':true}}",
      SESDOMAIN_E_DOCUMENT, "IdentityType: 'EMAIL_ADDRESS'" },
    { "only other identities",
      "{'DkimAttributes':{'other.com':"
      "{'DkimEnabled':true,'DkimVerificationStatus':'Success'}}}",
      SESDOMAIN_E_DOCUMENT, "DkimAttributes: 'other.com'" },
    { "a number for a token", "{'VerificationToken':5}", SESDOMAIN_E_DOCUMENT,
      "VerificationToken: a string" },
    { "a string for tokens", "{'DkimTokens':'x'}", SESDOMAIN_E_DOCUMENT,
      "DkimTokens: an array" },
    { "four tokens", "{'DkimTokens':['a','b','c','d']}", SESDOMAIN_E_LIMIT,
      "DkimTokens[3]: 'd'" },
    { "a token that breaks out", "{'DkimTokens':['a\\\\','b','c']}",
      SESDOMAIN_E_VALUE, "DkimTokens[0]: 'a\\'" },
    { "a token that ends the record", "{'DkimTokens':['a;b']}",
      SESDOMAIN_E_VALUE, "DkimTokens[0]: 'a;b'" },
    { "a zone with a newline",
      "{'DkimAttributes':{'SigningEnabled':true,"
      "'SigningHostedZone':'a\\nb'}}",
      SESDOMAIN_E_NAME, "DkimAttributes.SigningHostedZone: 'a\\x0ab'" },
    { "a verification token with a quotation mark",
      "{'VerificationToken':'a\\'b'}", SESDOMAIN_E_VALUE,
      "VerificationToken: 'a\"b'" },
    { "a key twice", "{'VerificationToken':'a','VerificationToken':'b'}",
      SESDOMAIN_E_SYNTAX, "" },
    { "records of another domain",
      "{" NAME "1':'" T1 "._domainkey.other.com'}", SESDOMAIN_E_DOCUMENT,
      "DkimDNSTokenName1: '" T1 "._domainkey.other.com'" },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static char *copy(const char *s, size_t n, char from, char to)
{
    char *t = malloc(n + 1);

    ck_assert_ptr_nonnull(t);
    for (size_t i = 0; i < n; i++)
        t[i] = s[i] == from ? to : s[i];
    t[n] = '\0';
    return t;
}

static struct sesdomain_instance *instance(struct sesdomain **sd)
{
    struct sesdomain_instance *inst;

    ck_assert_int_eq(sesdomain_new(sd), 0);
    ck_assert_int_eq(sesdomain_set_domain(*sd, "example.com"), 0);
    ck_assert_int_eq(
        sesdomain_add_instance(*sd, "1", "us-east-1", NULL, &inst), 0);
    return inst;
}

static enum sesdomain_status load(struct sesdomain_instance *inst,
                                  const char *s, size_t n)
{
    char *json = copy(s, n, '\'', '"');
    enum sesdomain_status status = sesdomain_instance_load_aws(inst, json, n);

    free(json);
    return status;
}

/* Whether each line is in the text, and each with '!' is not. */
static void tells(const char *text, const char *lines)
{
    char *wanted = copy(lines, strlen(lines), '\'', '"'), *line;

    for (line = strtok(wanted, "\n"); line; line = strtok(NULL, "\n")) {
        bool no = *line == '!';

        ck_assert_msg(!strstr(text, line + no) == no, "%s: %s\n%s",
                      no ? "is there" : "is missing", line + no, text);
    }
    free(wanted);
}

START_TEST(takes)
{
    const char *s = good[_i].documents, *end;
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;
    char *json;

    inst = instance(&sd);
    for (; s; s = end ? end + 2 : NULL) {
        end = strstr(s, "@@");
        ck_assert_msg(load(inst, s, end ? (size_t)(end - s) : strlen(s)) == 0,
                      "%s: %s", good[_i].title, sesdomain_error(sd));
    }
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    json = document(plan, "json", 0);
    tells(json, good[_i].told);
    free(json);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

/* A refused document changes nothing. */
START_TEST(refuses)
{
    static const char before[] =
        "{'DkimTokens':" TOKENS ",'SigningHostedZone':'z.example'}";
    struct sesdomain_instance *inst;
    struct sesdomain_plan *plan;
    struct sesdomain *sd;
    char *json;

    inst = instance(&sd);
    ck_assert_int_eq(load(inst, before, strlen(before)), 0);
    ck_assert_int_eq(load(inst, bad[_i].document, strlen(bad[_i].document)),
                     bad[_i].status);
    ck_assert_msg(strncmp(sesdomain_error(sd), bad[_i].message,
                          strlen(bad[_i].message)) == 0,
                  "%s: %s", bad[_i].title, sesdomain_error(sd));
    ck_assert_str_ne(sesdomain_error(sd), "");
    ck_assert_int_eq(sesdomain_plan_new(sd, &plan), 0);
    json = document(plan, "json", 0);
    tells(json, T1 ".z.example.\n" T2 ".z.example.\n" T3 ".z.example.");
    free(json);
    sesdomain_plan_free(plan);
    sesdomain_free(sd);
}
END_TEST

START_TEST(needs_domain)
{
    struct sesdomain_instance *inst;
    struct sesdomain *sd;

    ck_assert_int_eq(sesdomain_new(&sd), 0);
    ck_assert_int_eq(sesdomain_add_instance(sd, "1", "us-east-1", NULL, &inst),
                     0);
    ck_assert_int_eq(sesdomain_instance_load_aws(inst, "{}", 2),
                     SESDOMAIN_E_MISSING);
    sesdomain_free(sd);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("aws");
    TCase *t = tcase_create("aws");

    tcase_add_loop_test(t, takes, 0, (int)COUNT(good));
    tcase_add_loop_test(t, refuses, 0, (int)COUNT(bad));
    tcase_add_test(t, needs_domain);
    suite_add_tcase(s, t);
    return run_suite(s);
}
