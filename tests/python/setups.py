# SPDX-License-Identifier: MIT
"""Valid and invalid values of each key of the setup document."""

import copy

NAME_253 = ".".join(["a" * 63] * 3 + ["b" * 61])
NAME_254 = ".".join(["a" * 63] * 3 + ["b" * 62])

# generated for tests only
KEY = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC0XhDw1fztz6aX3OEXAPmV"
    "T34za4Jw4clzifyrYnJBvg13YaZ/gwDR2Nmd5MV1xKlWn6Q8sR9A/TpTPF3I"
    "OA3O3W3ueMo/4MelCCfWJZldLqMjm0Qif9oGIV+2Oa6IOwZWYiYol5tWVXbt"
    "T9qCf1+Dk8OSxRDxxibU2crlE7PNQwIDAQAB"
)
PEM = f"-----BEGIN PUBLIC KEY-----\n{KEY}\n-----END PUBLIC KEY-----\n"

# a document with every key
FULL = {
    "version": 1,
    "reference": "ticket-4711",
    "contact": "mail@anycompany.com",
    "due": "2027-01-15",
    "domain": "anycompany.com",
    "zone": "anycompany.com",
    "ttl": 1800,
    "dmarc": "v=DMARC1; p=none; rua=mailto:dmarc@anycompany.com",
    "provider": "route53",
    "from_domains": ["anycompany.com", "news.anycompany.com"],
    "shared_mail_from_region": "us-east-1",
    "options": {
        "audience": "operator",
        "azure.resource-group": "dns-(prod)",
        "cloudflare.plan": "free",
        "cloudformation.zone": "Z0123456789ABC",
        "csv.formula-safe": "no",
        "diff.colour": "no",
        "dig.server": "192.0.2.1#53",
        "dns.final-dot": "no",
        "dns.names": "relative",
        "dns.token-prefix": "yes",
        "dns.ttl-max": "86400",
        "dns.ttl-min": "60",
        "dns.txt-length": "255",
        "dns.txt-forbidden": "<>",
        "dns.txt-values": "many",
        "dns.underscore": "yes",
        "dnscontrol.provider": "bind",
        "external-dns.provider": "pdns",
        "nsupdate.server": "",
        "octodns.semicolons": "plain",
        "plan.dkim-targets": "no",
        "plan.dmarc": "keep",
        "plan.mail-from": "given",
        "plan.mail-from-address": "192.0.2.1 2001:db8::1",
        "plan.removal": "verified",
        "plan.suggest-byodkim": "no",
        "text.colour": "no",
        "steps.reject": "no",
        "read.limit": "1000000",
        "powerdns.value-ops": "no",
        "route53.comment": "SES",
        "terraform.provider": "google",
        "terraform.syntax": "json",
        "terraform.zone": "a-zone",
    },
    "instances": [
        {
            "label": "SES1",
            "account": "111122223333",
            "region": "us-east-1",
            "state": "active",
            "aws": [{"VerificationToken": "x"}],
            "verification_token": "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc=",
            "verification_status": "success",
            "dkim_tokens": ["a", "b", "c"],
            "dkim_hosted_zone": "dkim.amazonses.com",
            "dkim_keys": [{"selector": "s1", "public_key": KEY}],
            "dkim_origin": "AWS_SES",
            "dkim_status": "pending",
            "dkim_signing": True,
            "mail_from": "mail.anycompany.com",
            "feedback_host": "feedback-smtp.us-east-1.amazonses.com",
            "mail_from_status": "success",
            "on_mx_failure": "use-default-value",
            "receiving": {
                "name": "inbound.anycompany.com",
                "host": "inbound-smtp.us-east-1.amazonaws.com",
            },
            "tracking": {
                "name": "click.anycompany.com",
                "host": "cdn.anycompany.com",
            },
            "sending": True,
            "sending_enabled": True,
            "sandbox": False,
        }
    ],
    "existing": [
        {
            "name": "_dmarc.anycompany.com",
            "type": "TXT",
            "ttl": 300,
            "rdata": '"v=DMARC1; p=none"',
            "id": "r1",
            "proxied": False,
            "absent": False,
            "nonexistent": False,
        },
        {
            "name": "www.anycompany.com",
            "type": "AAAA",
            "failed": "SERVFAIL",
        },
    ],
    "existing_complete": False,
    "existing_authoritative": False,
    "identities": ["news.anycompany.com"],
    "ignored": ["a-token"],
}

