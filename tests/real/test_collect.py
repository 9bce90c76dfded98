# SPDX-License-Identifier: MIT
"""Test python -m sesdomain collect: from two accounts to a plan in one
command."""
import json
import os
import re
import subprocess
import unittest

import aws
import process
import sesdomain

DOMAIN = "anycompany.com"
PROFILES = {"first": "111122223333", "second": "444455556666"}
REGIONS = {"first": "us-east-1", "second": "eu-west-1"}
READS = {"get", "list"}


class Accounts(aws.Ses):
    """An unmodified moto server, with a profile for each account."""

    def configure(self):
        super().configure()
        return (self.programs / "moto_server", "-H", process.ADDRESS, "-p",
                self.port)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Collect(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ses = cls.enterClassContext(Accounts(53, PROFILES))
        for profile, region in REGIONS.items():
            place = f"--profile {profile} --region {region}"
            cls.ses.run(f"aws sesv2 create-email-identity {place}"
                        f" --email-identity {DOMAIN}")
            cls.ses.run(f"aws ses set-identity-mail-from-domain {place}"
                        f" --identity {DOMAIN}"
                        f" --mail-from-domain mail-{region}.{DOMAIN}")
        for name in (DOMAIN, "com", f"other.{DOMAIN}"):
            cls.ses.run("aws route53 create-hosted-zone --profile first"
                        f" --name {name} --caller-reference {name}")

    def collect(self, *arguments):
        return subprocess.run(
            [self.ses.programs / "python", "-m", "sesdomain", "collect",
             *arguments],
            cwd=self.ses.directory, capture_output=True, text=True,
            env={**self.ses.environment(),
                 "PYTHONPATH": os.environ["PYTHONPATH"],
                 "LIBSESDOMAIN": os.environ["LIBSESDOMAIN"]})

    def instances(self):
        return [f"--instance={name.upper()}={name}/{region}"
                for name, region in REGIONS.items()]

    def test_two_accounts(self):
        done = self.collect(DOMAIN, *self.instances(), "--route53", "zone")
        self.assertEqual(done.returncode, 0, done.stderr)
        setup = json.loads(done.stdout)
        domain = sesdomain.Domain.from_setup(setup)
        listing = (self.ses.directory / "zone").read_text()
        domain.load_existing(listing, "route53")
        plan = domain.plan()
        self.assertEqual(
            [(i.label, i.account, i.region) for i in plan.instances],
            [("FIRST", "111122223333", "us-east-1"),
             ("SECOND", "444455556666", "eu-west-1")])
        self.assertEqual((plan.scenario, plan.zone), ("cross-region", DOMAIN))
        names = {rs.name for rs in plan.recordsets}
        for region in REGIONS.values():
            self.assertIn(f"mail-{region}.{DOMAIN}", names)
        self.assertTrue(all(rs.todo == "create" for rs in plan.recordsets))
        # the progress messages list all calls: none writes
        calls = re.findall(r"^\w+: \w+ (\w+)$", done.stderr, re.M)
        self.assertGreater(len(calls), 10)
        for call in calls:
            self.assertIn(call.split("_")[0], READS)

    def test_what_fails_is_one_line(self):
        for arguments, text in (
            (["nowhere.example", *self.instances()], "FIRST: sesv2 get_email"),
            ([DOMAIN, "--instance=A=nobody/us-east-1"], "nobody"),
            ([DOMAIN, "--instance=A=nobody"], "LABEL=PROFILE/REGION"),
            (["org", *self.instances(), "--route53", "zone"], ""),
        ):
            with self.subTest(arguments):
                done = self.collect(*arguments)
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertIn(text, done.stderr)
                self.assertNotIn("Traceback", done.stderr)


if __name__ == "__main__":
    unittest.main()
