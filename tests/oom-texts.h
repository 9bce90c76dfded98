/* SPDX-License-Identifier: MIT */
/* The texts that test-oom.c reads. */
#ifndef OOM_TEXTS_H
#define OOM_TEXTS_H

#include <string.h>

#define T1 "oc4vbmhlp2jdgulaqmj64h4a5ea6rvhi"
#define T2 "cw3h654y4ufvu7ux4a2mf2bec3le3sw4"
#define T3 "67cc7cuhbidfnrxmaocfq33jtdyutqfi"

static const char aws[] =
    "{\"VerificationStatus\":\"PENDING\",\"DkimAttributes\":{\"Tokens\":"
    "[\"" T1 "\",\"" T2 "\",\"" T3 "\"],\"SigningHostedZone\":"
    "\"dkim.xx-nowhere-1.example\",\"Status\":\"PENDING\"},"
    "\"MailFromAttributes\":{\"MailFromDomain\":\"m3.d.example\","
    "\"MailFromDomainStatus\":\"SUCCESS\"},\"VerificationInfo\":"
    "{\"ErrorType\":\"HOST_NOT_FOUND\",\"LastCheckedTimestamp\":"
    "\"2026-11-20T09:20:11.020000+00:00\",\"LastSuccessTimestamp\":1795166411,"
    "\"SOARecord\":{\"PrimaryNameServer\":\"ns1.d.example\","
    "\"SerialNumber\":7}}}";

/* One record each, in the listing of each reader. */
#define ROUTE53                                                                \
    "{\"ResourceRecordSets\":[{\"Name\":\"m3.d.example.\",\"Type\":\"TXT\","   \
    "\"TTL\":60,\"ResourceRecords\":[{\"Value\":\"\\\"v=spf1 \\\\055all\\\"\"" \
    "}]},{\"Name\":\"www.d.example.\",\"Type\":\"A\",\"AliasTarget\":"         \
    "{\"HostedZoneId\":\"Z1\",\"DNSName\":\"x.example.\","                     \
    "\"EvaluateTargetHealth\":false}}]}"
#define AZURE                                                                   \
    "[{\"name\":\"a1._domainkey\",\"type\":\"Microsoft.Network/dnszones/TXT\"," \
    "\"fqdn\":\"a1._domainkey.d.example.\",\"TTL\":60,\"TXTRecords\":"          \
    "[{\"value\":[\"p=a\\\"b\"]}]}]"
#define CLOUDFLARE                                                              \
    "{\"success\":true,\"result\":[{\"id\":\"r1\",\"type\":\"CNAME\",\"name\":" \
    "\"c1._domainkey.d.example\",\"content\":\"c1.dkim.amazonses.com\","        \
    "\"ttl\":1,\"proxied\":true}],\"result_info\":{\"page\":1,\"count\":1,"     \
    "\"total_pages\":1,\"total_count\":1}}"
#define GCLOUD                                                                \
    "[{\"name\":\"g1._domainkey.d.example.\",\"type\":\"CNAME\",\"ttl\":60,"  \
    "\"rrdatas\":[\"g1.dkim.amazonses.com.\"]}]"
#define POWERDNS                                                                  \
    "{\"name\":\"d.example.\",\"rrsets\":[{\"name\":\"p1._domainkey.d.example.\"" \
    ",\"type\":\"TXT\",\"ttl\":60,\"records\":[{\"content\":\"\\\"p=\\\"\","      \
    "\"disabled\":false}]}]}"
#define ZONE                                                                  \
    "$ORIGIN d.example.\nz1._domainkey 60 TXT \"p=\" ( \"x\" )\n"             \
    "$GENERATE 1-2 w$._domainkey 60 CNAME one.d.example.\n"

/* Widen a text to UTF-16, as PowerShell 5 writes it. */
static size_t widen(const char *text, char *wide)
{
    const size_t n = strlen(text);

    memcpy(wide, "\xff\xfe", 2);
    for (size_t i = 0; i < n; i++) {
        wide[2 * i + 2] = text[i];
        wide[2 * i + 3] = '\0';
    }
    return 2 * n + 2;
}

#endif