HIDDEN = ["\n", "\0", "\x7f", "\x85", "\u061c", "\u200b", "\u2028", "\u202e"]
HIDDEN += ["\u2066", "\ufeff", "\ufff9", "\uffff", "\U000e0041"]

BAD_NAMES = ["", ".", "a..b", ".a.b", "a.b..", "-a.b", "a-.b", "a b.c"]
BAD_NAMES += ["a.b\n", "*.a.b", "a/b.c", "a\\.b", "a.$(x)", "a." + "b" * 64]
BAD_NAMES += [NAME_254, "a.b\0"]
GOOD_NAMES = ["a.b", "A.B.", "xn--bcher-kva.test", "1.a", "a.b1", "1.2.3.4a"]
GOOD_NAMES += [
    NAME_253,
    NAME_253 + ".",
    "a." + "b" * 63,
    "a.1-2",
    "bücher.test",
]

BAD_MAIL_NAMES = BAD_NAMES + ["test", "test.", "a_b.c", "192.0.2.1", "a.1."]
GOOD_HOST_NAMES = GOOD_NAMES + ["test", "test.", "_a.b_", "192.0.2.1", "a_b.c"]

STATUSES = ["unknown", "not-started", "pending", "success", "temporary-failure"]
STATUSES += ["failed"]
BAD_STATUSES = [
    "",
    "Pending",
    "verified",
    "success ",
    "success\n",
    "not_started",
]

NUMBERS = (
    ["", "0", "007", "86400", "2147483647"],
    ["-1", "1.5", "1e3", " 1", "1 ", "1\n", "12345678901", "x", "٣"],
)
WORDS = (
    ["", "Z0", "x" * 256, "/subscriptions/s/resourceGroups/my_group(1)"],
    ["x" * 257, "a b", "${x}", "%{x}", "'", '"', "\\", "é", "a\n", "a;b"],
)
SERVERS = (
    ["", "a", "ns.test", "2001:db8::1%eth0#53", "_x", "a#53"],
    [
        "-f",
        "#53",
        "a#",
        "a##53",
        "a#5#3",
        "a b",
        "a;b",
        "$(x)",
        "a\n",
        "é",
    ],
)
NAME_63 = "a" * 63

