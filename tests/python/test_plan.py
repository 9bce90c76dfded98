# SPDX-License-Identifier: MIT
"""Compare plans with results worked out by hand."""

import ctypes as c
import dataclasses
import json
import time
import unittest
import unittest.mock

import sesdomain
from sesdomain._lib import lib
from support import TROUBLED, by_setters

TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
DKIM = [letter * 32 for letter in "abc"]


def domain():
    made = sesdomain.Domain(
        "AnyCompany.com.",
        reference="é-1",
        zone="com",
        ttl=300,
        dmarc="v=DMARC1;p=none",
    )
    made.add_instance(
        "111122223333",
        "us-east-1",
        label="SES1",
        verification_token="amazonses:" + TOKEN,
        verification_status="success",
        dkim_tokens=DKIM,
        dkim_status="temporary-failure",
        dkim_signing=True,
        mail_from="mail.anycompany.com",
        mail_from_status="failed",
        on_mx_failure="reject-message",
        sandbox=False,
    )
    made.add_instance(
        "444455556666",
        "us-east-1",
        state="draining",
        mail_from="mail.anycompany.com",
    )
    return made


class Contents(unittest.TestCase):
    def setUp(self):
        self.plan = domain().plan()

    def test_plan(self):
        self.assertEqual(self.plan.domain, "anycompany.com")
        self.assertEqual(self.plan.zone, "com")
        self.assertEqual(self.plan.scenario, "single")
        self.assertEqual(self.plan.reference, "é-1")
        self.assertIs(self.plan.ready, False)
        self.assertIs(self.plan.has_changes, True)

    def test_instances(self):
        one, two = self.plan.instances
        self.assertEqual(one.label, "SES1")
        self.assertEqual(one.account, "111122223333")
        self.assertEqual(one.region, "us-east-1")
        self.assertEqual((one.state, two.state), ("active", "draining"))
        self.assertIs(one.ready, False)
        self.assertEqual(two.label, "444455556666/us-east-1")
        self.assertEqual(
            {a: dataclasses.astuple(r) for a, r in one.readiness.items()},
            {
                "verification": ("verified", "unknown", "success"),
                "dkim": ("at-risk", "unknown", "temporary-failure"),
                "mail_from": ("failed", "unknown", "failed"),
                "spf": ("unknown", "unknown", "unknown"),
                "dmarc": ("unknown", "unknown", "unknown"),
            },
        )
        self.assertEqual(two.readiness["dkim"].state, "not-used")

    def test_ready(self):
        made = sesdomain.Domain("anycompany.com")
        made.add_instance(
            "1",
            "us-east-1",
            dkim_tokens=DKIM,
            dkim_status="success",
            verification_status="success",
        )
        plan = made.plan()
        self.assertIs(plan.ready, True)
        self.assertIs(plan.instances[0].ready, True)

    def test_recordsets(self):
        self.assertEqual(
            [(rs.name, rs.type) for rs in self.plan.recordsets],
            [
                ("_amazonses.anycompany.com", "TXT"),
                ("_dmarc.anycompany.com", "TXT"),
                (DKIM[0] + "._domainkey.anycompany.com", "CNAME"),
                (DKIM[1] + "._domainkey.anycompany.com", "CNAME"),
                (DKIM[2] + "._domainkey.anycompany.com", "CNAME"),
                ("mail.anycompany.com", "MX"),
                ("mail.anycompany.com", "TXT"),
            ],
        )
        for rs in self.plan.recordsets:
            self.assertEqual((rs.ttl, rs.prior), (300, "unknown"))
            self.assertEqual(rs.todo, "add")
            self.assertEqual(len(rs.values), 1)
            self.assertEqual(rs.values[0].op, "add")

    def test_values(self):
        one, two = self.plan.instances
        values = [rs.values[0] for rs in self.plan.recordsets]
        self.assertEqual(
            [(v.purpose, v.text, v.rdata, v.instances) for v in values],
            [
                (
                    "verification",
                    TOKEN,
                    f'"{TOKEN}"',
                    (one,),
                ),
                ("dmarc", "v=DMARC1;p=none", '"v=DMARC1;p=none"', ()),
            ]
            + [
                (
                    "dkim",
                    token + ".dkim.amazonses.com",
                    token + ".dkim.amazonses.com.",
                    (one,),
                )
                for token in DKIM
            ]
            + [
                (
                    "mail-from",
                    "10 feedback-smtp.us-east-1.amazonses.com",
                    "10 feedback-smtp.us-east-1.amazonses.com.",
                    (one, two),
                ),
                (
                    "spf",
                    "v=spf1 include:amazonses.com ~all",
                    '"v=spf1 include:amazonses.com ~all"',
                    (one, two),
                ),
            ],
        )

    def test_withheld(self):
        self.assertEqual(self.plan.withheld, ())
        made = domain()
        made.add_record("mail.anycompany.com", "CNAME", "elsewhere.test.")
        plan = made.plan()
        self.assertEqual(
            [(rs.name, rs.type) for rs in plan.withheld],
            [("mail.anycompany.com", "MX"), ("mail.anycompany.com", "TXT")],
        )
        for rs in plan.withheld:
            self.assertIn(rs.finding, plan.findings)
            self.assertEqual(rs.finding.code, "cname-conflict")

    def test_nothing_changes(self):
        self.assertIs(sesdomain.Domain("a.test").plan().has_changes, False)
        self.assertIsNone(sesdomain.Domain("a.test").plan().reference)

    def test_findings(self):
        plan = by_setters(TROUBLED).plan()
        severities = [finding.severity for finding in plan.findings]
        order = ["error", "warning", "note"]
        self.assertEqual(severities, sorted(severities, key=order.index))
        found = {finding.code: finding for finding in plan.findings}
        one = found["receiving-across-regions"]
        self.assertEqual((one.severity, one.fix), ("error", "settings"))
        self.assertEqual(one.name, "anycompany.com")
        self.assertEqual([i.label for i in one.instances], ["one", "two"])
        self.assertIn("anycompany.com would receive mail at", one.message)
        self.assertIn("Receive in one region", one.hint)
        self.assertTrue(one.source.startswith("https://docs.aws.amazon.com/"))

    def test_it_cannot_be_changed(self):
        things = [
            self.plan.instances[0],
            self.plan.instances[0].readiness["dkim"],
            self.plan.recordsets[0],
            self.plan.recordsets[0].values[0],
            by_setters(TROUBLED).plan().findings[0],
        ]
        for thing in things:
            name = dataclasses.fields(thing)[0].name
            with self.assertRaises(dataclasses.FrozenInstanceError):
                setattr(thing, name, "x")
            self.assertIn(thing, {thing})
        with self.assertRaises(TypeError):
            self.plan.instances[0].readiness["dkim"] = None

    def test_it_does_not_follow_the_settings(self):
        made = domain()
        plan = made.plan()
        made.add_instance("5", "eu-west-1")
        self.assertEqual(len(plan.instances), 2)
        self.assertEqual(len(made.plan().instances), 3)

    def test_each_object_has_all_its_fields(self):
        """_make() does not check them."""
        plan = by_setters(TROUBLED).plan()
        parts = [*plan.instances, *plan.recordsets, *plan.findings,
                 *plan.steps, *plan.questions, *plan.withheld]  # fmt: skip
        seen = set()
        while parts:
            part = parts.pop()
            if isinstance(part, (tuple, list)):
                parts += part
            elif isinstance(part, dict):
                parts += part.values()
            elif dataclasses.is_dataclass(part):
                seen.add(type(part).__name__)
                fields = {field.name for field in dataclasses.fields(part)}
                self.assertEqual(set(vars(part)), fields)
                parts += vars(part).values()
        self.assertGreaterEqual(len(seen), 8)

    def test_reading_costs_little(self):
        """All objects, as processor time beside the json format."""
        made = domain()

        def objects():
            plan = made.plan()
            return (plan.instances, plan.recordsets, plan.findings,
                    plan.questions, plan.withheld)  # fmt: skip

        def document():
            return json.loads(made.plan().text("json"))

        def cost(work):
            began = time.process_time()
            for _ in range(100):
                work()
            return time.process_time() - began

        pairs = [(cost(objects), cost(document)) for _ in range(7)]
        ratio = sorted(one / other for one, other in pairs)[3]
        self.assertLess(ratio, 3)


class Newer(unittest.TestCase):
    """A library that is newer than this package returns unknown
    enumerators."""

    def patch(self, name, function):
        patch = unittest.mock.patch.object(lib, name, function)
        patch.start()
        self.addCleanup(patch.stop)

    def test_numbers_without_words(self):
        self.patch("plan_scenario", lambda *_: 4711)
        plan = by_setters(TROUBLED).plan()
        self.assertEqual(plan.scenario, 4711)

    def test_words_that_are_new(self):
        """They come from the library, not from a table of this package."""
        content = domain().plan().text("json").replace('"published"', '"new"')
        content = content.replace('"CNAME"', '"TYPE4711"')
        content = content.replace('"dkim", "text"', '"newer", "text"')
        with unittest.mock.patch.object(
            sesdomain.Plan, "text", lambda *_: content
        ):
            plan = domain().plan()
            newer = [v for rs in plan.recordsets for v in rs.values
                     if v.purpose == "newer"]
            self.assertEqual(len(newer), 3)
            self.assertIn("TYPE4711", {rs.type for rs in plan.recordsets})


if __name__ == "__main__":
    unittest.main()
