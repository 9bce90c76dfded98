# SPDX-License-Identifier: MIT
"""Test zone files whose SPF records include names of the same zone.

The names are questions only once the records are known. A pipe can be read
once, so the library must keep the records.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain

PROGRAM = os.environ.get("SESDOMAIN_PLAN")
D = "anycompany.com"
SETUP = {
    "domain": D,
    "instances": [
        {
            "account": "111122223333",
            "region": "us-east-1",
            "mail_from": f"mail.{D}",
        }
    ],
}
SOA = f"$ORIGIN {D}.\n$TTL 60\n@ SOA ns1 hostmaster 1 3600 900 604800 300\n"
SPF = 'mail TXT "v=spf1 include:amazonses.com include:_spf.{0} ~all"\n'
SPF = SPF.format(D)
MANY = '_spf TXT "v=spf1 a mx a:a.test a:b.test a:c.test a:d.test" {}\n'
MANY = MANY.format('" a:e.test a:f.test a:g.test ~all"')  # nine lookups
OTHER = '_spf TXT "site-verification=1"\n'
TOO_MANY = "spf-too-many-lookups"


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
class Includes(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        (self.directory / "setup.json").write_text(json.dumps(SETUP))

    def plan(self, path, **keywords):
        done = subprocess.run(
            [PROGRAM, "-k", "-f", "json", "-z", path]
            + [self.directory / "setup.json"],
            capture_output=True,
            text=True,
            timeout=60,
            **keywords,
        )
        if "built without" in done.stderr:
            self.skipTest(done.stderr)
        self.assertNotEqual(done.returncode, 2, done.stderr)
        return json.loads(done.stdout)

    def codes(self, plan):
        return {finding["code"] for finding in plan["findings"]}

    def both(self, zone):
        """Compare the plans from a pipe and from a file, and return them."""
        path = self.directory / "zone"
        path.write_text(zone)
        plan = self.plan(path)
        self.assertEqual(self.plan("/dev/stdin", input=zone), plan)
        return plan

    def test_included_records_count(self):
        for zone in (
            SOA + SPF + MANY,
            SOA + MANY + SPF,
            SOA + MANY + OTHER + SPF,
            SOA + OTHER + SPF + MANY,
            MANY.replace("_spf", f"_SPF.{D}.", 1).replace("TXT", "60 IN TXT")
            + SOA
            + SPF,
        ):
            with self.subTest(zone):
                self.assertIn(TOO_MANY, self.codes(self.both(zone)))

    def test_missing_records_do_not_count(self):
        for zone in (SOA + SPF, SOA + OTHER + SPF):
            with self.subTest(zone):
                self.assertNotIn(TOO_MANY, self.codes(self.both(zone)))

    def test_records_below_domainkey(self):
        """For names below _domainkey, all types are questions from the
        beginning."""
        spf = SPF.replace("_spf", "x._domainkey")
        for zone in (
            SOA + spf + MANY.replace("_spf", "x._domainkey"),
            SOA + MANY.replace("_spf", "x._domainkey") + spf,
        ):
            with self.subTest(zone):
                self.assertIn(TOO_MANY, self.codes(self.both(zone)))
        self.assertNotIn(TOO_MANY, self.codes(self.both(SOA + spf)))

    def test_more_than_is_kept(self):
        """The file has more TXT records than are kept: it is read again."""
        path = self.directory / "zone"
        with path.open("w") as f:
            f.write(SOA + MANY)
            for i in range(340):
                f.write(f"host-{i} TXT" + f' "{"x" * 250}"' * 200 + "\n")
            f.write(SPF)
        self.assertIn(TOO_MANY, self.codes(self.plan(path)))


if __name__ == "__main__":
    unittest.main()
