//go:build sesdomain_cgo && !sesdomain_system
/* SPDX-License-Identifier: MIT */
/*
 * DNS providers. Takes a name, produces the words of its control panel, and
 * its limits as presets of the options dns.*; each row has its source. A word
 * that no source has is NULL, and a neutral one is written: the word for a TXT
 * value would send people to the wrong kind of record.
 */
#include "ses_ses.h"

/* The terms are those of the control panel or of its help pages, in English;
 * NULL if none was found. No provider here forbids underscores, or several TXT
 * values at a name, but options can state that. */
/* clang-format off */
#define QUIRKS(...) (const char *const[]){ __VA_ARGS__, NULL }

static const struct provider providers[] = {
    { .name = "alidns",
      .title = "Alibaba Cloud DNS",
      .docs = "https://alibabacloud.com/help/en/dns/api-adding-a-dns-record",
      .words = { "Hostname", "Type", "Value", "Value", "Value", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "600", "dns.ttl-max", "86400",
                       "dns.txt-length", "511", "dns.txt-forbidden", "\""),
      .source = "https://www.alibabacloud.com/help/doc-detail/119484.htm"
                "; https://www.alibabacloud.com/help/doc-detail/29806.htm"
                "; https://alibabacloud.com/help/en/dns/types-of-resolution-records-supported-by-intranet-dns-resolution (Private DNS; 'less than 512 bytes')"
                "; https://github.com/StackExchange/dnscontrol providers/alidns/auditrecords.go" },

    { .name = "azure",
      .title = "Azure DNS",
      .docs = "https://learn.microsoft.com/en-us/azure/dns/dns-operations-recordsets-portal",
      .words = { "Name", "Type", "Value", "Alias", "Mail Exchange", "Preference" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "1", "dns.txt-length", "4096"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-for-azure-dns-zones.md"
                "; https://github.com/MicrosoftDocs/azure-docs articles/dns/dns-zones-records.md"
                "; https://github.com/StackExchange/dnscontrol providers/azuredns/auditrecords.go" },

    { .name = "bluehost",
      .title = "Bluehost",
      .docs = "https://www.bluehost.com/help/article/dns-management-add-edit-or-delete-dns-entries",
      .words = { "Host Record", "Type", "TXT Value", "Points To", "Points To", "Priority" },
      .apex = "@",
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-bluehost.md" },

    { .name = "bunny",
      .title = "bunny.net DNS",
      .docs = "https://docs.bunny.net/dns/records",
      .words = { "Hostname", "Type", "Value", "Value", "Value", NULL },
      .apex = "",
      .quirks = QUIRKS("dns.ttl-min", "60"),
      .source = "https://docs.bunny.net/dns/records.md"
                "; https://github.com/go-acme/lego providers/dns/bunny/bunny.go"
                "; https://github.com/StackExchange/dnscontrol providers/bunnydns/auditrecords.go" },

    { .name = "cloudflare",
      .title = "Cloudflare",
      .docs = "https://developers.cloudflare.com/dns/manage-dns-records/how-to/create-dns-records/",
      .words = { "Name", "Type", "Content", "Target", "Mail server", "Priority" },
      .apex = "@",
      .proxy = { "Proxy status", "DNS only" },
      .ttl_auto = "Auto",
      .quirks = QUIRKS("dns.ttl-min", "60", "dns.ttl-max", "86400",
                       "dns.txt-length", "2048"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-cloudflare.md"
                "; https://github.com/cloudflare/cloudflare-docs src/content/docs/dns/manage-dns-records/reference/ttl.mdx (TTL 1: Auto)"
                "; https://github.com/cloudflare/cloudflare-docs src/content/docs/dns/proxy-status/index.mdx"
                "; https://github.com/cloudflare/cloudflare-docs src/content/docs/dns/manage-dns-records/reference/dns-record-types.mdx"
                "; https://github.com/StackExchange/dnscontrol providers/cloudflare/auditrecords.go" },

    { .name = "cpanel",
      .title = "cPanel and WHM (Zone Editor)",
      .docs = "https://docs.cpanel.net/cpanel/domains/zone-editor/",
      .words = { "Name", "Type", "Record", "Record", "Destination", "Priority" },
      .apex = NULL,
      .dot_after_name = true,
      .quirks = QUIRKS("dns.names", "absolute"),
      .source = "https://docs.cpanel.net/cpanel/domains/zone-editor/"
                "; https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-hostgator.md (names with a final dot; MX: Priority, Destination)" },

    { .name = "desec",
      .title = "deSEC",
      .docs = "https://desec.readthedocs.io/en/latest/dns/rrsets.html",
      .words = { "Subname", "Record Set Type", "Content", "Target domain name", "Hostname", "Preference" },
      .apex = "",
      .quirks = QUIRKS("dns.ttl-min", "3600", "dns.ttl-max", "86400",
                       "dns.final-dot", "yes"),
      .source = "https://github.com/desec-io/desec-stack www/webapp/src/views/CrudListRecord.vue"
                "; https://github.com/desec-io/desec-stack docs/dns/domains.rst (minimum_ttl, example 3600)" },

    { .name = "digitalocean",
      .title = "DigitalOcean",
      .docs = "https://docs.digitalocean.com/products/networking/dns/how-to/manage-records/",
      .words = { "Hostname", NULL, "Value", "Is an alias of", "Mail providers mail server", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "30"),
      .source = "https://docs.digitalocean.com/products/networking/dns/how-to/manage-records/" },

    { .name = "dnsimple",
      .title = "DNSimple",
      .docs = "https://support.dnsimple.com/articles/how-to-add-dns-records/",
      .words = { "Name", "Type", "Content", "Content", "Content", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "60", "dns.txt-length", "1000"),
      .source = "https://github.com/dnsimple/dnsimple-support content/articles/how-to-add-dns-records.md"
                "; https://github.com/dnsimple/dnsimple-support content/articles/what-minimum-time-to-live.md"
                "; https://github.com/dnsimple/dnsimple-support content/articles/txt-record-format.md"
                "; https://github.com/StackExchange/dnscontrol providers/dnsimple/auditrecords.go" },

    { .name = "dnsmadeeasy",
      .title = "DNS Made Easy",
      .docs = "https://help.dnsmadeeasy.com/managed-dns/dns-record-types/txt-record/",
      .words = { "Name", NULL, "Value", "Alias to", NULL, NULL },
      .apex = "",
      .quirks = QUIRKS("dns.txt-length", "255", "dns.txt-forbidden", "\"",
                       "dns.final-dot", "yes"),
      .source = "https://help.dnsmadeeasy.com/managed-dns/dns-record-types/txt-record/"
                "; https://github.com/StackExchange/dnscontrol providers/dnsmadeeasy/auditrecords.go" },

    { .name = "dreamhost",
      .title = "DreamHost",
      .docs = "https://help.dreamhost.com/hc/en-us/articles/216106197-Add-an-SPF-record",
      .words = { "Host", NULL, "TXT Value", NULL, "Points to", "Priority" },
      .apex = "",
      .source = "https://help.dreamhost.com/hc/en-us/articles/216106197-Add-an-SPF-record" },

    { .name = "gandi",
      .title = "Gandi (LiveDNS)",
      .docs = "https://docs.gandi.net/en/domain_names/faq/dns_records.html",
      .words = { "Name", "Type", "Text value", NULL, "Hostname", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "300", "dns.ttl-max", "2592000",
                       "dns.final-dot", "yes"),
      .source = "https://resend.com/docs/knowledge-base/gandi"
                "; https://github.com/StackExchange/dnscontrol providers/gandiv5/gandiv5Provider.go lines 218-224" },

    { .name = "gcloud",
      .title = "Google Cloud DNS",
      .docs = "https://cloud.google.com/dns/docs/records",
      .words = { "DNS name", "Resource record type", "TXT data", "Canonical name", "Preference and mail server", NULL },
      .zone_form = true,
      .apex = "",
      .quirks = QUIRKS("dns.final-dot", "yes"),
      .source = "https://cloud.google.com/dns/docs/records"
                "; https://cloud.google.com/dns/records/json-record (targets end with a dot)" },

    { .name = "godaddy",
      .title = "GoDaddy",
      .docs = "https://www.godaddy.com/help/add-a-txt-record-19232",
      .words = { "Name", "Type", "Value", "Value", "Value", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "600", "dns.txt-length", "1024"),
      .source = "https://resend.com/docs/knowledge-base/godaddy"
                "; https://github.com/go-acme/lego providers/dns/godaddy/godaddy.go"
                "; https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-godaddy.md"
                "; https://www.godaddy.com/pl-pl/help/dodawanie-rekordu-txt-19232" },

    { .name = "hetzner",
      .title = "Hetzner",
      .docs = "https://docs.hetzner.com/networking/dns/faq/records",
      .words = { "Name", "Type", "Value", "Value", "Mail server", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "60", "dns.final-dot", "yes"),
      .source = "https://resend.com/docs/knowledge-base/hetzner"
                "; https://github.com/go-acme/lego providers/dns/hetzner/hetzner.go" },

    { .name = "hostgator",
      .title = "HostGator (cPanel)",
      .docs = "https://www.hostgator.com/help/article/how-to-change-dns-zones-mx-cname-and-a-records",
      .words = { "Name", "Type", "TXT Data", "CNAME", "Destination", "Priority" },
      .apex = NULL,
      .dot_after_name = true,
      .quirks = QUIRKS("dns.names", "absolute"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-hostgator.md" },

    { .name = "hostinger",
      .title = "Hostinger",
      .docs = "https://www.hostinger.com/support/1583249-how-to-manage-dns-records-at-hostinger/",
      .words = { "Name", "Type", "TXT value", "Target", "Mail server", "Priority" },
      .apex = "@",
      .source = "https://www.hostinger.com/support/1583249-how-to-manage-dns-records-at-hostinger/" },

    { .name = "hover",
      .title = "Hover",
      .docs = "https://help.hover.com/hc/en-us/articles/217282457-Managing-DNS-records-",
      .words = { "Hostname", "Record Type", "Value", "Target Host", "Hostname", "Priority" },
      .apex = "@",
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-hover.md" },

    { .name = "ionos",
      .title = "IONOS",
      .docs = "https://www.ionos.com/help/domains/configuring-txt-and-srv-records/adding-editing-or-removing-txt-records/",
      .words = { "Host name", "Type", "Value", "Alias", "Points to", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "300"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-ionos.com.md"
                "; https://github.com/go-acme/lego providers/dns/internal/ionos/provider.go" },

    { .name = "linode",
      .title = "Akamai Connected Cloud (Linode)",
      .docs = "https://www.linode.com/docs/products/networking/dns-manager/guides/txt-record/",
      .words = { "Hostname", NULL, "Value", "Alias to", "Mail Server", "Preference" },
      .apex = "",
      .quirks = QUIRKS("dns.ttl-min", "300", "dns.ttl-max", "2419200"),
      .source = "https://github.com/linode/docs docs/products/networking/dns-manager/guides/txt-record/index.md"
                "; https://github.com/go-acme/lego providers/dns/linode/linode.go" },

    { .name = "namecheap",
      .title = "Namecheap",
      .docs = "https://www.namecheap.com/support/knowledgebase/article.aspx/317/2237/how-do-i-add-txtspfdkimdmarc-records-for-my-domain/",
      .words = { "Host", "Type", "Value", "Value", "Value", NULL },
      .apex = "@",
      .quirks = QUIRKS("dns.txt-forbidden", "\""),
      .source = "https://resend.com/docs/knowledge-base/namecheap"
                "; https://github.com/StackExchange/dnscontrol providers/namecheap/auditrecords.go" },

    { .name = "namecom",
      .title = "name.com",
      .docs = "https://www.name.com/support/articles/115004972547-Adding-a-TXT-Record",
      .words = { "Host", "Type", "Answer", "Answer", "Answer", "Prio" },
      .apex = "",
      .quirks = QUIRKS("dns.ttl-min", "300", "dns.txt-length", "512",
                       "dns.txt-forbidden", "\""),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-name-com.md"
                "; https://github.com/go-acme/lego providers/dns/namedotcom/namedotcom.go"
                "; https://github.com/StackExchange/dnscontrol providers/namedotcom/auditrecords.go" },

    { .name = "namescouk",
      .title = "Names.co.uk",
      .docs = "https://www.names.co.uk/support/",
      .words = { "Host name", "Type", "Result", "Result", "Result", "Priority" },
      .apex = "",
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-names-co-uk.md" },

    { .name = "netcup",
      .title = "netcup",
      .docs = "https://www.netcup.com/en/helpcenter/documentation/web-hosting/webhosting-dns",
      .words = { "Host", "Type", "Destination", "Destination", "Destination", "MX" },
      .apex = "@",
      .source = "https://www.netcup.com/en/helpcenter/documentation/web-hosting/webhosting-dns"
                "; https://github.com/StackExchange/dnscontrol providers/netcup/auditrecords.go" },

    { .name = "networksolutions",
      .title = "Network Solutions",
      .docs = "https://www.networksolutions.com/support/how-to-manage-advanced-dns-records/",
      .words = { "Host", NULL, "Text", "Other Host", "Mail Server", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.final-dot", "yes"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-network-solutions.md" },

    { .name = "ovh",
      .title = "OVHcloud",
      .docs = "https://help.ovhcloud.com/csm/en-dns-edit-dns-zone?id=kb_article_view&sysparm_article=KB0051682",
      .words = { "Sub-domain", "Record type", "Value", "Target", "Target", "Priority" },
      .apex = "",
      .quirks = QUIRKS("dns.final-dot", "yes"),
      .source = "https://github.com/MicrosoftDocs/microsoft-365-docs microsoft-365/admin/dns/create-dns-records-at-ovh.md"
                "; https://github.com/ovh/docs pages/web_cloud/domains/dns_zone_edit/guide.en-gb.md" },

    { .name = "porkbun",
      .title = "Porkbun",
      .docs = "https://kb.porkbun.com/article/231-how-to-add-dns-records-on-porkbun",
      .words = { "Host", "Type", "Answer / Value", "Answer / Value", "Answer / Value", "Priority" },
      .apex = "",
      .quirks = QUIRKS("dns.ttl-min", "600"),
      .source = "https://resend.com/docs/knowledge-base/porkbun"
                "; https://github.com/go-acme/lego providers/dns/porkbun/porkbun.go" },

    { .name = "powerdns",
      .title = "PowerDNS (ZoneControl, API)",
      .docs = "https://doc.powerdns.com/authoritative/http-api/zone.html",
      .words = { "Name", "Type", "Records", "Records", "Records", NULL },
      .zone_form = true,
      .apex = NULL,
      .quirks = QUIRKS("dns.names", "absolute", "dns.final-dot", "yes"),
      .source = "https://doc.powerdns.com/zonecontrol/1.6.3/_sources/user/editing.rst.txt"
                "; https://github.com/StackExchange/dnscontrol providers/powerdns/auditrecords.go" },

    { .name = "route53",
      .title = "Amazon Route 53",
      .docs = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-shared.html",
      .words = { "Record name", "Record type", "Value", "Value", "Value", NULL },
      .ttl = "TTL (seconds)",
      .zone_form = true,
      .apex = "",
      .quirks = QUIRKS("dns.txt-length", DIGITS(ROUTE53_VALUE_CHARACTERS)),
      .source = "https://docs.amazonaws.cn/en_us/Route53/latest/DeveloperGuide/resource-record-sets-values-basic.md"
                "; https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html (the console's examples of MX and TXT)"
                "; https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecord.html" },

    { .name = "squarespace",
      .title = "Squarespace Domains (was Google Domains)",
      .docs = "https://support.squarespace.com/hc/en-us/articles/360002101888",
      .words = { "Host", "Type", "Text", NULL, "Mail Server", "Priority" },
      .apex = "@",
      .source = "https://resend.com/docs/knowledge-base/squarespace" },

    { .name = "vercel",
      .title = "Vercel",
      .docs = "https://vercel.com/docs/domains/managing-dns-records",
      .words = { "Name", "Type", "Value", "Value", "Value", "Priority" },
      .apex = "@",
      .quirks = QUIRKS("dns.ttl-min", "60"),
      .source = "https://resend.com/docs/knowledge-base/vercel"
                "; https://github.com/StackExchange/dnscontrol documentation/provider/vercel.md"
                "; https://github.com/StackExchange/dnscontrol providers/vercel/auditrecords.go" },

    { .name = "wix",
      .title = "Wix",
      .docs = "https://support.wix.com/en/article/adding-or-updating-cname-records-in-your-wix-account",
      .words = { "Host Name", NULL, "Value", "Value", "Points to", "Priority" },
      .apex = "",
      .source = "https://www.mailerlite.com/help/how-to-authenticate-a-domain-with-wix" },
};
/* clang-format on */

#undef QUIRKS

size_t sesdomain_provider_count(void)
{
    return COUNT(providers);
}

const char *sesdomain_provider_name(size_t i)
{
    return i < COUNT(providers) ? providers[i].name : NULL;
}

const char *sesdomain_provider_title(size_t i)
{
    return i < COUNT(providers) ? providers[i].title : NULL;
}

const char *sesdomain_provider_documentation(size_t i)
{
    return i < COUNT(providers) ? providers[i].docs : NULL;
}

const struct provider *sesd_provider(const char *name)
{
    for (size_t i = 0; i < COUNT(providers); i++)
        if (strcmp(providers[i].name, name) == 0)
            return &providers[i];
    return NULL;
}
