# SPDX-License-Identifier: MIT
"""Setups and zones that people have (tests/situations), and what is right.

Each row is a file without its suffix and a dictionary of

- exit: the status of -f json; 0 by default;
- most: the gravest severity of its findings; a note by default;
- names: for each finding that has to be there, its least severity, the label
  of an instance it concerns or None, and words of its texts;
- once: of the findings that are at least a warning there is just one;
- never: words that no finding, no step and no report may have, besides NEVER;
- withheld: -f nsupdate prints nothing;
- sets: for owner and type, the state before the change and what is to do;
- states: for a label and an aspect, the readiness;
- healthy: no line of -f diff removes a record;
- steps: expressions that the lines of -f steps match, in this order;
- no_steps: expressions that none of it matches;
- output: for a format, expressions that its output matches;
- options: arguments of the program.
"""

K = ["iugypehmxkftitwkbcct7y5gacnc53by", "kzpf5esomzvcq7roylouv3cdifavrl3b",
     "pi6czxuqmxgkgwxbkpsytdamfpb4xkum"]  # fmt: skip
D = "example.com"
DKIM = {(f"{k}._domainkey.{D}", "CNAME"): ("present", "none") for k in K}
NEVER = ["take away", "take it away", "take them away"]
SWITCH_ON = ["Switch DKIM on", "Enable it"]
CREATE = ["Create the identity"]
V1 = "get-identity-verification-attributes"
V2 = "get-email-identity"
FEEDBACK = "feedback-smtp.us-east-1.amazonses.com"
INBOUND = "inbound-smtp.us-east-1.amazonaws.com"


def absent(*sets):
    return {(f"{n}.{D}".lstrip("."), t): ("absent", "create")
            for n, t in sets}  # fmt: skip


ZONE_APEX = [
    *(("zone-apex/subdomain-identity-parent-" + kind, {
        "zone": D, "all": "absent",
        "output": {"nsupdate": [rf"(?m)^zone {D}\.$"], "octodns": [],
                   "dnscontrol": [], "cloudformation": [], "terraform": [],
                   "text -o audience=customer":
                       [r"(?m)\b_amazonses\.support$"]},
    }) for kind in ("zone", "listing")),
    ("zone-apex/soa-without-final-dot", {
        "zone": D, "all": "absent",
        "output": {"cloudflare": [], "octodns": [], "dnscontrol": [],
                   "terraform": []},
    }),
    ("zone-apex/relative-names-of-the-parent", {
        "most": "warning",
        "names": [("warning", None, "origin", "sub.example.com",
                   "_amazonses.sub.sub.example.com", "zone")],
    }),
    ("zone-apex/listing-of-another-zone", {
        "most": "warning", "all": "unknown",
        "names": [("warning", None, "example.org", D)],
        "never": ["to create"],
    }),
    ("zone-apex/nothing-known", {
        "names": [("note", None, "othing is known", D, "-x")],
        "never": ["to create"],
        "output": {"zone": [r"(?m)^; .*\n_dmarc\.", r"(?m)^; .*\nmail\."]},
    }),
]  # fmt: skip

WILDCARD = [
    ("wildcard/host-begins-to-exist", {
        "exit": 1, "most": "error", "withheld": None,
        "names": [("warning", None, "foo.example.com", "A", "MX")],
        "steps": [r"add +foo\.example\.com\. \d+ IN A ",
                  r"add +foo\.example\.com\. \d+ IN MX ",
                  r"add +\S+\._domainkey\.foo\.example\.com\."],
    }),
    ("wildcard/mail-from-name-answered-by-wildcard", {
        "most": "warning",
        "names": [("warning", None, "post.example.com", "A and AAAA")],
    }),
]  # fmt: skip

MX_PREFERENCE = [
    ("mx-preference/mail-from-preference-" + name, {
        "healthy": True,
        "sets": {("mail." + D, "MX"): ("present", "none")},
        "states": {("SES1", "mail_from"): state, ("SES1", "spf"): "published"},
        "never": ["elete", "emove"],
    })
    for name, state in (("20", "published"), ("0-ses-success", "verified"))
]  # fmt: skip

