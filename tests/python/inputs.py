# SPDX-License-Identifier: MIT
"""Invalid input, and the place that the error message must name."""

import json

from setups import FULL, NAME_254, PEM, with_value

POSITION = r"line \d+, column \d+"
TEXT = json.dumps(FULL)
# a plan without findings
QUIET = (
    '{"domain": "a.test", "dmarc": "v=DMARC1; p=none; rua=mailto:r@a.test", '
    '"existing_complete": true}'
)

# title, document, place in the message
DOCUMENTS = [
    ("empty", "", "line 1, column 1"),
    ("blank", " \n\n ", "line 3, column 2"),
    ("another format", "domain: anycompany.com\n", POSITION),
    ("two documents", "{}\n{}", "line 2, column 1"),
    ("no object", "[]", "document"),
    ("no object either", '"anycompany.com"', "document"),
    ("duplicate key", '{"domain":\n"a.test", "domain": "b.test"}', "line 2, "),
    ("duplicate key, escaped", '{"\\u001b\\"": 1, "\\u001b\\"": 2}', POSITION),
    ("not UTF-8", b'{"domain":\n"\xff.test"}', "line 2, column"),
    ("overlong UTF-8", b'{"domain": "\xc0\xae.test"}', POSITION),
    ("a surrogate", '{"domain": "\\ud800.test"}', POSITION),
    ("UTF-16, cut", TEXT.encode("utf-16")[:-1], "line .*: half a character"),
    ("UTF-16, no mark", TEXT.encode("utf-16-be"), ".*: this is UTF-16"),
    ("NUL", '{"domain": "a.test\0"}', POSITION),
    ("escaped NUL", '{"domain": "a.test\\u0000"}', POSITION),
    ("NUL in a key", '{"domain\\u0000": "a.test"}', POSITION),
    ("NUL behind", TEXT + "\0", POSITION),
    ("deep", "[" * 10_000 + "]" * 10_000, POSITION),
    ("deep and open", '{"a":' * 10_000, POSITION),
    ("1e400", '{"domain": "a.test", "ttl": 1e400}', "ttl: "),
    ("-1e400", '{"domain": "a.test", "ttl": -1e400}', "ttl: "),
    ("NaN", '{"domain": "a.test", "ttl": NaN}', POSITION),
    ("a comma too many", '{"domain": "a.test",}', POSITION),
    ("a comment", '{"domain": "a.test"} // mine', POSITION),
    ("misspelt", '{"domian": "a.test"}', "domian: "),
    ("misspelt, escaped", '{"\\u001b[31m": 1}', r"\\x1b\[31m: "),
    ("empty key", '{"domain": "a.test", "": 1}', r"(?!there is)"),
    ("not there", "{}", "domain: it is required"),
]

