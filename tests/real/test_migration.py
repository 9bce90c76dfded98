# SPDX-License-Identifier: MIT
"""Test the migration of a domain from one SES instance to another on BIND:
lookups and readiness at each step, and the records of the zone at every
moment.

Each update makes a new version of the zone. The journal has all versions, and
IXFR (RFC 1995) transfers them.
"""
import copy
import json
import unittest

import changes
import lookups
import program
import whole_zone
import wire
from process import ADDRESS

ZONE = "anycompany.com"
OTHERS = f"""\
{ZONE}. 300 IN MX 10 mx.example.net.
{ZONE}. 300 IN TXT "v=spf1 mx -all"
_amazonses.{ZONE}. 300 IN TXT "of another account"
"""
SPF = '"v=spf1 include:amazonses.com ~all"'
HOST = "10 feedback-smtp.{}.amazonses.com."


def example():
    """Return the setup with an instance in each of two regions."""
    path = program.SOURCE / "examples/data/cross-region/setup.json"
    return json.loads(path.read_text("utf-8"))


class Migration(unittest.TestCase):

    way = changes.Bind()

    def setUp(self):
        self.setup = example()
        self.ses1, self.ses2 = copy.deepcopy(self.setup["instances"])
        self.server = self.enterContext(self.way.serve(
            {ZONE: whole_zone.text(ZONE) + OTHERS}))
        self.first = self.held()

    # ---- steps ----

    def held(self):
        return self.way.held(self.server, ZONE)

    def set_instances(self, *instances):
        """Set the instances and return the document and the plan."""
        self.setup["instances"] = list(instances)
        path = self.server.file("now", self.way.read(self.server, ZONE))
        document = changes.Document(self.setup, path)
        return document, document.plan()

    def apply(self, document):
        """Apply the plan, which makes exactly one new version of the zone."""
        before = self.serial()
        text = document.write("nsupdate", "-o",
                              f"nsupdate.server={ADDRESS}#{self.server.port}")
        outcome, said = self.way.apply(self.server, ZONE, text)
        self.assertEqual(outcome, 0, said)
        self.assertEqual(self.serial(), before + 1)

    def verified(self, instance):
        """Set all statuses of an instance to success."""
        for aspect in ("dkim", "mail_from"):
            instance[f"{aspect}_status"] = "success"
        instance["verification_status"] = "success"

    # ---- checks ----

    def serial(self):
        ((*_, rdata),) = self.server.query(ZONE, "SOA")
        return int(rdata.split()[2])

    def versions(self):
        """Return all versions of the zone since it was loaded, each a set of
        (name, type, rdata)."""
        rows = [(name, kind, rdata) for name, _, kind, rdata in
                self.server.dig(f"{ZONE}.", "IXFR=1")]
        there = {(name, kind, rdata) for name, _, kind, rdata in
                 self.server.transfer()}
        if len(rows) == 1:
            return [there]
        versions = [there]
        parts = []  # each begins with a SOA: removed records, added records
        for row in rows[1:-1]:
            if row[1] == "SOA":
                parts.append(set())
            parts[-1].add(row)
        for gone, came in reversed(list(zip(parts[::2], parts[1::2]))):
            self.assertLessEqual(came, versions[0])
            versions.insert(0, versions[0] - came | gone)
        self.assertEqual(len(versions), self.serial())
        return versions

    def assert_mail_from(self, name, hosts):
        """Check that the MX of a MAIL FROM domain had these values, in this
        order, and that there was always exactly one SPF record with it."""
        seen = []
        for version in self.versions():
            mx = [rdata for owner, kind, rdata in version
                  if (owner, kind) == (f"{name}.", "MX")]
            spf = [rdata for owner, kind, rdata in version
                   if (owner, kind) == (f"{name}.", "TXT")]
            self.assertLessEqual(len(mx), 1)
            self.assertEqual(spf, [SPF] * len(mx))
            host = mx[0] if mx else None
            if seen[-1:] != [host]:
                seen.append(host)
        self.assertEqual(seen, hosts)

    def assert_states(self, plan, label, state, **others):
        """Check the state of all aspects that an instance uses."""
        (instance,) = [i for i in plan["instances"] if i["label"] == label]
        states = {aspect: readiness["state"] for aspect, readiness
                  in instance["readiness"].items()}
        self.assertEqual(states, {
            "verification": state, "dkim": state, "mail_from": state,
            "spf": "missing" if state == "missing" else "published",
            "dmarc": "published", **others})

    def failures(self, document):
        """Return the questions of the dig format that have unexpected
        answers."""
        return set(lookups.failures(lookups.parse(document.write(
            "dig", "-o", f"dig.server={ADDRESS}#{self.server.port}"))))

    def questions(self, plan, op):
        return {(rrset["name"] + ".", rrset["type"])
                for rrset in plan["recordsets"]
                if any(value["op"] == op for value in rrset["records"])}

    def assert_done(self, document):
        self.assertEqual(document.drift(), ("", True))
        self.assertEqual(document.execute("diff", "-e").returncode, 0)
        self.assertEqual(self.failures(document), set())

    # ---- migrations ----

    def test_to_another_region(self):
        self.begin_alone()
        self.add_another()
        self.keep_while_unverified()
        self.drain()
        self.retire()
        # the remaining records are those of a plan for SES2 alone
        _, plan = self.set_instances(self.ses2)
        self.assertEqual(self.held(), self.first | wire.ops(plan, "keep"))
        self.assert_mail_from(f"mail-us.{ZONE}",
                              [None, HOST.format("us-east-1"), None])
        self.assert_mail_from(f"mail-eu.{ZONE}",
                              [None, HOST.format("eu-west-1")])

    def begin_alone(self):
        document, plan = self.set_instances(self.ses1)
        self.assertEqual(plan["scenario"], "single")
        self.assert_states(plan, "SES1", "missing", dmarc="missing")
        self.assertEqual(self.failures(document), self.questions(plan, "add"))
        self.apply(document)
        document, plan = self.set_instances(self.ses1)
        self.assert_states(plan, "SES1", "published")
        self.assertFalse(plan["ready"])
        self.verified(self.ses1)
        document, plan = self.set_instances(self.ses1)
        self.assert_states(plan, "SES1", "verified")
        self.assertTrue(plan["ready"])
        self.assert_done(document)

    def add_another(self):
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assertEqual(plan["scenario"], "cross-region")
        self.assert_states(plan, "SES1", "verified")
        self.assert_states(plan, "SES2", "missing")
        self.assertFalse(plan["ready"])
        self.assertEqual(wire.ops(plan, "remove"), set())
        self.assertEqual(self.failures(document), self.questions(plan, "add"))
        self.apply(document)
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assert_states(plan, "SES1", "verified")
        self.assert_states(plan, "SES2", "published")
        self.assert_done(document)

    def keep_while_unverified(self):
        """The records of SES1 are kept while SES2 is not verified."""
        self.ses1["state"] = "retired"
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assertIn("removal-deferred",
                      [finding["code"] for finding in plan["findings"]])
        self.assert_done(document)
        self.verified(self.ses2)

    def drain(self):
        """A draining instance keeps all its records."""
        self.ses1["state"] = "draining"
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assertTrue(plan["ready"])
        self.assert_states(plan, "SES2", "verified")
        self.assertEqual(wire.ops(plan, "add") | wire.ops(plan, "remove"),
                         set())
        self.assertIn((f"mail-us.{ZONE}.", "MX"),
                      self.questions(plan, "keep"))
        self.assert_done(document)

    def retire(self):
        self.ses1["state"] = "retired"
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assertTrue(plan["ready"])
        self.assertEqual(wire.ops(plan, "add"), set())
        self.assertEqual(self.failures(document),
                         self.questions(plan, "remove"))
        self.apply(document)
        self.assert_done(self.set_instances(self.ses1, self.ses2)[0])
        document, plan = self.set_instances(self.ses2)
        self.assert_states(plan, "SES2", "verified")
        self.assertTrue(plan["ready"])
        self.assert_done(document)

    def test_with_the_mail_from_name(self):
        name = f"mail.{ZONE}"
        for instance in (self.ses1, self.ses2):
            instance["mail_from"] = name
        self.verified(self.ses1)
        self.apply(self.set_instances(self.ses1)[0])
        at_name = {one for one in self.held() if str(one.name) == f"{name}."}
        self.assertEqual(len(at_name), 2)

        # while SES1 sends or drains, the name belongs to SES1
        for state in ("active", "draining"):
            self.ses1["state"] = state
            document, plan = self.set_instances(self.ses1, self.ses2)
            self.assertIn("name-in-use",
                          [finding["code"] for finding in plan["findings"]])
            self.assertFalse({rrset["todo"] for rrset in plan["recordsets"]
                              if rrset["name"] == name} - {"none"})
            if document.write("nsupdate"):
                self.apply(document)
            self.assertLessEqual(at_name, self.held())

        # then it belongs to SES2, without a gap
        self.ses1["state"] = "retired"
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assertEqual(
            {(rrset["name"], rrset["type"]): rrset["todo"]
             for rrset in plan["recordsets"]
             if rrset["todo"] != "none"}, {(name, "MX"): "replace"})
        self.apply(document)
        self.verified(self.ses2)
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.apply(document)
        document, plan = self.set_instances(self.ses1, self.ses2)
        self.assert_done(document)
        document, plan = self.set_instances(self.ses2)
        self.assertEqual(self.held(), self.first | wire.ops(plan, "keep"))
        self.assert_mail_from(name, [None, HOST.format("us-east-1"),
                                     HOST.format("eu-west-1")])


if __name__ == "__main__":
    unittest.main()