SES_SUCCESS = [
    ("ses-success/dkim-target-of-a-cell", {
        "healthy": True, "sets": DKIM,
        "names": [("note", "SES1", "aws sesv2 " + V2)],
        "states": {("SES1", "dkim"): "verified",
                   ("SES1", "verification"): "verified"},
        "never": ["eplace", "elete", *SWITCH_ON],
    }),
    ("ses-success/own-key-is-in-dns", {
        "healthy": True,
        "sets": {("s1._domainkey." + D, "TXT"): ("present", "none")},
        "states": {("SES1", "dkim"): "verified"}, "never": SWITCH_ON,
    }),
    ("ses-success/own-key-planned-beside-easy-dkim", {
        "most": "warning", "healthy": True,
        "names": [("warning", "SES1", "reject")],
        "states": {("SES1", "dkim"): "verified"},
        "steps": [r"^1\. .*MAIL FROM", "wait for SUCCESS",
                  r"add +s1\._domainkey", r"^\d+\. .*every name server",
                  "=EXTERNAL", r"^\d+\. Wait until SES reports SUCCESS",
                  "Wait: 7 days", *(rf"remove +{k}\._domainkey" for k in K)],
    }),
    ("ses-success/second-region-takes-the-mail-from-name", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "second", "mail." + D)],
        "sets": {("mail." + D, "MX"): ("present", "none"),
                 ("mail." + D, "TXT"): ("present", "none")},
        "states": {("first", "mail_from"): "verified",
                   ("first", "spf"): "published"},
        "concerns_not": "first",
        "steps": [r"^1\. ", "Use another name for second"],
        "no_steps": ["mail-from-domain=mail"],
    }),
    ("ses-success/second-region-beside-a-draining-one", {
        "exit": 1, "most": "error", "withheld": True,
        "names": [("error", "second", "mail." + D)],
        "sets": {("mail." + D, "MX"): ("present", "none"),
                 ("mail." + D, "TXT"): ("present", "none")},
        "states": {("first", "mail_from"): "verified",
                   ("first", "spf"): "published"},
        "concerns_not": "first",
        "steps": [r"^1\. ", "Use another name for second"],
        "no_steps": ["mail-from-domain=mail"],
    }),
]  # fmt: skip

UNOWNED = [
    ("unowned-records/legacy-token-v2-answer", {
        "most": "warning",
        "names": [("note", "SES1", "_amazonses." + D, V1, "most likely")],
        "states": {("SES1", "verification"): "verified"},
        "never": [*CREATE, "elete", "emove"],
        "steps": [r"AWS_SES|verify-domain-dkim"],
        "no_steps": [r"put-email-identity-dkim-attributes --signing-enabled"],
    }),
    ("unowned-records/legacy-token-and-a-second-instance", {
        "most": "warning",
        "names": [("note", "SES1", "_amazonses." + D, V1)],
        "states": {("SES1", "verification"): "verified"},
        "never": [*CREATE, "elete", "emove"],
        "output": {"route53": [r"_dmarc\.", r"^(?!.*_amazonses)"]},
    }),
    ("unowned-records/legacy-token-beside-dkim", {
        "most": "warning", "healthy": True,
        "names": [("note", "SES1", "_amazonses." + D, V1)],
    }),
    ("unowned-records/tokens-from-before", {
        "most": "warning", "healthy": True, "once": True,
        "names": [("note", None, *K, V2, "deleted identity")],
        "never": ["can send"],
    }),
    ("unowned-records/identity-of-a-subdomain", {
        "most": "warning", "healthy": True,
        "names": [("note", None, "news." + D)],
        "never": ["elete", "emove", "take"],
    }),
]  # fmt: skip

