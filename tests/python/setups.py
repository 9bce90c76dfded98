# SPDX-License-Identifier: MIT
"""Values that a key of the setup document may have, and may not."""

import copy

NAME_253 = ".".join(["a" * 63] * 3 + ["b" * 61])
NAME_254 = ".".join(["a" * 63] * 3 + ["b" * 62])

# with every key of the setup document
FULL = {
    "version": 1,
    "id": "ticket-4711",
    "domain": "anycompany.com",
    "zone": "anycompany.com",
    "ttl": 1800,
    "dmarc": "v=DMARC1; p=none; rua=mailto:dmarc@anycompany.com",
    "mail_from_sharing": "us-east-1",
    "options": {
        "dig.server": "192.0.2.1#53",
        "route53.comment": "SES",
    },
    "instances": [
        {
            "label": "SES1",
            "account": "111122223333",
            "region": "us-east-1",
            "state": "active",
            "aws": [{"VerificationToken": "x"}],
            "verification_token": "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14",
            "verification_status": "SUCCESS",
            "dkim": {
                "tokens": ["a", "b", "c"],
                "hosted_zone": "dkim.amazonses.com",
                "status": "PENDING",
                "signing": True,
            },
            "mail_from": {
                "domain": "mail.anycompany.com",
                "on_mx_failure": "USE_DEFAULT_VALUE",
                "status": "SUCCESS",
            },
            "receiving": "inbound.anycompany.com",
            "tracking": "click.anycompany.com",
            "sandbox": False,
        }
    ],
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

STATUSES = ["NOT_STARTED", "PENDING", "SUCCESS", "TEMPORARY_FAILURE", "FAILED"]
STATUSES += ["NotStarted", "Pending", "Success", "TemporaryFailure", "Failed"]
BAD_STATUSES = [
    "",
    "pending",
    "VERIFIED",
    "SUCCESS ",
    "SUCCESS\n",
    "Not_Started",
]

# path of the key: values both take, values both refuse
VALUES = {
    "version": ([1], [0, 2, -1, 2**80]),
    "id": (
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
    "mail_from_sharing": (
        ["us-east-1", "us-gov-west-1", "abcd-e-0", "us-east-" + "1" * 24],
        ["", "us-east", "us_east_1", "US-EAST-1", "u-east-1", "abcde-f-1"]
        + ["us-east-1 ", "us-east-1\n", "us--east-1", "us-east-1a", "us-1"]
        + ["us-east-" + "1" * 25, "us-" + "e" * 1000 + "-1"],
    ),
    "options": (
        [{}],
        [{"no.such": "x"}, {"DIG.SERVER": "x"}, {"dig.server": 1}],
    ),
    "options/dig.server": (
        ["", "ns.test", "2001:db8::1%eth0#53", "_x"],
        ["-f", "#53", "a b", "a;b", "$(x)", "a\n", "é"],
    ),
    "options/route53.comment": (
        ["", "x" * 256, "é" * 256, "'\"\\"],
        ["x" * 257] + HIDDEN,
    ),
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
    "instances/0/dkim": ([{}], [{"token": []}, {"tokens": [1]}]),
    "instances/0/dkim/tokens": (
        [[], ["a"], ["A-b", "9"], ["x" * 63], ["a", "a"]],
        [[""], ["-a"], ["a-"], ["a.b"], ["a_b"], ["x" * 64], ["a\n"], ["é"]]
        + [["a", "b", "c", "d"], [None], [["a"]]],
    ),
    "instances/0/dkim/hosted_zone": (GOOD_HOST_NAMES, BAD_NAMES),
    "instances/0/dkim/status": (STATUSES, BAD_STATUSES),
    "instances/0/dkim/signing": ([True, False], ["true", 1, 0]),
    "instances/0/mail_from": ([{}], [{"name": "a.b"}]),
    "instances/0/mail_from/domain": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/mail_from/on_mx_failure": (
        ["USE_DEFAULT_VALUE", "REJECT_MESSAGE"],
        ["", "UseDefaultValue", "reject_message", "REJECT_MESSAGE\n"],
    ),
    "instances/0/mail_from/status": (STATUSES, BAD_STATUSES),
    "instances/0/receiving": (
        GOOD_NAMES + [True, False],
        BAD_MAIL_NAMES + [1],
    ),
    "instances/0/tracking": (GOOD_NAMES, BAD_MAIL_NAMES),
    "instances/0/sandbox": ([True, False], ["false", 0]),
}

# What a schema cannot express, or not without more harm than use: why, path
# of the key, value, whether the schema takes it. The reader does the other.
DIFFERENCES = [
    ("to JSON Schema 1.0 is the integer 1", "version", 1.0, True),
    ("to JSON Schema 60.0 is the integer 60", "ttl", 60.0, True),
    ("IDNA judges other letters", "domain", "-é.test", True),
    ("IDNA judges other letters", "zone", "é é.test", True),
    ("the tags of DMARC are a table", "dmarc", "v=DMARC1; x=y", True),
    ("the values of DMARC are a table", "dmarc", "v=DMARC1; p=no", True),
    ("a DMARC tag may be there once", "dmarc", "v=DMARC1; t=y; t=y", True),
    (
        "labels are unique, items of an array are so as a whole",
        "instances",
        [{"account": a, "region": "eu-west-1", "label": "x"} for a in "12"],
        True,
    ),
    (
        "an equal token counts once, whatever its case",
        "instances/0/dkim/tokens",
        ["a", "A", "b", "c"],
        False,
    ),
    ("AWS says what is in its documents", "instances/0/aws", [{}], True),
    ("AWS says what is in its documents", "instances/0/aws", [[]], True),
    (
        "AWS says what is in its documents",
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
    """The full document, with one value changed."""
    document = copy.deepcopy(FULL)
    keys = keys_of(path)
    parent_of(document, keys)[keys[-1]] = value
    return document