# path of the key: values that both accept, values that both refuse
VALUES = {
    "version": ([1], [0, 2, -1, 2**80]),
    "reference": (
        ["", "x" * 128, "é" * 128, "$(x) '\"\\;`", "\U0001f4e7", "\u200a"],
        ["x" * 129, "é" * 129] + HIDDEN,
    ),
    "contact": (
        ["", "x" * 128, "é" * 128, "$(x) '\"\\;`", "\U0001f4e7", "\u200a"],
        ["x" * 129, "é" * 129] + HIDDEN,
    ),
    "due": (
        ["", "x" * 128, "é" * 128, "$(x) '\"\\;`", "\U0001f4e7", "\u200a"],
        ["x" * 129, "é" * 129] + HIDDEN,
    ),
    "domain": (GOOD_NAMES, BAD_MAIL_NAMES),
    "zone": (GOOD_HOST_NAMES, BAD_NAMES),
    "ttl": ([0, 1, 2**31 - 1], [-1, 2**31, 2**32, 2**63, 2**80, 0.5, "1"]),
    "dmarc": (
        [
            "v=DMARC1",
            "V = DMARC1 ;",
            "v=DMARC1; P=NONE; ",
            "v=DMARC1;p=none;sp=reject;np=quarantine;adkim=s;aspf=r;t=y",
            "v=DMARC1; fo=1:d; rua=mailto:a@b.c!10m, mailto:d@e.f",
        ],
        [
            "",
            "DMARC1",
            "v=dmarc1",
            "v=DMARC2; p=none",
            " v=DMARC1",
            "v=DMARC1\n",
            "v=DMARC1; p=none\n",
            "v=DMARC1; p",
            "v=DMARC1; p=",
            "v=DMARC1; =none",
            "v=DMARC1;; p=none",
            'v=DMARC1; rua="x"',
            "v=DMARC1; rua=a\\b",
            "v=DMARC1; rua=mailto:é@b.c",
            "v=DMARC1, p=none",
        ],
    ),
    "provider": (
        ["route53", "cloudflare", "wix"],
        ["", "Route53", "no such"],
    ),
    "from_domains": (
        [[], ["anycompany.com"], ["a.test", "A.TEST"]],
        [[""], ["test"], ["a.test", "-"], [None], [["a.test"]], [{}]],
    ),
    "shared_mail_from_region": (
        ["us-east-1", "us-gov-west-1", "abcd-e-0", "us-east-" + "1" * 24],
        ["", "us-east", "us_east_1", "US-EAST-1", "u-east-1", "abcde-f-1"]
        + ["us-east-1 ", "us-east-1\n", "us--east-1", "us-east-1a", "us-1"]
        + ["us-east-" + "1" * 25, "us-" + "e" * 1000 + "-1"],
    ),
    "options": (
        [{}],
        [{"no.such": "x"}, {"DIG.SERVER": "x"}, {"dig.server": 1}],
    ),
    "options/audience": (["operator", "customer"], ["", "me"]),
    "options/azure.resource-group": (
        ["", "a", "x" * 90, "-_().a"],
        ["x" * 91, "a.", "a/b", "a b", "a\n", "$(x)", "é", "a?b", "a'"],
    ),
    "options/cloudflare.plan": (["free", "paid"], ["", "pro", "Free"]),
    "options/cloudformation.zone": WORDS,
    "options/csv.formula-safe": (["no", "yes"], ["", "="]),
    "options/diff.colour": (["no", "yes"], ["", "never"]),
    "options/dig.server": SERVERS,
    "options/dns.final-dot": (["no", "yes"], ["", "."]),
    "options/dns.names": (["relative", "absolute"], ["", "@"]),
    "options/dns.token-prefix": (["no", "yes"], ["", "No", "y"]),
    "options/dns.ttl-max": NUMBERS,
    "options/dns.ttl-min": NUMBERS,
    "options/dns.txt-length": NUMBERS,
    "options/dns.txt-forbidden": (
        ["", "<>", ' \\"', "".join(map(chr, range(32, 127)))],
        ["é", "\n", "\x7f", "a\0"],
    ),
    "options/dns.txt-values": (["many", "one"], ["", "1", "One"]),
    "options/dns.underscore": (["no", "yes"], ["", "_"]),
    "options/dnscontrol.provider": WORDS,
    "options/external-dns.provider": (["aws", "pdns"], ["", "AWS", "route53"]),
    "options/nsupdate.server": SERVERS,
    "options/octodns.semicolons": (["escaped", "plain"], ["", ";"]),
    "options/plan.dkim-targets": (["no", "yes"], ["", "maybe"]),
    "options/read.limit": NUMBERS,
    "options/plan.dmarc": (
        ["keep", "replace", "merge-rua"],
        ["", "merge"],
    ),
    "options/plan.mail-from": (["given", "propose"], ["", "yes"]),
    "options/plan.mail-from-address": (
        ["", "192.0.2.1", "2001:db8::1", "::1 192.0.2.1"],
        ["192.0.2.1 192.0.2.2", "192.0.2", "mail.example.com", " "]),
    "options/plan.suggest-byodkim": (["no", "yes"], ["", "1"]),
    "options/steps.reject": (["no", "yes"], ["", "1"]),
    "options/text.colour": (["no", "yes"], ["", "auto"]),
    "options/plan.removal": (["verified", "always"], ["", "never"]),
    "options/powerdns.value-ops": (["no", "yes"], ["", "1", "2"]),
    "options/route53.comment": (
        ["", "x" * 256, "é" * 256, "'\"\\"],
        ["x" * 257] + HIDDEN,
    ),
    "options/terraform.provider": (["aws", "azurerm"], ["", "azure", "AWS"]),
    "options/terraform.syntax": (["hcl", "json"], ["", "tf"]),
    "options/terraform.zone": WORDS,
    "instances": ([[]], [[1], ["x"], [None], [[]], [{}]]),
    "instances/0/account": (
        ["1", "x" * 64, "é" * 64, "a b/c", "\U0001f4e7"],
        ["", "x" * 65, "é" * 65] + HIDDEN,
    ),
    "instances/0/region": (
        ["eu-west-1", "xx-nowhere-9", "us-iso-east-1"],
        ["", "here", "eu-west-1\0", "eu-west-1\n", "e" * 1000],
    ),
    "instances/0/label": (["x", "é" * 64, "a;b"], ["", "é" * 65] + HIDDEN),
    "instances/0/state": (
        ["active", "draining", "retired"],
        ["", "Active", "activ", "active ", "gone"],
    ),
    "instances/0/aws": (
        [[], [{"VerificationToken": "x", "new": None}]],
        [[1], ["x"], [None], [True], [0.5]],
    ),
    "instances/0/verification_token": (
        ["x", "amazonses:x", "a+/=-_9", "x" * 255, "amazonses:" + "x" * 255],
        ["", "amazonses:", "a b", "a:b", "a\n", "é", "x" * 256, "$(x)"]
        + ["AMAZONSES:x", "amazonses:amazonses:x", '"x"'],
    ),
    "instances/0/verification_status": (STATUSES, BAD_STATUSES),
    "instances/0/dkim_tokens": (
        [[], ["a"], ["A-b", "9"], ["x" * 63], ["a", "a"]],
        [[""], ["-a"], ["a-"], ["a.b"], ["a_b"], ["x" * 64], ["a\n"], ["é"]]
        + [["a", "b", "c", "d"], [None], [["a"]]],
    ),
    "instances/0/dkim_hosted_zone": (GOOD_HOST_NAMES, BAD_NAMES),
    "instances/0/feedback_host": (GOOD_HOST_NAMES, BAD_NAMES),
    "instances/0/dkim_keys": (
        [[], [{"selector": "s1"}], [{"selector": f"s{i}"} for i in range(8)]],
        [[{}], [{"public_key": KEY}], [{"selector": "s", "key": "x"}], ["s"]]
        + [[{"selector": f"s{i}"} for i in range(9)]],
    ),
    "instances/0/dkim_keys/0/selector": (
        ["s1", "A-b", "9", "x" * 63],
        ["", "-a", "a-", "a.b", "a_b", "x" * 64, "a\n", "é", "$(x)"],
    ),
    "instances/0/dkim_keys/0/public_key": (
        [
            KEY,
            PEM,
            f"v=DKIM1; k=rsa; p={KEY}",
            f" {KEY[:99]}\r\n\t{KEY[99:]}\n",
        ],
        ["", "x", KEY[:99], PEM.replace("PUBLIC", "PRIVATE"), KEY + "\0"],
    ),
    "instances/0/dkim_origin": (
        ["AWS_SES", "EXTERNAL", "AWS_SES_US_EAST_1", "AWS_SES_US_GOV_WEST_1"]
        + ["AWS_SES_US_" + "E" * 27 + "_1"],
        ["", "AWS", "external", "AWS_SES_", "AWS_SES_us_east_1", "AWS_SES_US"]
        + ["AWS_SES_US_EAST_1\n", "AWS_SES_US_" + "E" * 28 + "_1"],
    ),
    "instances/0/dkim_status": (STATUSES, BAD_STATUSES),
    "instances/0/dkim_signing": ([True, False], ["true", 1, 0]),
    "instances/0/mail_from": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/mail_from_status": (STATUSES, BAD_STATUSES),
    "instances/0/on_mx_failure": (
        ["unknown", "use-default-value", "reject-message"],
        ["", "reject_message", "reject-message\n"],
    ),
    "instances/0/receiving": (
        GOOD_NAMES + [{"name": "a.b"}, {"name": "a.b", "host": "c"}],
        BAD_MAIL_NAMES + [1, {}, {"host": "c"}, {"name": "a.b", "x": 1}],
    ),
    "instances/0/receiving/name": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/receiving/host": (GOOD_HOST_NAMES, BAD_NAMES),
    "instances/0/tracking": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/tracking/name": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/tracking/host": (GOOD_HOST_NAMES, BAD_NAMES),
    "instances/0/sending": ([True, False], ["false", 0]),
    "instances/0/sending_enabled": ([True, False], ["false", 0]),
    "instances/0/sandbox": ([True, False], ["false", 0]),
    "existing": (
        [
            [],
            [{"name": "x", "nonexistent": True}],
            [{"name": "x", "type": "A", "failed": "timed out"}],
            [
                {
                    "name": "x",
                    "absent": True,
                    "type": "TXT",
                    "ttl": 5,
                    "id": "x",
                }
            ],
            [{"name": "x", "type": "A", "rdata": "192.0.2.1"}],
        ],
        [
            ["x"],
            [{}],
            [{"name": "x"}],
            [{"name": "x", "type": "A"}],
            [{"name": "x", "rdata": "192.0.2.1"}],
            [{"name": "x", "absent": False}],
            [{"name": "x", "absent": True}],
            [{"name": "x", "type": "A", "nonexistent": True}],
            [{"name": "x", "failed": "timed out"}],
            [{"name": "x", "type": "A", "absent": True, "failed": "x"}],
            [{"name": "x", "absent": True, "rdata": "192.0.2.1"}],
            [{"type": "A", "rdata": "192.0.2.1"}],
        ],
    ),
    "existing/0/name": (
        [
            ".",
            "x",
            "*.x.",
            "_a.b",
            "a b",
            "a\\.b",
            "a\\\\",
            "\\255x",
            "$(x)",
            "é",
        ]
        + [NAME_63, "\\000" * 63, NAME_253],
        ["", "..a", "a..b", "a..", "\\", "a\\", "\\25", "\\256", "\\1x1"]
        + ["a" * 64, "\\000" * 64, "a\0"],
    ),
    "existing/0/type": (
        ["TXT", "txt", "TYPE16", "SPF"],
        ["", "TXT ", "TXT\n", "TXT RRSIG", "-", "*", "é", "a\0"],
    ),
    "existing/0/ttl": ([-1, 0, 2**31 - 1], [-2, 2**31, 2**63, 0.5, "300"]),
    "existing/0/rdata": (['""', '"a" "b"', '"\\000"', "a"], ["a\0", 1]),
    "existing/0/id": (["", "é", "x" * 1000], HIDDEN),
    "existing/0/proxied": ([False, True], [0, "false"]),
    "existing/0/absent": ([False], [0, "false"]),
    "existing/0/nonexistent": ([False], [0, "false"]),
    "existing/1/failed": (
        ["SERVFAIL", "é" * 128],
        ["", "é" * 129, 1] + HIDDEN,
    ),
    "existing_complete": ([True, False], ["true", 1]),
    "existing_authoritative": ([True, False], ["true", 1]),
    "identities": ([[], ["a.test", "A.TEST."]], [[""], ["test"], [1]]),
    "ignored": ([[], ["x", "é"]], [[""], ["x" * 1025], [1], ["\n"]]),
}