UNVERIFIED = [
    ("unverified-path/own-key-pending", {
        "exit": 1, "most": "error",
        "names": [("error", "SES1", "reject", "Do not send", "MAIL FROM")],
    }),
    ("unverified-path/dkim-temporary-failure", {
        "exit": 1, "most": "error",
        "names": [("warning", "SES1", "unsigned", "cannot determine")],
        "never": ["at times"],
    }),
    ("unverified-path/mail-from-gone-and-reject", {
        "exit": 1, "most": "error", "withheld": False,
        "names": [("error", "SES1", "refuses mail", "at once",
                   "USE_DEFAULT_VALUE")],
        "never": ["72", "token"],
        "output": {"nsupdate": [r"add mail\.\S+ \d+ (IN )?MX", "TXT"]},
    }),
    ("unverified-path/sending-switched-off", {
        "most": "warning", "ready": False,
        "names": [("warning", "SES1", "send")],
    }),
    ("unverified-path/retired-while-the-new-is-missing", {
        "exit": 1, "most": "error", "healthy": True, "withheld": False,
        "names": [("note", "new", "kept until")],
        "no_steps": [r"^\s+remove ", "delete-email-identity"],
    }),
    ("unverified-path/only-the-draining-one-can-send", {
        "most": "warning",
        "names": [("warning", "new", "not verified new", "old", "only")],
        "steps": [r"SUCCESS", r"old"],
    }),
]  # fmt: skip

BOTH = [
    ("zone-file-or-listing/hosted-dmarc", {
        "names": [("note", None, D + ".dmarc.example.net")],
        "never": ["Publish one", "Set one"],
    }),
    ("zone-file-or-listing/feedback-mx-of-another", {
        "most": "warning",
        "names": [("note", None, "news." + D, "eu-west-1",
                   "not in the settings", "service built on SES")],
        "never": ["elete", "emove"],
    }),
    ("zone-file-or-listing/dmarc-delegated", {
        "names": [("note", None, "_dmarc." + D, "delegated")],
        "never": ["Publish one", "Set one"],
    }),
]  # fmt: skip

DOCUMENTED = [
    ("documented-setups/https-tracking", {
        "healthy": True,
        "names": [("note", None, "click." + D, "r.us-east-1.awstrack.me")],
        "never": ["eplace"],
    }),
    ("documented-setups/instance-that-only-receives", {
        "most": "warning",
        "names": [("warning", "receive", D)],
        "output": {"nsupdate": ["CyBYuNaesCz82eY1p5M8Li84aMqLG0sKkGUYP3qLseg=",
                                INBOUND, "feedback-smtp.ca-central-1",
                                "v=spf1 include:amazonses.com"]},
    }),
]  # fmt: skip

RUNBOOK = [
    ("runbook/dkim-not-started", {
        "most": "warning", "never": CREATE,
        "steps": [r"^1\. .*DKIM tokens.*settings",
                  "AWS_SES|verify-domain-dkim"],
        "no_steps": ["[Ww]ait", "--signing-enabled"],
    }),
    ("runbook/own-key-rotation", {
        "steps": [r"k2\._domainkey", "every name server", "EXTERNAL",
                  "SUCCESS", "retired"],
        "no_steps": ["create-email-identity"],
    }),
    ("runbook/receiving-at-the-domain", {
        "most": "warning", "names": [("warning", "SES1", D, "all mail")],
        "steps": ["DNS", "SUCCESS", "rule set", "inbound-smtp"],
    }),
    ("runbook/all-is-right-and-p-reject", {
        "healthy": True, "ready": True,
        "no_steps": ["REJECT_MESSAGE", "stronger", r"^2\."],
    }),
    ("runbook/dkim-names-proxied", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", *K, "DNS only")],
        "never": SWITCH_ON,
        "steps": [r"^1\. ", "DNS only", r"^2\. Wait until SES reports SUCCESS"],
    }),
    ("runbook/not-yet-created", {
        "most": "warning", "steps": [r"^1\.", "create-email-identity"],
        "never": ["through neither"],
    }),
    ("runbook/shared-mail-from-failed-in-one-region", {
        "most": "warning",
        "names": [("warning", "second", "shared MX", "of its own")],
        "never": ["estart", "again"],
        "no_steps": [r"add +mail\.", "mail-from-domain=mail"],
    }),
]  # fmt: skip

