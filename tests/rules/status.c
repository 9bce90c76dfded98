/* SPDX-License-Identifier: MIT */
/* The statuses that SES reports, and the action for each. */
#include "rules.h"

#define TROUBLE DG "troubleshoot-verification.html"
#define STATUS(s) "'verification_status':'" s "'"
#define TOKEN_IS "," ZONE_IS(TXT("_amazonses." D, TA))
#define WITH_TOKEN(s)                                                         \
    SETUP_WITH(ZONE_IS(TXT("_amazonses." D, TA)),                             \
               "{" A "," TOKEN(TA) "," STATUS(s) "}")
#define WITHOUT_TOKEN(s)                                                      \
    SETUP_WITH(ZONE_IS(TXT(D, "x")), "{" A "," TOKEN(TA) "," STATUS(s) "}")
#define INFO(status, error)                                                   \
    SETUP("{" A "," TOKEN(TA) ",'aws':[{'VerificationStatus':'" status        \
                              "','VerificationInfo':{'ErrorType':'" error     \
                              "'}}]}")
#define SAW(primary)                                                          \
    SETUP_WITH(                                                               \
        ZONE_HAS(RECORD(D, "SOA", "NS1.example. h.example. 1 2 3 4 5")),      \
        "{" A "," TOKEN(TA) ",'aws':[{'VerificationInfo':{"                   \
                            "'SOARecord':{'PrimaryNameServer':'" primary      \
                            "'}}}]}")
#define ROUTES "'Routes':[{'Region':'us-east-1'},{'Region':'eu-west-1'}]"
#define ENDPOINT "{" ROUTES "}"
#define OTHER "'label':'o','account':'1','region':'eu-west-1'"

