# SPDX-License-Identifier: MIT
"""Test that CloudFormation's linter accepts the templates, and that they
describe the record sets of the plan."""
import json
import os
import unittest

import yaml

import aws
import route53
import states


def read(text):
    """Return the sets of a template."""
    template = yaml.safe_load(text)
    group, = template["Resources"].values()
    assert group["Type"] == "AWS::Route53::RecordSetGroup"
    rows = []
    for rrset in group["Properties"]["RecordSets"]:
        kind, ttl = rrset["Type"], rrset["TTL"]
        assert isinstance(ttl, str) and rrset["Name"].endswith(".")
        for value in rrset["ResourceRecords"]:
            assert len(value) <= 4000
            assert route53.SHAPES[kind].fullmatch(value), value
            strings = route53.strings(value) if kind == "TXT" else [""]
            assert all(len(string) <= 255 for string in strings)
            rows.append((rrset["Name"], kind, int(ttl), b"".join(strings)
                         if kind == "TXT" else
                         states.comparable(kind, value)))
    return states.gather(rows)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class CloudFormation(states.Refusals, unittest.TestCase):

    form = "cloudformation"
    careful = True  # CloudFormation creates sets, and fails if one exists

    def setUp(self):
        self.directory = states.Directory(self)

    def check(self, *documents):
        """Check templates with the linter, and compare their sets with the
        plan."""
        paths = []
        for number, document in enumerate(documents):
            text = states.write(document, self.form)
            self.assertEqual(read(text), states.wanted(document))
            paths.append(self.directory.file(f"{number}.yaml", text))
        states.run(states.VENV / "bin/cfn-lint", "--regions", "us-east-1",
                   "--template", *paths, env={**os.environ, "HOME":
                                              str(self.directory.path)})

    def test_zone_in_use(self):
        by_id = {**states.setup(), "options": {
            "cloudformation.zone": "Z0123456789ABC"}}
        self.check(states.setup(), by_id)
        self.assertIn("HostedZoneId: 'Z0123456789ABC'",
                      states.write(by_id, self.form))

    def test_hostile_texts(self):
        taken = [text for text in states.TEXTS
                 if states.takes(text, self.form)]
        refused = set(states.TEXTS) - set(taken)
        self.assertIn(b"{{resolve:ssm:x}}", refused)
        self.assertTrue(all(len(text) > 300 for text in
                            refused - {b"{{resolve:ssm:x}}"}))
        self.assertLessEqual(len(refused), 4)
        document = states.setup(states.texts_at(taken))
        self.assertEqual(read(states.write(document, self.form)),
                         states.wanted(document))
        # the linter counts the characters of an escape, and takes '\\"' for an
        # end
        self.check(states.setup(states.texts_at(
            text for text in taken
            if text and text.isascii() and text.decode().isprintable() and
            b'"' not in text)))

    def test_hostile_settings(self):
        self.check(*map(states.hostile, states.POLICIES))

    def test_hostile_ids(self):
        self.check(*(states.setup(id=mark) for mark in states.MARKS[::8]))
        for mark in states.MARKS:
            document = states.setup(id=mark)
            self.assertEqual(read(states.write(document, self.form)),
                             states.wanted(document))

    def test_existing_sets_are_marked(self):
        text = states.write(states.setup(), self.form)
        self.assertIn("CloudFormation does not adopt a set", text)
        self.assertEqual(text.count("# exists\n"),
                         len(states.existing(states.setup())))

    def test_sets_of_400(self):
        tokens = [b"%d" % number for number in range(398)]
        self.check(states.setup(states.texts_at(tokens[1:])))
        self.assert_refused(states.setup(states.texts_at(tokens)),
                            "400 records")


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Stack(unittest.TestCase):
    """Stacks that the AWS CLI creates with moto in a zone in use."""

    @classmethod
    def setUpClass(cls):
        cls.moto = cls.enterClassContext(aws.Moto())

    def listed(self):
        answer = json.loads(self.moto.aws(
            "route53", "list-resource-record-sets", "--hosted-zone-id",
            self.zone))
        return states.gather(
            (rrset["Name"].replace("\\052", "*"), rrset["Type"],
             rrset["TTL"], b"".join(route53.strings(record["Value"]))
             if rrset["Type"] == "TXT" else
             states.comparable(rrset["Type"], record["Value"]))
            for rrset in answer["ResourceRecordSets"]
            if rrset["Type"] not in ("NS", "SOA")
            for record in rrset["ResourceRecords"])

    def fill(self, document, but):
        """Create the existing records in the hosted zone, except some sets."""
        sets = {}
        for record in document["existing"]:
            key = record["name"] + ".", record["type"]
            if record["type"] not in ("NS", "SOA") and key not in but:
                sets.setdefault(key, []).append(record)
        path = self.moto.file("zone.json", json.dumps({"Changes": [
            {"Action": "CREATE", "ResourceRecordSet": {
                "Name": name, "Type": kind, "TTL": records[0]["ttl"],
                "ResourceRecords": [{"Value": record["rdata"]}
                                    for record in records]}}
            for (name, kind), records in sets.items()]}))
        self.moto.aws("route53", "change-resource-record-sets",
                      "--hosted-zone-id", self.zone,
                      "--change-batch", f"file://{path}")

    def test_zone_in_use(self):
        document = states.setup()
        self.zone = json.loads(self.moto.aws(
            "route53", "create-hosted-zone", "--name", states.ZONE,
            "--caller-reference", "x"))["HostedZone"]["Id"]
        # a stack adopts no record set, so its sets are deleted first
        self.fill(document, {(f"{name}.", kind) for name, kind, _
                             in states.wanted(document)})
        self.assertGreaterEqual(len(self.listed()), 20)
        template = self.moto.file("ses.yaml",
                                  states.write(document, "cloudformation"))
        self.moto.aws("cloudformation", "create-stack", "--stack-name", "ses",
                      "--template-body", f"file://{template}")
        after = self.listed()
        self.assertEqual(after, states.after(document))
        for name, foreign in (("_amazonses", states.FOREIGN),
                              ("_dmarc", states.DMARC)):
            self.assertIn(states.comparable("TXT", foreign),
                          after[states.whole(name), "TXT", 600])


if __name__ == "__main__":
    unittest.main()