MISPLACED = [
    ("misplaced-value/dkim-one-label-too-high", {
        "most": "warning", "once": True,
        "names": [("warning", "SES1", "_amazonses." + D,
                   "_amazonses.mail." + D)],
    }),
    ("misplaced-value/dmarc-at-the-domain", {
        "most": "warning", "once": True,
        "names": [("warning", None, D, "_dmarc." + D)],
    }),
    ("misplaced-value/dmarc-in-pieces", {
        "most": "warning", "once": True,
        "names": [("warning", None, "_dmarc." + D, "p=reject",
                   "not in force", "one value")],
        "never": ["no p tag"],
    }),
    ("misplaced-value/dmarc-other-case", {
        "most": "warning", "once": True,
        "names": [("warning", None, "_dmarc." + D, "v=DMARC1")],
    }),
    ("misplaced-value/dmarc-comma-for-semicolon", {
        "most": "warning", "once": True,
        "names": [("warning", None, "_dmarc." + D, "comma")],
    }),
    ("misplaced-value/dkim-target-as-txt", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", *K, "TXT", "CNAME")],
    }),
    ("misplaced-value/spf-in-pieces", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", "mail." + D,
                   "include:amazonses.com ~all")],
    }),
    ("misplaced-value/spf-without-quotation-marks", {
        "most": "warning", "once": True,
        "names": [("warning", None, "mail." + D, "quotation marks")],
    }),
    ("misplaced-value/spf-colon-for-equals", {
        "most": "warning", "once": True,
        "names": [("warning", None, "mail." + D, "v:spf1", "192.0.2.4")],
    }),
    ("misplaced-value/spf-includes-the-smtp-endpoint", {
        "most": "warning", "once": True,
        "names": [("warning", None, "email-smtp.us-east-1.amazonaws.com",
                   "include:amazonses.com")],
        "output": {"nsupdate": [r"v=spf1 include:amazonses\.com .*email-smtp"
                                r"|v=spf1 include:amazonses\.com ~all"]},
    }),
    *(("misplaced-value/own-key-" + name, {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", "s1._domainkey." + D, *words)],
        "never": ["another key", "another selector"],
    }) for name, words in (
        ("in-two-values", ("several values", "one value")),
        ("with-quotation-marks", ("quotation marks",)))),
    *(("misplaced-value/" + name, {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", *words)],
        "never": ["another name", "no other"],
    }) for name, words in (
        ("mx-preference-in-the-host", ("preference", FEEDBACK)),
        ("mx-without-a-region", ("undefined", "no region", "no such host")),
        ("mail-from-mx-at-the-smtp-endpoint", ("submitted", FEEDBACK)),
        ("receiving-mx-at-the-smtp-endpoint", ("submitted", INBOUND)),
        ("receiving-mx-of-another-region", ("eu-west-1", "moved")))),
]  # fmt: skip

HEALED = [
    ("healed-by-the-plan/domain-twice-at-mail-from", {
        "most": "warning", "once": True,
        "names": [("warning", "SES1", "mail.example.com.example.com")],
        "output": {"nsupdate": [r"mail\.example\.com\. .*MX", "v=spf1"]},
    }),
]  # fmt: skip

FACTS = [
    ("domain-facts/null-mx-at-the-from-domain", {
        "most": "warning", "once": True,
        "names": [("warning", None, D, "null MX", "Publish an MX")],
    }),
    ("domain-facts/parked-domain-begins-to-send", {
        "most": "warning", "names": [("warning", None, D, "null MX")],
    }),
    ("domain-facts/spf-as-type-99", {
        "names": [("note", None, "mail." + D, "99")],
    }),
]  # fmt: skip

ONE_CAUSE = [
    ("one-cause/dname-at-domainkey", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", "_domainkey." + D,
                   "_domainkey.example.net", "3")],
        "never": SWITCH_ON,
    }),
    ("one-cause/identity-below-a-delegation", {
        "exit": 1, "most": "error", "withheld": True, "once": True,
        "names": [("error", "SES1", "mail." + D, "ns1.example.org",
                   "ns2.example.org", "in the zone mail." + D)],
        "never": SWITCH_ON,
    }),
    ("one-cause/vendor-chain", {
        "most": "warning", "once": True, "healthy": True,
        "names": [("warning", "SES1", *K, K[0] + ".dkim.amazonses.com",
                   "chain", V2, "only if")],
        "never": SWITCH_ON,
    }),
]  # fmt: skip

