# SPDX-License-Identifier: MIT
"""Test that foreign values with any octets are kept and reported, and do no
harm in any format."""

import json
import os
import re
import subprocess
import tempfile
import unittest

import sesdomain
from hostile import TEXTS, Documents, execute
from support import as_dict

NAME = "_amazonses.anycompany.com"

VALUES = [text.encode() for text in TEXTS] + [
    b"",
    b"\0",
    b"\n",
    b"\nevil.test. 60 IN A 192.0.2.1",
    b"\r\n; evil",
    b"\r\ntouch pwned\r\n",
    b"\x1b[31m\x07",
    b"\xff\xfe",
    b"\xc0\x80",
    b"\xed\xa0\x80",
    "\u202e\u2028\u0085\ufeff".encode(),
    bytes(range(256)),
    b"x" * 255,
]


def rdata_of(octets):
    """Return each octet as a decimal escape, in strings of at most 255
    octets."""
    parts = [octets[i : i + 255] for i in range(0, len(octets), 255)] or [b""]
    return " ".join(
        '"' + "".join(f"\\{octet:03}" for octet in part) + '"'
        for part in parts
    )


def plan_with(octets):
    made = sesdomain.Domain("anycompany.com", dmarc="v=DMARC1; p=none")
    made.add_instance("1", "us-east-1", verification_token="token")
    made.add_record(NAME, "TXT", rdata_of(octets), id="r1")
    made.set_complete()
    return made.plan()


def foreign(plan):
    """Return the foreign values."""
    return [v for rs in plan.recordsets for v in rs.values if not v.purpose]


class Foreign(Documents):
    def each(self, check):
        for octets in VALUES:
            with self.subTest(octets):
                check(octets, plan_with(octets))

    def test_an_interactive_zsh_has_no_comments(self):
        """Every word of a comment is quoted, too."""

        def check(octets, plan):
            document = plan.text("dig")
            values = re.findall("^#   (.*)$", document, re.M)
            words = execute("\n".join("dig " + value for value in values))
            self.assertIn(
                ["dig", foreign(plan)[0].rdata],
                words,
            )
            with tempfile.TemporaryDirectory() as directory:
                subprocess.run(
                    ["/usr/bin/zsh", "-f", "-i"],
                    input=document.encode(),
                    capture_output=True,
                    cwd=directory,
                    env={"PATH": "/usr/bin"},
                )
                self.assertEqual(os.listdir(directory), [])

        self.each(check)

    def test_it_is_kept(self):
        def check(octets, plan):
            values = foreign(plan)
            self.assertEqual([v.octets for v in values], [octets])
            self.assertEqual([v.op for v in values], ["keep"])
            self.assertTrue(values[0].rdata.isascii())
            self.assertTrue(values[0].rdata.isprintable())

        self.each(check)

    def test_rdata_is_read_back(self):
        def check(octets, plan):
            made = sesdomain.Domain("anycompany.com", dmarc="v=DMARC1")
            made.add_instance("1", "us-east-1", verification_token="x")
            made.add_record(NAME, "TXT", foreign(plan)[0].rdata, id="r1")
            self.assertEqual(foreign(made.plan()), foreign(plan))

        self.each(check)

    def test_every_format(self):
        def check(_, plan):
            for form in sesdomain.formats():
                if plan.refusal(form.name):
                    continue
                for document in plan.documents(form.name):
                    self.check_lines(form.name, document)

        self.each(check)

    def test_json(self):
        def check(_, plan):
            said = json.loads(plan.text("json"))
            self.assertEqual(said["recordsets"], as_dict(plan)["recordsets"])

        self.each(check)

    def test_zone_dig_markdown_and_csv(self):
        def check(_, plan):
            self.check_zone(plan, plan.text("zone"))
            self.check_dig(plan, plan.text("dig"))
            self.check_markdown(plan.text("markdown"))
            self.check_csv(plan, plan.text("csv"))

        self.each(check)

    def test_html(self):
        harmless = plan_with(b"harmless").text("html")
        self.each(lambda _, plan: self.check_html(plan.text("html"), harmless))

    def test_shell_and_updates(self):
        def check(_, plan):
            self.check_shell(plan)
            self.check_knotc(plan)
            self.check_nsupdate(plan)

        self.each(check)


if __name__ == "__main__":
    unittest.main()
