# SPDX-License-Identifier: MIT
"""Bad input to the example program sesdomain-plan.

Each has exit status 2, one line on stderr that names the place, and nothing
on stdout.
"""

import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain
from setups import FULL, NAME_254, with_value

PROGRAM = os.environ.get("SESDOMAIN_PLAN")
POSITION = r"line \d+, column \d+"
TEXT = json.dumps(FULL)
# of which nothing is found
QUIET = '{"domain": "a.test", "dmarc": "v=DMARC1; p=none"}'

# what, the document, the place that is named
DOCUMENTS = [
    ("empty", "", "line 1, column 1"),
    ("blank", " \n\n ", "line 3, column 1"),
    ("another format", "domain: anycompany.com\n", POSITION),
    ("two documents", "{}\n{}", "line 2, column 1"),
    ("no object", "[]", "document"),
    ("no object either", '"anycompany.com"', POSITION),
    ("duplicate key", '{"domain":\n"a.test", "domain": "b.test"}', "line 2, "),
    ("duplicate key, escaped", '{"\\u001b\\"": 1, "\\u001b\\"": 2}', POSITION),
    ("not UTF-8", b'{"domain":\n"\xff.test"}', "line 2, column"),
    ("overlong UTF-8", b'{"domain": "\xc0\xae.test"}', POSITION),
    ("a surrogate", '{"domain": "\\ud800.test"}', POSITION),
    ("UTF-16", TEXT.encode("utf-16"), POSITION),
    ("NUL", '{"domain": "a.test\0"}', POSITION),
    ("escaped NUL", '{"domain": "a.test\\u0000"}', POSITION),
    ("NUL in a key", '{"domain\\u0000": "a.test"}', POSITION),
    ("NUL behind", TEXT + "\0", POSITION),
    ("deep", "[" * 10_000 + "]" * 10_000, POSITION),
    ("deep and open", '{"a":' * 10_000, POSITION),
    ("1e400", '{"domain": "a.test", "ttl": 1e400}', POSITION),
    ("-1e400", '{"domain": "a.test", "ttl": -1e400}', POSITION),
    ("NaN", '{"domain": "a.test", "ttl": NaN}', POSITION),
    ("a comma too many", '{"domain": "a.test",}', POSITION),
    ("a comment", '{"domain": "a.test"} // mine', POSITION),
    ("misspelt", '{"domian": "a.test"}', "domian: "),
    ("misspelt, escaped", '{"\\u001b[31m": 1}', r"\\x1b\[31m: "),
    ("empty key", '{"domain": "a.test", "": 1}', r"(?!there is)"),
    ("not there", "{}", "domain: it is required"),
]

# the path of a key, a value it may not have
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
    ("zone", "other.test"),  # found by the plan
    ("zone", ["anycompany.com"]),
    ("ttl", -1),
    ("ttl", 2**31),
    ("ttl", 2**32 + 60),
    ("ttl", 0.5),
    ("ttl", 1e300),
    ("ttl", "60"),
    ("ttl", True),
    ("dmarc", "p=none"),
    ("mail_from_sharing", "everywhere"),
    ("options", []),
    ("options/dig.server", "-f /etc/passwd"),
    ("options/dig.server", 1),
    ("options/route53.comment", "x" * 257),
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
    ("instances/0/dkim/tokens", ["a", "b", "c", "d"]),
    ("instances/0/dkim/tokens", ["a", 1]),
    ("instances/0/dkim/status", ""),
    ("instances/0/dkim/signing", "true"),
    ("instances/0/mail_from/on_mx_failure", "BOUNCE"),
    ("instances/0/receiving", 1),
    ("instances/0/sandbox", 0),
]
# 2**80 is more than a JSON reader's number, so the position is told
DOCUMENTS.append(("2**80", json.dumps(with_value("ttl", 2**80)), POSITION))

HOSTILE = ['"', "'", "\\", "\n", "\r", "\x1b[31m", "$(", "${", "`", ";", " "]
HOSTILE += ["<", ">", "|", "&", "/", "*", "\x7f", "\u202e", "\u2028"]
UNSEEN = ["\n", "\r", "\t", "\x1b", "\x7f", "\x85", "\u202e", "\u2028"]

# the path of a key, a value that is right without {}, what may not be there
FIELDS = [
    ("domain", "any{}company.com", HOSTILE),
    ("zone", "any{}company.com", HOSTILE),
    ("mail_from_sharing", "us-east{}-1", HOSTILE),
    ("options/dig.server", "192.0{}.2.1", HOSTILE),
    ("instances/0/region", "us-east{}-1", HOSTILE),
    ("instances/0/verification_token", "abc{}def", set(HOSTILE) - {"/"}),
    ("instances/0/dkim/tokens/0", "abc{}def", HOSTILE),
    ("instances/0/dkim/hosted_zone", "dkim.amazon{}ses.com", HOSTILE),
    ("instances/0/mail_from/domain", "ma{}il.anycompany.com", HOSTILE),
    ("instances/0/receiving", "in{}bound.anycompany.com", HOSTILE),
    ("instances/0/tracking", "cli{}ck.anycompany.com", HOSTILE),
    # an address may hold some of them
    (
        "dmarc",
        "v=DMARC1; rua=mailto:d{}@b.test",
        ['"', "\\", "\n", "\r", "\x1b", "${", "`", ";", " ", "<", "|", "é"],
    ),
    ("id", "ticket{}4711", UNSEEN),
    ("options/route53.comment", "S{}ES", UNSEEN),
    ("instances/0/label", "SE{}S1", UNSEEN),
    ("instances/0/account", "1111{}", UNSEEN),
]


