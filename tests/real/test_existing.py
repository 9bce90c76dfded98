# SPDX-License-Identifier: MIT
"""Test that the example program reads existing records with -z, -r and -e, and
that its exit statuses are right."""
import json
import pathlib
import tempfile
import unittest

import listing
import program
import whole_zone
import wire

ZONE = "example.com"
SETUP = {"domain": ZONE, "dmarc": "v=DMARC1; p=none", "instances": [
    {"account": "1", "region": "us-east-1",
     "dkim_tokens": [letter * 32 for letter in "abc"],
     "verification_token": "t" * 43 + "=",
     "mail_from": f"mail.{ZONE}"}]}
OTHERS = whole_zone.text(ZONE) + r"""
_amazonses 300 TXT "not \"ours\" \000\255"
odd\032\000name 60 IN TXT "x"
"""
FOREIGN_MX = OTHERS + "mail 300 MX 5 mx.example.net.\n"

# The same zone in a different spelling (RFC 1035 section 5.1).
WRITTEN = f"""\
; a comment
$TTL 1h
$ORIGIN com.
Example  IN SOA ns--frame.EXAMPLE ( hostmaster--frame.example
                1 3600 900 ; more
                604800 300 )
         NS ns--frame.example
$ORIGIN {ZONE}.
ns--frame\t3600\tIN A 127.0.0.1
_AMAZONSES  300  TXT  ( "not \\034ours\\" \\000"
            "\\255" )
"""

BAD = (  # fault, its line, expected message
    ("what is this\n", 1, ""),
    ("\x01\x02\x7f\xff", 1, ""),
    ('{"ResourceRecordSets": []}\n', 1, ""),
    (OTHERS + "x..y 60 IN A 192.0.2.1\n", None, ""),
    (OTHERS + "x" * 64 + " 60 IN A 192.0.2.1\n", None, ""),
    (OTHERS + ".".join(["x" * 60] * 5) + " 60 IN A 192.0.2.1\n", None, ""),
    (OTHERS + "x 60 IN A 192.0.2.256\n", None, ""),
    (OTHERS + "x 60 IN\n", None, ""),
    (OTHERS + f'x 60 IN TXT "{"a" * 256}"\n', None, ""),
    (OTHERS + 'x 60 IN TXT "\\256"\n', None, ""),
    (OTHERS + "x 60 IN MX mx.example.net.\n", None, ""),
    (OTHERS + "$INCLUDE /etc/passwd\n", None, "not read"),
    (OTHERS + "$include /etc/passwd\n", None, "not read"),
    (OTHERS + "$NOSUCH x\n", None, "\\$GENERATE was expected"),
    (OTHERS + "$ORIGIN x..y\n", None, ""),
)