# path of a key, invalid value
VALUES = [
    ("version", 2),
    ("version", "1"),
    ("domain", 1),
    ("domain", None),
    ("domain", "a." * 150 + "b"),
    ("domain", NAME_254),
    ("domain", "a." + "b" * 64),
    ("domain", "a..b"),
    ("domain", ".a.b"),
    ("domain", "192.0.2.1"),
    ("zone", "other.test"),  # detected by the plan
    ("zone", ["anycompany.com"]),
    ("ttl", -1),
    ("ttl", 2**31),
    ("ttl", 2**32 + 60),
    ("ttl", 0.5),
    ("ttl", 1e300),
    ("ttl", "60"),
    ("ttl", True),
    ("dmarc", "p=none"),
    ("provider", "no such"),
    ("from_domains", "anycompany.com"),
    ("from_domains", ["anycompany.com", "-"]),
    ("shared_mail_from_region", "everywhere"),
    ("options", []),
    ("options/dig.server", "-f /etc/passwd"),
    ("options/dig.server", 1),
    ("options/route53.comment", "x" * 257),
    ("options/dns.ttl-max", "1e400"),
    ("options/plan.removal", "now"),
    ("instances", {}),
    ("instances/0", "SES1"),
    ("instances/0/account", 111122223333),
    ("instances/0/account", "x" * 65),
    ("instances/0/region", "x" * 1000),
    ("instances/0/region", "us-" + "e" * 1000 + "-1"),
    ("instances/0/state", "activ"),
    ("instances/0/aws", [[1]]),
    ("instances/0/aws", [{"DkimTokens": ["a", "b", "c", "d"]}]),
    ("instances/0/verification_token", "x" * 256),
    ("instances/0/verification_status", "GOOD"),
    ("instances/0/dkim_tokens", ["a", "b", "c", "d"]),
    ("instances/0/dkim_tokens", ["a", 1]),
    ("instances/0/dkim_status", ""),
    ("instances/0/dkim_signing", "true"),
    ("instances/0/dkim_origin", "MARS"),
    ("instances/0/dkim_keys/0/selector", "a.b"),
    ("instances/0/dkim_keys/0/public_key", "x"),
    ("instances/0/dkim_keys/0/public_key", PEM.replace("PUBLIC", "PRIVATE")),
    ("instances/0/on_mx_failure", "BOUNCE"),
    ("instances/0/receiving", 1),
    ("instances/0/sandbox", 0),
    ("existing", {}),
    ("existing", [{"name": "x"}]),
    ("existing/0/name", "a..b"),
    ("existing/0/type", "NOSUCH"),
    ("existing/0/ttl", -2),
    ("existing/0/rdata", '"'),
    ("existing/0/absent", True),
    ("existing_complete", 1),
]
# 2**80 exceeds the JSON reader's numbers, so the message has the position
DOCUMENTS.append(("2**80", json.dumps(with_value("ttl", 2**80)), POSITION))

HOSTILE = ['"', "'", "\\", "\n", "\r", "\x1b[31m", "$(", "${", "`", ";", " "]
HOSTILE += ["<", ">", "|", "&", "/", "*", "\x7f", "\u202e", "\u2028"]
UNSEEN = ["\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u202e", "\u2028"]

# path of a key, valid value without {}, characters that {} must not have
FIELDS = [
    ("domain", "any{}company.com", HOSTILE),
    ("zone", "any{}company.com", HOSTILE),
    ("shared_mail_from_region", "us-east{}-1", HOSTILE),
    ("options/dig.server", "192.0{}.2.1", HOSTILE),
    ("instances/0/region", "us-east{}-1", HOSTILE),
    ("instances/0/verification_token", "abc{}def", set(HOSTILE) - {"/"}),
    ("instances/0/dkim_tokens/0", "abc{}def", HOSTILE),
    ("instances/0/dkim_hosted_zone", "dkim.amazon{}ses.com", HOSTILE),
    ("instances/0/feedback_host", "feedback-smtp.amazon{}ses.com", HOSTILE),
    ("instances/0/dkim_keys/0/selector", "s{}1", HOSTILE),
    ("instances/0/dkim_origin", "AWS_SES_US{}_EAST_1", HOSTILE),
    ("existing/0/type", "TX{}T", HOSTILE),
    ("existing/0/id", "r{}1", UNSEEN),
    ("from_domains/0", "any{}company.com", HOSTILE),
    ("provider", "route{}53", HOSTILE),
    ("instances/0/mail_from", "ma{}il.anycompany.com", HOSTILE),
    ("instances/0/receiving/name", "in{}bound.anycompany.com", HOSTILE),
    ("instances/0/tracking/name", "cli{}ck.anycompany.com", HOSTILE),
    # an address may have some of them
    (
        "dmarc",
        "v=DMARC1; rua=mailto:d{}@b.test",
        ['"', "\\", "\n", "\r", "\x1b", "${", "`", ";", " ", "<", "|", "é"],
    ),
    ("reference", "ticket{}4711", UNSEEN),
    ("contact", "A.{} Body", UNSEEN),
    ("due", "2027{}-01-15", UNSEEN),
    ("options/route53.comment", "S{}ES", UNSEEN),
    ("instances/0/label", "SE{}S1", UNSEEN),
    ("instances/0/account", "1111{}", UNSEEN),
]
