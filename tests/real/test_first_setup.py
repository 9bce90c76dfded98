# SPDX-License-Identifier: MIT
"""A first setup as a user experiences it: an identity is created in SES, the
plan of an empty zone is applied by nsupdate, and sesdomain-check --wait, in
another process, ends when all name servers have the records and SES has found
them.

The zone is in a small Internet (internet.py), the answers of SES are those of
ses.py. moto and the AWS CLI come from PyPI: this runs only with CONFORMANCE=1,
and SESDOMAIN_VENV is the directory made by venv.sh.
"""
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import aws
import internet
from internet import HOSTS, RESOLVER, ROOT, Bind, Knot, Nsd, soa
from process import ADDRESS, tool

DOMAIN = "d.test"
NS1, NS2, NS3 = HOSTS.values()
PLACE = "--profile first --region us-east-1"
DELEGATION = "".join(
    f"{DOMAIN}. NS {host}.\n" +
    "".join(f"{host}. {'AAAA' if ':' in a else 'A'} {a}\n" for a in addresses)
    for host, addresses in HOSTS.items())
EMPTY = soa(DOMAIN, 7) + DELEGATION


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class FirstSetup(unittest.TestCase):
    def setUp(self):
        try:
            internet.enter_namespace()
        except OSError as error:
            self.skipTest(f"no network namespace: {error}")
        internet.add_addresses(
            [ROOT, RESOLVER, *NS1, *NS2, *NS3])
        self.enterContext(internet.Internet(DELEGATION))
        primary = Bind({DOMAIN: EMPTY}, [*NS1, ADDRESS])
        primary.notified = (NS2[0], NS3[0])
        for server in (primary, Nsd({DOMAIN: EMPTY}, NS2, NS1[0]),
                       Knot({DOMAIN: EMPTY}, NS3, NS1[0])):
            self.enterContext(server)
        self.ses = self.enterContext(aws.Ses(53, {"first": "111122223333"}))
        self.directory = pathlib.Path(self.enterContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-")))
        self.setup = self.directory / "setup.json"

    def save(self):
        """Save what SES reports now, as the guide does; return its status."""
        identity = self.ses.run(f"aws sesv2 get-email-identity {PLACE}"
                                f" --email-identity {DOMAIN}")
        new = self.directory / "new.json"
        new.write_text(json.dumps({
            "domain": DOMAIN, "dmarc": "v=DMARC1; p=none",
            "instances": [{"label": "SES1", "account": "111122223333",
                           "region": "us-east-1", "aws": [identity]}]}))
        new.rename(self.setup)
        return identity["VerificationStatus"]

    def plan(self, form):
        """Return a document for the zone as it is."""
        listing = self.directory / "zone"
        listing.write_text(tool("dig", "-r", f"@{NS1[0]}", DOMAIN, "AXFR"))
        done = subprocess.run(
            [os.environ["SESDOMAIN_PLAN"], "-k", "-f", form, "-x", listing,
             self.setup], capture_output=True, text=True, timeout=200)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def await_look(self, check, seconds=200):
        """Wait until the check has looked, and waits."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            line = check.stderr.readline()
            if "0 of 1 ready; next look" in line or not line:
                return line
        raise TimeoutError

    def test_first_setup(self):
        self.ses.run(f"aws sesv2 create-email-identity {PLACE}"
                     f" --email-identity {DOMAIN}")
        self.ses.run("aws sesv2 put-email-identity-mail-from-attributes"
                     f" {PLACE} --email-identity {DOMAIN}"
                     f" --mail-from-domain mail.{DOMAIN}"
                     " --behavior-on-mx-failure USE_DEFAULT_VALUE")
        self.assertEqual(self.save(), "PENDING")
        with subprocess.Popen(
                [os.environ["SESDOMAIN_CHECK"], f"--resolver={RESOLVER}",
                 "--timeout=5", "--wait=300", "--interval=1", "--rate=500",
                 self.setup],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                text=True) as check:
            self.assertTrue(self.await_look(check))
            tool("nsupdate", input=f"server {NS1[0]}\n{self.plan('nsupdate')}")
            # all servers have the records, and SES has yet to be asked
            self.await_look(check)
            self.assertTrue(self.await_look(check))
            self.assertEqual(self.save(), "SUCCESS")
            out, err = check.communicate(timeout=300)
        self.assertEqual(check.returncode, 0, out + err)
        for aspect in ("verification", "dkim", "mail_from"):
            self.assertIn(f"    {aspect}: on all servers, SES: success\n", out)
        self.assertEqual(self.plan("nsupdate").count("update"), 0)
        again = subprocess.run(
            [os.environ["SESDOMAIN_CHECK"], f"--resolver={RESOLVER}",
             "--timeout=5", self.setup], capture_output=True, text=True,
            timeout=200)
        self.assertEqual(again.returncode, 0, again.stdout)


if __name__ == "__main__":
    unittest.main()
