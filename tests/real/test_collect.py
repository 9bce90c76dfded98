# SPDX-License-Identifier: MIT
"""Test python -m sesdomain collect: from two accounts to a plan in one
command, and on to a zone in which every instance is ready."""
import json
import os
import re
import subprocess
import unittest

import aws
import nameserver
import process
import sesdomain
import servers
import test_octodns_source as octodns

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


def collect(ses, *arguments):
    return subprocess.run(
        [ses.programs / "python", "-m", "sesdomain", "collect", *arguments],
        cwd=ses.directory, capture_output=True, text=True,
        env={**ses.environment(),
             "PYTHONPATH": os.environ["PYTHONPATH"],
             "LIBSESDOMAIN": os.environ["LIBSESDOMAIN"]})


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class ToReady(octodns.Zone):
    """collect, plan, octodns-sync to BIND, and check, until all is ready."""

    def collect(self, ses):
        """Write the setup document: what SES reports, and a policy."""
        done = collect(ses, DOMAIN, *(
            f"--instance={name.upper()}={name}/{region}"
            for name, region in REGIONS.items()))
        self.assertEqual(done.returncode, 0, done.stderr)
        setup = self.at / "setup.json"
        setup.write_text(json.dumps(
            {**json.loads(done.stdout), "dmarc": "v=DMARC1; p=none"}))
        return setup

    def check(self, setup):
        return subprocess.run(
            [os.environ["SESDOMAIN_CHECK"],
             f"--server={process.ADDRESS}@{self.named.port}", setup],
            capture_output=True, text=True)

    def test_from_two_accounts_to_ready(self):
        ses = self.enterContext(aws.Ses(self.named.port, PROFILES))
        for profile, region in REGIONS.items():
            place = f"--profile {profile} --region {region}"
            name = f"--email-identity {DOMAIN}"
            ses.run(f"aws sesv2 create-email-identity {place} {name}")
            ses.run("aws sesv2 put-email-identity-mail-from-attributes"
                    f" {place} {name} --mail-from-domain"
                    f" mail-{region}.{DOMAIN}"
                    " --behavior-on-mx-failure USE_DEFAULT_VALUE")
        setup = self.collect(ses)
        plan = sesdomain.Domain.from_setup(setup.read_text()).plan()
        self.assertEqual(plan.scenario, "cross-region")
        self.assertIn("missing", self.check(setup).stdout)

        done = self.sync(setup)
        self.assertEqual(done.returncode, 0, done.stderr)
        setup = self.collect(ses)
        done = self.check(setup)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertNotIn("missing", done.stdout)
        domain = sesdomain.Domain.from_setup(setup.read_text())
        domain.load_existing("".join(
            f"{name} {ttl} IN {kind} {rdata}\n"
            for name, ttl, kind, rdata in self.named.transfer()))
        plan = domain.plan()
        self.assertTrue(plan.ready)
        self.assertFalse(plan.has_changes)
        again = self.sync(setup)
        self.assertNotRegex(again.stderr, " (ERROR|WARNING) +Source")
        self.assertIn("No changes", again.stderr + again.stdout)


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
        return collect(self.ses, *arguments)

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