DMARC_POLICY = [
    ("dmarc-policy/pct-10-and-p-reject", {
        "most": "warning", "names": [("warning", None, "p=none or t=y")],
        "never": ["Do without", "emove"],
    }),
    ("dmarc-policy/pct-100", {"never": ["pct"]}),
    ("dmarc-policy/token-alone-and-p-none", {
        "most": "warning",
        "names": [("warning", "SES1", "neither SPF nor DKIM")],
        "output": {"nsupdate": ["CyBYuNaesCz82eY1p5M8Li84aMqLG0sKkGUYP3qLseg"
                                "="]},
    }),
]  # fmt: skip

REGIONS = [
    ("regions/region-opened-lately", {
        "most": "warning", "never": ["mx-central-1 is", "pattern"],
        "output": {"zone": ["feedback-smtp.mx-central-1.amazonses.com"]},
    }),
    *(("regions/" + name, {
        "exit": 1, "most": "error", "withheld": True,
        "names": [("error", "SES1", *words)],
        "never": [f"feedback-smtp.{words[0]}"],
        "output": {"zone -k": [r"^(?!(.|\n)*^mail\.)"]},
    }) for name, words in (
        ("region-of-another-partition", ("eusc-de-east-1", "mail." + D)),
        ("region-misspelt", ("us-esat-1", "us-east-1")),
        ("region-without-ses", ("cn-north-1",)))),
]  # fmt: skip

CUSTOMER = "-o audience=customer"
PAGES = [
    ("customer-page/provider-cloudflare", {
        "output": {f"{f} {CUSTOMER}": ["Proxy status", "DNS only"]
                   for f in ("text", "markdown", "html", "csv")},
    }),
    *(("customer-page/provider-" + provider, {
        "output": {f"{f} {CUSTOMER}": [rf"^(?!(.|\n)*\b{word}\b)", "Target"]
                   for f in ("text", "markdown", "html")},
    }) for provider, word in (
        ("squarespace", "Text"), ("gandi", "Text value"),
        ("dreamhost", "TXT Value"))),
    ("customer-page/proxied-record-in-existing", {
        "most": "warning",
        "names": [("warning", "SES1", K[0], "proxy", "DNS only")],
        "output": {"cloudflare": [r'"patches": \[\n.*"proxied": false']},
    }),
    ("customer-page/ttl-automatic", {
        "most": "warning",
        "output": {f"{f} {CUSTOMER}": ["Auto", r"^(?!(.|\n)*TTL\W+1\b)"]
                   for f in ("text", "markdown", "html")},
    }),
    ("customer-page/finding-for-the-operator", {
        "exit": 1, "most": "error", "withheld": True,
        "output": {f"{f} {CUSTOMER}": [r"^(?!(.|\n)*Move the zone)"]
                   for f in ("text", "markdown", "html", "csv")},
    }),
]  # fmt: skip

MESSAGES = [
    ("messages/one-txt-value-and-nothing-known", {
        "exit": 1, "most": "error", "withheld": True,
        "names": [("error", "SES2", "not known", D, "-z")],
        "never": ["taken"],
    }),
    ("messages/one-of-two-instances", {
        "most": "warning", "stderr": [r"not-aligned: .*SES2"],
    }),
    ("messages/seven-instances", {
        "most": "warning",
        "output": {f: ["eu-central-1", "555555555555"]
                   for f in ("text", "markdown", "html")},
    }),
    ("messages/dmarc-without-underscores", {
        "exit": 1, "most": "error", "withheld": True,
        "names": [("error", None, "underscores", "_dmarc")],
        "never": ["none is known to"],
    }),
    ("messages/verification-is-verified", {
        "exit": 1, "most": "error", "withheld": False,
        "names": [("error", "SES1", "DKIM")],
        "never": ["the verification of", "token"],
    }),
    ("messages/dmarc-setting-one-bad-tag", {
        "exit": 2, "stderr": [r"fo=0:1:d:s"],
    }),
    ("messages/key-that-is-not-rsa", {"exit": 2, "stderr": ["RSA"]}),
    ("messages/key-length-1024", {
        "names": [("note", "SES1", "read the tokens again", "plan again")],
        "never": ["no DNS record"],
    }),
    ("messages/nothing-known-for-cloudflare", {
        "most": "warning", "refused": {"cloudflare": ["-z", "existing"]},
    }),
    ("messages/external-dns-version", {
        "most": "warning", "output": {"external-dns": [r"^#.*\n.*0\.22\.0"]},
    }),
    ("messages/one-of-two-instances", {
        "most": "warning", "refused": {"jsn": ["json"],
                    "json -o dns.names=bogus": ["dns.names", "bogus",
                                                "relative", "absolute"]},
    }),
]  # fmt: skip

