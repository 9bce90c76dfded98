//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/* Names that rules and code share, each defined once: otherwise a changed row
 * would silently stop matching. The hosts of a region are in region.c. */
#ifndef SESD_NAMES_H
#define SESD_NAMES_H

#define LABEL_TOKEN "_amazonses"    /* API_VerifyDomainIdentity */
#define LABEL_OLD_TOKEN "amazonses" /* guide of 2021, "dns-txt-records" */
#define LABEL_DKIM "_domainkey"     /* RFC 6376 section 3.6.2.1 */
#define LABEL_DMARC "_dmarc"        /* RFC 9989 section 4.1 */
#define LABEL_REPORT "_report"      /* RFC 9990 section 4 */

/* The optional prefix of a verification token: the developer guide of 2021,
 * "dns-txt-records". */
#define TOKEN_PREFIX "amazonses:"

#define SES_DOMAIN "amazonses.com"
#define AWS_DOMAIN                                                            \
    "amazonaws.com" /* of endpoints: SES's hosts end otherwise */
#define TRACKING_DOMAIN "awstrack.me"

/* https://docs.aws.amazon.com/ses/latest/dg/mail-from.html */
#define SES_SPF "v=spf1 include:" SES_DOMAIN " ~all"

#endif