def place_of(path):
    """How messages name a key: instances[0].dkim.tokens[3]"""
    return re.sub(r"\.(\d+)", r"[\1]", path.replace("/", "."))


def outermost(path):
    """How messages name a key, or one within it."""
    return re.escape(place_of(path)) + r"[][.\w]*: "


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
@unittest.skipUnless(sesdomain.has("json"), "built without jansson")
class BadInput(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name) / "setup.json"

    def run_plan(self, *arguments, **keywords):
        return subprocess.run(
            [PROGRAM, *arguments], capture_output=True, timeout=60, **keywords
        )

    def check(self, done, place, what):
        """The message is "WHAT: PLACE...", alone."""
        message = done.stderr.decode()  # is UTF-8
        self.assertEqual(done.returncode, 2, message)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(message[-1:], "\n")
        self.assertTrue(message[:-1].isprintable(), repr(message))
        self.assertLess(len(message), 700)
        self.assertTrue(message.startswith(f"{what}: "), message)
        self.assertRegex(message[len(f"{what}: ") :], f"^(?:{place})")

    def check_document(self, document, place):
        if isinstance(document, str):
            document = document.encode()
        self.path.write_bytes(document)
        self.check(self.run_plan(self.path), place, self.path)

    def test_documents(self):
        for what, document, place in DOCUMENTS:
            with self.subTest(what):
                self.check_document(document, place)

    def test_standard_input(self):
        self.check(self.run_plan("-", input=b"{"), POSITION, "-")

    def test_truncated(self):
        whole = TEXT.encode()
        for length in range(0, len(whole), 3):
            with self.subTest(length):
                self.check_document(whole[:length], POSITION)

    def test_values(self):
        for path, value in VALUES:
            with self.subTest(path, value=value):
                document = json.dumps(with_value(path, value))
                self.check_document(document, outermost(path))

    def test_misspelt(self):
        for path in ("instances/0/lable", "instances/0/dkim/token"):
            with self.subTest(path):
                document = json.dumps(with_value(path, "x"))
                self.check_document(document, re.escape(place_of(path)))

    def test_the_same_label(self):
        one = {"account": "1", "region": "us-east-1", "label": "x"}
        document = json.dumps(with_value("instances", [one, one]))
        self.check_document(document, r"instances\[1\]\.label: 'x': ")

    def test_characters(self):
        for path, value, refused in FIELDS:
            place = re.escape(place_of(path) + ": ")
            right = json.dumps(with_value(path, value.replace("{}", "")))
            self.path.write_text(right)
            self.assertNotEqual(self.run_plan(self.path).returncode, 2, path)
            for characters in refused:
                with self.subTest(path, characters=characters):
                    wrong = with_value(path, value.replace("{}", characters))
                    self.check_document(json.dumps(wrong), place)
            with self.subTest(path, characters="NUL"):
                wrong = with_value(path, value.replace("{}", "\0"))
                self.check_document(json.dumps(wrong), POSITION)

    def test_files(self):
        missing = self.path.parent / "no such"
        for path in (missing, self.path.parent):
            with self.subTest(path):
                done = self.run_plan(path)
                self.check(done, "it cannot be read", path)

    def test_a_file_name_in_two_lines(self):
        done = self.run_plan(self.path.parent / "no\nsuch\x1b[31m")
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertNotIn(b"\x1b", done.stderr)

    def test_options(self):
        self.path.write_text(QUIET)
        for option, place in (
            ("no.such=x", "option: 'no.such'"),
            ("=x", "option: ''"),
            ("dig.server=-x", "dig.server: '-x'"),
            ("dig.server=a;b", "dig.server: 'a;b'"),
            ("route53.comment=a\nb", r"route53.comment: 'a\\x0ab'"),
        ):
            with self.subTest(option):
                done = self.run_plan("-o", option, self.path)
                self.check(done, place, self.path)

    def test_formats_and_parts(self):
        self.path.write_text(QUIET)
        done = self.run_plan("-f", "Zone", self.path)
        self.check(done, "no format of that name", "Zone")
        done = self.run_plan("-f", "zone", "-p", "2", self.path)
        self.check(done, "there are not so many documents", "zone")

    def test_usage(self):
        self.path.write_text('{"domain": "a.test"}')
        for arguments in (
            [],
            [self.path, self.path],
            ["-x", self.path],
            ["-f"],
            ["-p", "0", self.path],
            ["-p", "x", self.path],
            ["-p", "", self.path],
            ["-o", "dig.server", self.path],
            ["-l", self.path],
            ["-o", "dig.server="] * 65 + [self.path],
        ):
            with self.subTest(arguments):
                done = self.run_plan(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                self.assertIn(b"usage: sesdomain-plan", done.stderr)

    def test_any_octets(self):
        """Whatever is changed in a document, the program lives on."""
        whole = TEXT.encode()
        for seed in range(300):
            rng = random.Random(seed)
            octets = bytearray(whole)
            for _ in range(rng.randint(1, 4)):
                at = rng.randrange(len(octets))
                octets[at : at + rng.choice((0, 1, 20))] = rng.choice(
                    (
                        b"",
                        b"[",
                        b"{",
                        b'"',
                        b",",
                        b"null",
                        b"1",
                        b"\xff",
                        b"\\",
                    )
                )
            with self.subTest(seed=seed):
                self.path.write_bytes(octets)
                done = self.run_plan(self.path)
                self.assertIn(done.returncode, (0, 1, 2))
                if done.returncode == 2:
                    self.check(done, r"[^:]+: \S", self.path)


if __name__ == "__main__":
    unittest.main()
