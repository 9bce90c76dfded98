# SPDX-License-Identifier: MIT
"""Test invalid input to the example program sesdomain-plan.

The program exits with status 2, prints one line on stderr that names the
place, and nothing on stdout.
"""

import json
import os
import random
import re
import resource
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain
from inputs import DOCUMENTS, FIELDS, POSITION, QUIET, TEXT, VALUES
from setups import with_value

PROGRAM = os.environ.get("SESDOMAIN_PLAN")


def place_of(path):
    """Return the key as in messages: instances[0].dkim.tokens[3]"""
    return re.sub(r"\.(\d+)", r"[\1]", path.replace("/", "."))


def place_at(path):
    """Return a pattern for the beginning of a message: the key or a part of
    it."""
    if path.startswith("existing/0/"):  # records are checked as a whole
        return r"existing\[0\](\.\w+)?: "
    return re.escape(place_of(path)) + r"[][.\w]*: "


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
class BadInput(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.path = Path(directory.name) / "setup.json"

    def run_plan(self, *arguments, **keywords):
        keywords = {"timeout": 60, **keywords}
        return subprocess.run(
            [PROGRAM, *arguments], capture_output=True, **keywords
        )

    def check(self, done, place, what):
        """Check that the only message is "WHAT: PLACE..."."""
        message = done.stderr.decode()  # must be UTF-8
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
                self.check_document(document, place_at(path))

    def test_misspelt(self):
        for path in ("instances/0/lable", "instances/0/dkim_token"):
            with self.subTest(path):
                document = json.dumps(with_value(path, "x"))
                self.check_document(document, re.escape(place_of(path)))

    def test_the_same_label(self):
        one = {"account": "1", "region": "us-east-1", "label": "x"}
        document = json.dumps(with_value("instances", [one, one]))
        self.check_document(document, r"instances\[1\]\.label: 'x': ")

    def test_characters(self):
        for path, value, refused in FIELDS:
            place = place_at(path)
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
        for path, reason in (
            (missing, "No such file or directory"),
            (self.path.parent, "Is a directory"),
        ):
            with self.subTest(path):
                done = self.run_plan(path)
                self.check(done, f"cannot read: {reason}", path)

    def test_what_is_no_domain(self):
        for domain, said in (
            ("info@a.test", "a domain was expected, without what is before"),
            ("https://a.test", "a domain was expected, not a URL"),
            ("a.test/x", "a domain was expected, not a URL"),
            ("a test.test", "only letters, digits, '-' and '.' were expected"),
        ):
            with self.subTest(domain):
                place = f"domain: {re.escape(repr(domain))}: {re.escape(said)}"
                self.check_document(json.dumps({"domain": domain}), place)

    def test_no_file_name(self):
        self.check(self.run_plan(""), "cannot read: No such file", "''")

    def test_an_empty_listing(self):
        """Such as of a command that failed: it does not say what exists."""
        self.path.write_text(QUIET)
        path = self.path.parent / "zone"
        for text in ("", "\n", " \r\n\t"):
            path.write_text(text)
            for option in "-x", "-z":
                with self.subTest(option, text=text):
                    done = self.run_plan("-f", "zone", option, path, self.path)
                    self.check(done, "it is empty", path)

    def test_a_file_name_in_two_lines(self):
        done = self.run_plan(self.path.parent / "no\nsuch\x1b[31m")
        self.assertEqual(len(done.stderr.splitlines()), 1)
        self.assertNotIn(b"\x1b", done.stderr)

    def test_options(self):
        self.path.write_text(QUIET)
        for option, place in (
            ("no.such=x", "options: 'no.such'"),
            ("=x", "options: ''"),
            ("dig.server=-x", "dig.server: '-x'"),
            ("dig.server=a;b", "dig.server: 'a;b'"),
            ("route53.comment=a\nb", r"route53.comment: 'a\\x0ab'"),
        ):
            with self.subTest(option):
                done = self.run_plan("-o", option, self.path)
                self.check(done, place, "-o")

    def test_formats_and_parts(self):
        self.path.write_text(QUIET)
        done = self.run_plan("-f", "Zone", self.path)
        self.check(done, "there is no such format", "Zone")
        done = self.run_plan("-f", "zone", "-p", "2", self.path)
        self.check(done, "this format has only 1 document$", "zone")

    def test_route53_lists(self):
        self.path.write_text(QUIET)
        path = self.path.parent / "list.json"
        for text, place in (
            ("", "it is empty"),
            ('{"ResourceRecordSets": [', POSITION),
            ("{}", "ResourceRecordSets: it is required"),
            ("[1]", r"\[0\]: "),
            (
                '{"ResourceRecordSets": [{"Name": "a..b", "Type": "A"}]}',
                r"ResourceRecordSets\[0\]\.Name: 'a\.\.b': ",
            ),
        ):
            with self.subTest(text):
                path.write_text(text)
                done = self.run_plan("-r", path, self.path)
                self.check(done, place, path)
        for path in (self.path.parent, "/nowhere/list.json"):
            with self.subTest(path):
                done = self.run_plan("-r", path, self.path)
                self.check(done, "cannot read: [NI]", path)

    def test_zone_files(self):
        self.path.write_text(QUIET)
        path = self.path.parent / "zone"
        soa = "a.test. 60 IN SOA a.test. b.test. 1 2 3 4 5\n"
        for text, place in (
            ("garbage here\n", "line 1: "),
            (soa + "garbage here", "line 2: "),
            (soa + "$INCLUDE /etc/passwd\n", "line 2: "),
            (soa + "$GENERATE 1-4000000000 x$ A 192.0.2.1\n", "line 2: "),
            (soa + "x.a.test. 60 IN A 192.0.2.1.5\n", "line 2: "),
        ):
            with self.subTest(text):
                path.write_text(text)
                done = self.run_plan("-z", path, self.path)
                self.check(done, place, path)
        for path in ("/nowhere/zone", self.path.parent):
            with self.subTest(path):
                done = self.run_plan("-z", path, self.path)
                self.check(done, "", path)

    def test_help_and_version(self):
        done = self.run_plan("--help", "/nowhere")
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertIn(b"usage: sesdomain-plan", done.stdout)
        done = self.run_plan("-V")
        self.assertEqual(done.stdout.decode(),
                         f"sesdomain-plan {sesdomain.version()}\n")
        self.check_full("standard output", "--help")

    def test_long_options(self):
        self.path.write_text('{"domain": "a.test"}')
        short = self.run_plan("-f", "csv", "-k", self.path)
        long = self.run_plan("--format=csv", "--keep-going", self.path)
        self.assertEqual(short.stdout, long.stdout)

    def test_usage(self):
        self.path.write_text('{"domain": "a.test"}')
        one, number = "only one setup document", "-p: a number from 1 on"
        for arguments, said in (
            ([], "a setup document was expected"),
            ([self.path, "b.json"], f"b.json: {one}"),
            (["-x", self.path], "a setup document was expected"),
            (["-f"], "option requires an argument -- 'f'"),
            (["--none", self.path], "unrecognized option '--none'"),
            (["-p", "0", self.path], f"0: {number}"),
            (["-p", "-1", self.path], f"-1: {number}"),
            (["-p", " 1", self.path], f" 1: {number}"),
            (["-p", "x", self.path], f"x: {number}"),
            (["-p", "", self.path], f"'': {number}"),
            (["-o", "dig.server", self.path], "dig.server: -o: NAME=VALUE"),
            (["-l", self.path], "--list takes no setup document"),
            (["-o", "dig.server="] * 65 + [self.path], "-o: there are too"),
        ):
            with self.subTest(arguments):
                done = self.run_plan(*arguments)
                self.assertEqual(done.returncode, 2)
                self.assertEqual(done.stdout, b"")
                wrong, usage = done.stderr.decode().splitlines()
                self.assertIn(said, wrong)
                self.assertTrue(usage.startswith("usage: sesdomain-plan"))

    def test_many(self):
        """Linear algorithms take seconds of the processor, quadratic ones
        minutes."""
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (30, 30))

        one = {"account": "1", "region": "us-east-1"}
        tokens = ["%043d=" % i for i in range(10_000)]
        for what, setup in (
            (
                "tokens and records",
                {
                    "instances": [
                        {**one, "verification_token": t} for t in tokens[5000:]
                    ],
                    "existing": [
                        {
                            "name": "_amazonses.a.test",
                            "type": "TXT",
                            "rdata": f'"{t}"',
                        }
                        for t in tokens[:5000]
                    ],
                },
            ),
            (
                "From domains",
                {
                    "instances": [one],
                    "from_domains": [f"{i}.a.test" for i in range(40_000)],
                },
            ),
        ):
            with self.subTest(what):
                self.path.write_text(json.dumps({**setup, "domain": "a.test"}))
                done = self.run_plan("-f", "csv", self.path, timeout=250,
                                     preexec_fn=limit)
                self.assertIn(done.returncode, (0, 1), done.stderr)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_failed_writes(self):
        """A failed write is reported, whether or not the output fills the
        buffer."""
        long = {"domain": "a.test", "reference": "x" * 128, "instances": []}
        long["instances"] = [
            {"account": str(i), "region": "us-east-1"} for i in range(400)
        ]
        for text in (QUIET, json.dumps(long)):
            self.path.write_text(text)
            for form in ("text", "json", "html"):
                with self.subTest(form, length=len(text)):
                    self.check_full(form, "-f", form, self.path)
        self.check_full("-l", "-l")

    def check_full(self, what, *arguments):
        with open("/dev/full", "wb") as full:
            done = subprocess.run(
                [PROGRAM, *arguments],
                stdout=full,
                stderr=subprocess.PIPE,
            )
        self.assertEqual(done.returncode, 2)
        said = done.stderr.decode().splitlines()[-1]
        self.assertEqual(
            said, f"{what}: cannot write: No space left on device"
        )

    def test_any_octets(self):
        """A document with random changes never crashes the program."""
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