class Told(unittest.TestCase):

    def setUp(self):
        self.directory = pathlib.Path(self.enterContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-")))

    def file(self, text):
        path = self.directory / "file"
        path.write_bytes(text.encode("latin-1"))
        return str(path)

    def listed(self, text):
        return self.file(listing.to_text(listing.from_zone(ZONE, text)))

    def run_plan(self, *arguments, setup=None):
        return program.execute(setup or SETUP, *arguments)

    def done(self, text):
        """Return a zone in which the plan changes nothing."""
        plan = json.loads(self.run_plan("-z", self.file(text), "-f",
                                        "json").stdout)
        return (whole_zone.soa(ZONE) +
                wire.to_text(wire.after(wire.parse(ZONE, text), plan)))

    def assert_ends(self, done, status, printed):
        self.assertEqual(done.returncode, status, done.stderr)
        self.assertEqual(bool(done.stdout), printed)

    # ---- exit statuses ----

    def test_changes_are_pending(self):
        for source in ((), ("-z", self.file(OTHERS))):
            for form in ("diff", "text", "json", "nsupdate"):
                with self.subTest(source=source, form=form):
                    self.assert_ends(
                        self.run_plan(*source, "-f", form), 0, True)
                    self.assert_ends(
                        self.run_plan(*source, "-f", form, "-e"), 3, True)

    def test_nothing_is_left_to_do(self):
        text = self.done(OTHERS)
        sources = {"-z": self.file(text)}
        sources["-r"] = str(self.directory / "list.json")
        pathlib.Path(sources["-r"]).write_text(
            listing.to_text(listing.from_zone(ZONE, text)), "utf-8")
        for source in sources.items():
            for form in ("diff", "nsupdate", "route53", "powerdns", "knotc"):
                with self.subTest(source=source, form=form):
                    self.assert_ends(
                        self.run_plan(*source, "-f", form, "-e"), 0, False)

    def test_errors_come_before_changes(self):
        for option, path in (("-z", self.file(FOREIGN_MX)),
                             ("-r", None)):
            path = path or self.listed(FOREIGN_MX)
            for drift in ((), ("-e",)):
                with self.subTest(option=option, drift=drift):
                    one = option, path, *drift
                    self.assert_ends(self.run_plan(*one), 1, True)
                    self.assert_ends(
                        self.run_plan(*one, "-f", "diff"), 1, True)
                    self.assert_ends(
                        self.run_plan(*one, "-f", "nsupdate"), 1, False)
                    self.assert_ends(
                        self.run_plan(*one, "-f", "nsupdate", "-k"), 1, True)

    def test_a_format_that_cannot(self):
        done = self.run_plan("-f", "powerdns", "-e")
        self.assert_ends(done, 2, False)
        self.assertRegex(done.stderr.decode().splitlines()[-1],
                         r"^powerdns: \S+ \S+: the existing values are not known")

    def test_line_too_long_for_nsupdate(self):
        for octets, status in ((7600, 0), (33000, 2)):
            value = " ".join(['"' + "\\255" * 250 + '"'] * (octets // 250))
            done = self.run_plan("-f", "nsupdate", setup=SETUP | {
                "existing": [{"name": f"_amazonses.{ZONE}", "type": "TXT",
                              "ttl": 60, "rdata": value}]})
            self.assert_ends(done, status, not status)
        self.assertIn("nsupdate: _amazonses.example.com TXT: ",
                      done.stderr.decode())

    def test_either_a_zone_or_a_listing(self):
        done = self.run_plan("-z", self.file(OTHERS), "-r", self.file("{}"))
        self.assert_ends(done, 2, False)

    def test_bad_zone_files(self):
        for text, line, said in BAD:
            with self.subTest(text=text[-40:]):
                path = self.file(text)
                done = self.run_plan("-e", "-z", path)
                self.assert_ends(done, 2, False)
                message = done.stderr.decode()
                self.assertEqual(message.count("\n"), 1, message)
                number = line or text.count("\n")
                self.assertRegex(message, rf"^{path}: line {number}: .*{said}")

    # ---- input ----

    def diff(self, *source):
        return self.run_plan(*source, "-f", "diff").stdout.decode()

    def test_same_zone_in_another_spelling(self):
        plain = self.diff("-z", self.file(OTHERS))
        self.assertIn(' _amazonses.example.com.\t300\tIN\tTXT\t'
                      '"not \\"ours\\" \\000\\255"\n', plain)
        written = self.diff("-z", self.file(WRITTEN))
        self.assertEqual(written.replace('\\000" "\\255', "\\000\\255"), plain)
        self.assertEqual(self.diff("-r", self.listed(OTHERS)), plain)

    def prior(self, *source):
        plan = json.loads(self.run_plan(*source, "-f", "json").stdout)
        return {rrset["name"].partition(".")[0]: rrset["prior"]
                for rrset in plan["recordsets"]}

    def test_incomplete_zone(self):
        whole = self.prior("-z", self.file(OTHERS))
        self.assertEqual(set(whole.values()), {"present", "absent"})
        rows = [line for line in OTHERS.splitlines(True) if "SOA" not in line]
        part = self.prior("-z", self.file("".join(rows)))
        self.assertEqual(set(part.values()), {"present", "unknown"})
        self.assertEqual(part["_amazonses"], "present")
        path = self.listed(OTHERS)
        self.assertEqual(self.prior("-r", path), whole)
        some = json.loads(pathlib.Path(path).read_text("utf-8"))
        some["IsTruncated"] = True
        self.assertEqual(self.prior("-r", self.file(json.dumps(some))), part)

    def test_colours(self):
        path = self.file(OTHERS + 'mail 60 TXT "v=spf1 mx ~all"\n')
        plain = self.run_plan("-z", path, "-f", "diff").stdout.decode()
        done = self.run_plan("-z", path, "-f", "diff",
                             "-o", "diff.colour=yes")
        for line, coloured in zip(plain.splitlines(),
                                  done.stdout.decode().splitlines(),
                                  strict=True):
            colour = {"+": "\033[32m{}\033[0m", "-": "\033[31m{}\033[0m",
                      " ": "{}"}[line[0]]
            self.assertEqual(coloured, colour.format(line))
        self.assertEqual({line[0] for line in plain.splitlines()}, set("+- "))


if __name__ == "__main__":
    unittest.main()
