# SPDX-License-Identifier: MIT
"""Test that the AWS CLI accepts the batches, and that its output is read
correctly.

moto comes from PyPI, and the test takes a minute: it runs only with
CONFORMANCE=1, and SESDOMAIN_VENV is the directory made by venv.sh.
"""
import json
import os
import unittest

import aws
import program
import route53
import setups

DOMAIN = "anycompany.com"

# Settings that complete a plan if a document does not contain them.
TOKEN = {"verification_token": "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="}
MAIL_FROM = {"mail_from": f"own.{DOMAIN}"}


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Conformance(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.moto = cls.enterClassContext(aws.Moto())


class Route53(Conformance):

    zones = 0

    def create_zone(self, name):
        Route53.zones += 1
        made = json.loads(self.moto.aws(
            "route53", "create-hosted-zone", "--name", name,
            "--caller-reference", f"zone {Route53.zones}"))
        return made["HostedZone"]["Id"]

    def apply(self, zone, text):
        path = self.moto.file("batch.json", text)
        self.moto.aws("route53", "change-resource-record-sets",
                      "--hosted-zone-id", zone,
                      "--change-batch", f"file://{path}")

    def held(self, zone):
        """Return the records of the zone without its initial SOA and NS."""
        listed = json.loads(self.moto.aws(
            "route53", "list-resource-record-sets", "--hosted-zone-id", zone))
        return {(rrset["Name"], rrset["Type"]):
                (rrset["TTL"], sorted(record["Value"] for record
                                      in rrset["ResourceRecords"]))
                for rrset in listed["ResourceRecordSets"]
                if rrset["Type"] not in ("NS", "SOA")}

    def check(self, plan):
        texts = plan.documents("route53")
        zone = self.create_zone(plan.zone)
        for text in texts:
            self.apply(zone, text)
        held = self.held(zone)
        self.assertEqual(route53.comparable(held),
                         route53.wanted(plan.json))
        for text in texts:
            with self.assertRaisesRegex(aws.CliError, "already exists"):
                self.apply(zone, text)
        self.assertEqual(self.held(zone), held)
        return texts

    def test_examples(self):
        for plan in program.examples():
            with self.subTest(plan=plan):
                self.check(plan)

    def test_generated(self):
        for count in (1, 2, 5, 20, 50):
            plan = program.Plan(f"generated {count}",
                                setups.generate(f"moto{count}", count))
            with self.subTest(plan=plan):
                self.check(plan)

    def test_several_batches(self):
        plan = program.Plan("big", setups.generate("big", 250, tokens="all"))
        self.assertGreater(len(self.check(plan)), 1)


def values(plan, kind):
    """Return the names and rdata of the desired records of a type."""
    return sorted((name, rdata) for name, _, type_, rdata in plan.records
                  if type_ == kind)


class Ses(Conformance):
    """Responses of SES, in one account and region, one document each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run = cls.moto.aws
        cls.identity = run("ses", "verify-domain-identity", "--domain",
                           DOMAIN)
        cls.dkim = run("ses", "verify-domain-dkim", "--domain", DOMAIN)
        cls.created = run("sesv2", "create-email-identity",
                          "--email-identity", DOMAIN)
        run("ses", "set-identity-mail-from-domain", "--identity", DOMAIN,
            "--mail-from-domain", f"mail.{DOMAIN}",
            "--behavior-on-mx-failure", "RejectMessage")

    def plan(self, document, own=TOKEN | MAIL_FROM):
        """Return the plan for an instance with a document and further keys."""
        return program.Plan("aws", {"domain": DOMAIN, "instances": [{
            "account": "111122223333", "region": "us-east-1", **own,
            "aws": [json.loads(document)]}]})

    def readiness(self, plan):
        """Return the readiness of each aspect."""
        (instance,) = plan.json["instances"]
        return {aspect: state["ses"]
                for aspect, state in instance["readiness"].items()
                if state["ses"] != "unknown"}

    def attributes(self, aspect):
        return self.moto.aws("ses", f"get-identity-{aspect}-attributes",
                             "--identities", DOMAIN)

    def assert_dkim(self, plan, tokens):
        self.assertEqual(len(tokens), 3)
        self.assertEqual(values(plan, "CNAME"), sorted(
            (f"{token}._domainkey.{DOMAIN}.", f"{token}.dkim.amazonses.com.")
            for token in tokens))

    def test_verify_domain_identity(self):
        plan = self.plan(self.identity, MAIL_FROM)
        token = json.loads(self.identity)["VerificationToken"]
        self.assertIn((f"_amazonses.{DOMAIN}.", f'"{token}"'),
                      values(plan, "TXT"))

    def test_verify_domain_dkim(self):
        self.assert_dkim(self.plan(self.dkim),
                         json.loads(self.dkim)["DkimTokens"])

    def test_get_identity_verification_attributes(self):
        document = self.attributes("verification")
        plan = self.plan(document, MAIL_FROM)
        attributes = json.loads(document)["VerificationAttributes"][DOMAIN]
        self.assertIn((f"_amazonses.{DOMAIN}.",
                       f'"{attributes["VerificationToken"]}"'),
                      values(plan, "TXT"))
        self.assertEqual(self.readiness(plan), {"verification": "success"})

    def test_get_identity_dkim_attributes(self):
        document = self.attributes("dkim")
        plan = self.plan(document)
        self.assert_dkim(
            plan, json.loads(document)["DkimAttributes"][DOMAIN]["DkimTokens"])
        self.assertEqual(self.readiness(plan), {"dkim": "success"})

    def test_get_identity_mail_from_domain_attributes(self):
        plan = self.plan(self.attributes("mail-from-domain"), TOKEN)
        self.assertEqual(values(plan, "MX"), [(
            f"mail.{DOMAIN}.", "10 feedback-smtp.us-east-1.amazonses.com.")])
        self.assertEqual(self.readiness(plan), {"mail_from": "success"})

    def test_create_email_identity(self):
        self.assertEqual(self.readiness(self.plan(self.created)),
                         {"dkim": "not-started"})

    def test_get_email_identity(self):
        document = self.moto.aws("sesv2", "get-email-identity",
                                 "--email-identity", DOMAIN)
        self.assertEqual(self.readiness(self.plan(document)),
                         {"dkim": "not-started", "verification": "success"})

    def test_unrelated_json_is_refused(self):
        document = self.moto.aws("sts", "get-caller-identity")
        with self.assertRaisesRegex(program.Refused, "aws\\[0\\]"):
            self.plan(document).write("zone")


if __name__ == "__main__":
    unittest.main()