# what takes one value, for each program, and what may be repeated
ONCE = {
    "SESDOMAIN_PLAN": (
        ["--format=text", "--part=1"],
        ["--existing=a", "--zone=a", "--route53=a"],
    ),
    "SESDOMAIN_BULK": (
        ["--output=a", "--html=a", "--jobs=1", "--from-line=1",
         "--line-limit=9"],
        ["--format=zone"],
    ),
    "SESDOMAIN_CHECK": (
        ["--deadline=1", "--timeout=1", "--rate=1", "--wait=1",
         "--interval=1", "--record=a", "--replay=a"],
        ["--resolver=192.0.2.1", "--server=192.0.2.1", "--root=192.0.2.1",
         "--validator=192.0.2.1"],
    ),
}  # fmt: skip


class Once(unittest.TestCase):
    """An option that takes one value does not silently lose the first."""

    def said(self, program, *arguments):
        if not os.environ.get(program):
            self.skipTest(f"{program} is not set")
        path = Path(os.environ["SESDOMAIN_SOURCE"]) / "tests/golden/single/setup.json"
        done = subprocess.run([os.environ[program], *arguments, path],
                              capture_output=True, text=True, timeout=60)  # fmt: skip
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        return done.stderr

    def test_once(self):
        for program, (single, many) in ONCE.items():
            for option in single:
                with self.subTest(program, option=option):
                    self.assertIn(option.split("=")[0] + ": it takes one value",
                                  self.said(program, option, option))  # fmt: skip
            for option in many:
                with self.subTest(program, option=option):
                    self.assertNotIn("twice", self.said(
                        program, option, option, "--no-such-option"))  # fmt: skip

    def test_options_of_the_library(self):
        for program in ONCE:
            with self.subTest(program):
                self.assertIn("the option was given twice", self.said(
                    program, "-o", "dns.names=absolute", "-o",
                    "audience=customer", "-o", "dns.names=relative"))  # fmt: skip


if __name__ == "__main__":
    unittest.main()