AWS = [
    *(("aws-output/" + name, {
        "most": "warning", "sets": DKIM,
        "states": {("SES1", "dkim"): "verified"},
    }) for name in ("query-DkimAttributes", "powershell-enumerations")),
    *(("aws-output/" + name, {
        "most": "warning",
        "sets": {key: ("absent", "create") for key in DKIM},
    }) for name in ("stack-outputs-Dns-spelling", "empty-strings",
                    "setup-with-byte-order-mark")),
]  # fmt: skip

FRAGMENT = [
    ("fragment/spf-merged", {
        "output": {"zone": [r'; .*v=spf1 a -all"\n.*include:amazonses']},
    }),
]  # fmt: skip

MEMORY = [
    ("memory/report-address-at-a-long-name", {
        "most": "warning", "names": [("note", None, "more than 255 octets")],
        "never": ["_report._dmarc"],
    }),
    ("memory/domain-of-128-octets", {"most": "warning", "all": "absent"}),
]  # fmt: skip

SIBLINGS = [
    ("siblings/spf-gone-at-mail-from", {
        "most": "warning", "once": True, "healthy": True,
        "names": [("warning", "A", "m." + D, "SPF does not pass")],
        "steps": [r"add +m\.\S+ \d+ IN TXT"],
    }),
    ("siblings/spf-authorises-nobody", {
        "most": "warning", "once": True,
        "names": [("warning", "A", "m." + D, "may reject it")],
    }),
    ("siblings/spf-authorises-everybody", {}),
    ("siblings/txt-beside-a-verified-cname", {
        "healthy": True, "ready": True, "sets": DKIM,
        "names": [("note", "A", K[0], "it is kept")], "never": ["elete"],
        "no_steps": [r"^2\."],
    }),
    ("siblings/both-temporary-failure", {
        "exit": 1, "most": "error",
        "names": [("error", "A", "reject"), ("warning", "A", "unsigned"),
                  ("warning", "A", "another MAIL FROM domain, or is rejected")],
    }),
]  # fmt: skip

ROWS = [
    *ZONE_APEX, *WILDCARD, *MX_PREFERENCE, *SES_SUCCESS, *UNOWNED, *UNVERIFIED,
    *BOTH, *DOCUMENTED, *RUNBOOK, *MISPLACED, *HEALED, *FACTS, *ONE_CAUSE,
    *DMARC_POLICY, *REGIONS, *PAGES, *MESSAGES, *AWS, *FRAGMENT, *MEMORY,
    *SIBLINGS,
]  # fmt: skip

# zone file, and for an owner its TTL, or the expression of the message
ZONE_FILES = {
    "alias-and-blank-lines": {}, "error-in-a-record-of-three-lines": {},
    "byte-order-mark": {}, "generate": {}, "newer-type": {},
    "origin-root-with-comment": {}, "parenthesis-without-blank": {},
    "record-within-parentheses": {}, "svcb-value-escaped": {},
    "ttl-directive-in-lower-case": {},
    "class-before-ttl": {"_amazonses." + D: 300},
    "ttl-of-the-record-before": {"_amazonses." + D: 86400},
    "ttl-of-the-soa": {"_amazonses." + D: 300},
    "parenthesis-left-open": r"line 5: .*\(.*parenthesis",
    "parenthesis-never-opened": r"line 5: .*\).*parenthesis",
}  # fmt: skip