static const struct rule_case cases[] = {
    { "verified, and published", WITH_TOKEN("success"), NULL, "", TROUBLE },
    { "verified, and missing", WITHOUT_TOKEN("success"), NULL,
      "token-missing(a)", DG21 "verified-domain-revocation.md" },
    { "pending, and missing", WITHOUT_TOKEN("pending"), NULL, "", TROUBLE },
    { "failed, and missing", WITHOUT_TOKEN("failed"), NULL, "ses-failed(a)",
      TROUBLE },
    { "failed, and published now", WITH_TOKEN("failed"), NULL,
      "ses-failed-but-published(a)", TROUBLE },
    { "verified in an unknown zone",
      SETUP("{" A "," TOKEN(TA) "," STATUS("success") "}"), NULL, "",
      TROUBLE },
    { "failed in an unknown zone",
      SETUP("{" A "," TOKEN(TA) "," STATUS("failed") "}"), NULL,
      "ses-failed(a)", TROUBLE },
    { "temporary failure", WITH_TOKEN("temporary-failure"), NULL,
      "ses-temporary-failure(a)", TROUBLE },
    { "not started", WITH_TOKEN("not-started"), NULL, "", TROUBLE },

    { "DKIM verified, and one of three missing",
      SETUP_WITH(
          ZONE_IS(RECORD(
              KA1 "._domainkey." D, "CNAME",
              KA1
              ".dkim.amazonses.com.") "," RECORD(KA2 "._domainkey." D, "CNAME",
                                                 KA2 ".dkim.amazonses.com.")),
          "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "}"),
      NULL, "verified-but-missing(a)", DG "troubleshoot-dkim.html" },
    { "DKIM verified, and all published",
      SETUP_WITH(
          ZONE_IS(
              RECORD(KA1 "._domainkey." D, "CNAME", KA1 ".dkim.amazonses.com.") "," RECORD(
                  KA2 "._domainkey." D, "CNAME",
                  KA2
                  ".dkim.amazonses.com.") "," RECORD(KA3 "._domainkey." D,
                                                     "CNAME",
                                                     KA3
                                                     ".dkim.amazonses.com.")),
          "{" A "," DKIM_WITH(KA, "'dkim_status':'success'") "}"),
      NULL, "", DG "troubleshoot-dkim.html" },
    { "MAIL FROM failed at a name shared with another region",
      SETUP_WITH(
          "'shared_mail_from_region':'us-east-1'," ZONE_IS(RECORD(
              "m." D, "MX", "10 feedback-smtp.us-east-1.amazonses.com.")),
          "{" A "," DKIM(KA) "," MAIL("m." D) "},{" B "," DKIM(
              KB) "," MAIL_WITH("m." D, "'mail_from_status':'failed'") "}"),
      NULL,
      "mail-from-shared(a,b) mail-from-shared-failed(b) -ses-failed "
      "-ses-failed-but-published",
      DG "mail-from.html" },
    { "MAIL FROM failed at a name that another region uses",
      SETUP_WITH(
          ZONE_IS(RECORD("m." D, "MX",
                         "10 feedback-smtp.us-east-1.amazonses.com.")),
          "{" A "," DKIM(KA) "," MAIL("m." D) "},{" B "," DKIM(
              KB) "," MAIL_WITH("m." D, "'mail_from_status':'failed'") "}"),
      NULL, "name-in-use(b) -ses-failed", DG "mail-from.html" },
    { "MAIL FROM failed",
      SETUP("{" A "," DKIM(KA) "," MAIL_WITH(
          "m." D, "'mail_from_status':'failed'") "}"),
      NULL, "ses-failed(a)", DG "mail-from.html" },
    { "a draining instance is not reported",
      SETUP("{" A ",'state':'draining'," TOKEN(TA) "," STATUS("failed") "}"),
      NULL, "", TROUBLE },

    { "an error of the last check", INFO("PENDING", "TYPE_NOT_FOUND"), NULL,
      "ses-error(a)", V2 "API_VerificationInfo.html" },
    { "a replica that SES cannot create",
      INFO("PENDING", "REPLICATION_ACCESS_DENIED"), NULL,
      "replication-failed(a)", V2 "API_VerificationInfo.html" },
    { "an old error with success", INFO("SUCCESS", "HOST_NOT_FOUND"), NULL, "",
      V2 "API_VerificationInfo.html" },
    { "SES saw another name server", SAW("amalia.ns.cloudflare.com"), NULL,
      "soa-differs(a)", V2 "API_VerificationInfo.html" },
    { "SES saw the same name server", SAW("ns1.example."), NULL, "",
      V2 "API_VerificationInfo.html" },

    { "in the sandbox", SETUP("{" A "," TOKEN(TA) ",'sandbox':true}"), NULL,
      "sandbox(a)", DG "request-production-access.html" },
    { "out of the sandbox", SETUP("{" A "," TOKEN(TA) ",'sandbox':false}"),
      NULL, "", DG "request-production-access.html" },
    { "in the sandbox, as get-account reports",
      SETUP("{" A "," TOKEN(TA) ",'aws':[{'ProductionAccessEnabled':false}]}"),
      NULL, "sandbox(a)", V2 "API_GetAccount.html" },

    { "sending is disabled",
      SETUP("{" A "," TOKEN(TA) ",'sending_enabled':false}"), NULL,
      "sending-disabled(a)", V2 "API_GetAccount.html" },
    { "sending is enabled",
      SETUP("{" A "," TOKEN(TA) ",'sending_enabled':true}"), NULL,
      "-sending-disabled", V2 "API_GetAccount.html" },
    { "sending is disabled, as get-account reports",
      SETUP("{" A "," TOKEN(TA) ",'aws':[{'SendingEnabled':false}]}"), NULL,
      "sending-disabled(a)", V2 "API_GetAccount.html" },
    { "AWS has shut the account down",
      SETUP("{" A "," TOKEN(TA) ",'aws':[{'EnforcementStatus':'SHUTDOWN',"
                                "'SendingEnabled':true}]}"),
      NULL, "sending-disabled(a)", V2 "API_GetAccount.html" },
    { "a multi-region endpoint without an instance in its other region",
      SETUP("{" A "," TOKEN(TA) ",'aws':[" ENDPOINT "]}"), NULL,
      "endpoint-region-missing(a)", DG "global-endpoints.html" },
    { "one that is deleted",
      SETUP("{" A "," TOKEN(TA) ",'aws':[{'Status':'DELETING'," ROUTES "}]}"),
      NULL, "-endpoint-region-missing", V2 "API_GetMultiRegionEndpoint.html" },
    { "one whose other instance is retired",
      SETUP("{" A "," TOKEN(TA) ",'aws':[" ENDPOINT "]},{" OTHER
                                "," TOKEN(TB) ",'state':'retired'}"),
      NULL, "endpoint-region-missing(a) removal-deferred(a)",
      DG "global-endpoints.html" },
    { "one that has both instances",
      SETUP("{" A "," TOKEN(TA) ",'aws':[" ENDPOINT "]},{" OTHER
                                "," TOKEN(TB) "}"),
      NULL, "-endpoint-region-missing", DG "global-endpoints.html" },
    { "the other instance is another account's",
      SETUP("{" A "," TOKEN(TA) ",'aws':[" ENDPOINT "]},{" B
                                "," TOKEN(TB) "}"),
      NULL, "endpoint-region-missing(a)", DG "global-endpoints.html" },
    { "a replica whose keys SES cannot replicate",
      SETUP("{" A ",'aws':[{'VerificationStatus':'FAILED','DkimAttributes':{"
            "'Status':'FAILED','SigningEnabled':true,'Tokens':['" KA1 "','" KA2
            "','" KA3 "'],'SigningAttributesOrigin':'AWS_SES_EU_WEST_1'},"
            "'VerificationInfo':{'ErrorType':'REPLICATION_ACCESS_DENIED'}}]}"),
      NULL, "replication-failed(a) -ses-failed",
      V2 "API_VerificationInfo.html" },
    { "an instance that only receives",
      SETUP("{" B "," DKIM(KB) "},{" A "," TOKEN(
          TA) ",'sending':false,"
              "'sandbox':true,'sending_enabled':false,'receiving':'" D "'}"),
      "+ @ MX 10 inbound-smtp.us-east-1.amazonaws.com [a]\n"
      "+ _amazonses TXT " TA " [a]\n" DMARC_SET DKIM_SETS(KB, "[b]"),
      "receiving-begins(a) -sandbox -sending-disabled -no-dkim -not-aligned",
      DG "receiving-email.html" },
    { "an instance that only receives needs verification, too",
      SETUP("{" A ",'sending':false}"), NULL, "no-identity(a)",
      DG "receiving-email.html" },
};

TABLE(status, cases);