# Differences between schema and reader, where a schema cannot express a rule
# or would be too complex: reason, path of the key, value, whether the schema
# accepts it. The reader does the opposite.
DIFFERENCES = [
    ("JSON Schema: 1.0 equals the integer 1", "version", 1.0, True),
    ("JSON Schema: 60.0 equals the integer 60", "ttl", 60.0, True),
    ("only IDNA checks non-ASCII letters", "domain", "-é.test", True),
    ("only IDNA checks non-ASCII letters", "zone", "é é.test", True),
    ("the tags of DMARC are a table", "dmarc", "v=DMARC1; x=y", True),
    ("the values of DMARC are a table", "dmarc", "v=DMARC1; p=no", True),
    ("a DMARC tag must not be repeated", "dmarc", "v=DMARC1; t=y; t=y", True),
    (
        "labels are unique; uniqueItems compares whole items",
        "instances",
        [{"account": a, "region": "eu-west-1", "label": "x"} for a in "12"],
        True,
    ),
    (
        "a token counts once, in any letter case",
        "instances/0/dkim_tokens",
        ["a", "A", "b", "c"],
        False,
    ),
    ("a number is too large", "options/dns.ttl-max", "2147483648", True),
    (
        "a key is ASN.1",
        "instances/0/dkim_keys/0/public_key",
        "x" * 216,
        True,
    ),
    ("types are a table", "existing/0/type", "NOSUCH", True),
    ("types have 16 bits", "existing/0/type", "TYPE65536", True),
    ("rdata depends on the type", "existing/0/rdata", '"', True),
    ("the length of all labels", "existing/0/name", NAME_254, True),
    (
        "a nonexistent name has a record",
        "existing",
        [
            {"name": "x", "type": "A", "rdata": "192.0.2.1"},
            {"name": "X", "nonexistent": True},
        ],
        True,
    ),
    ("the schema does not describe AWS documents", "instances/0/aws", [{}], True),
    ("the schema does not describe AWS documents", "instances/0/aws", [[]], True),
    (
        "the schema does not describe AWS documents",
        "instances/0/aws",
        [{"VerificationToken": 1}],
        True,
    ),
]


def keys_of(path):
    return [int(key) if key.isdigit() else key for key in path.split("/")]


def parent_of(document, keys):
    for key in keys[:-1]:
        document = document[key]
    return document


def with_value(path, value):
    """Return the full document with one value changed."""
    document = copy.deepcopy(FULL)
    keys = keys_of(path)
    parent_of(document, keys)[keys[-1]] = value
    return document
