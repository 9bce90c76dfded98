# SPDX-License-Identifier: MIT
"""Test that a domain has the same plan in each of the four ways to load it."""

import copy
import dataclasses
import json
import re
import unittest

import sesdomain
from accessors import content_of
from setups import FULL
from support import EXAMPLES, SOURCE, TROUBLED, as_dict, by_setters, from_aws
from support import findings_of, instances_of, read, sets_of

FORMATS = ("json", "zone", "dig", "route53")
V1 = (
    "verify-domain-identity",
    "verify-domain-dkim",
    "get-identity-verification-attributes",
    "get-identity-dkim-attributes",
    "get-identity-mail-from-domain-attributes",
)
V2 = ("get-email-identity",)
CHECKED = 1795166411  # 2026-11-20T09:20:11Z, in each V2


def without_look(plan):
    """Return the instances by label, without SES's last look at DNS: only V2
    reports it, and the keys of an instance in a setup do not."""
    look = dict.fromkeys(("ses_checked", "ses_succeeded", "ses_serial"))
    return {
        label: dataclasses.replace(instance, **look)
        for label, instance in instances_of(plan).items()
    }


def objects_of(plan):
    """Return the fields of the objects of a plan."""
    def labels(of):
        return {**vars(of), "instances": [i.label for i in of.instances]}

    names = ("reference", "domain", "zone", "scenario", "ready", "has_changes")
    return {
        **{name: getattr(plan, name) for name in names},
        "instances": [
            {**vars(i),
             "readiness": {k: vars(r) for k, r in i.readiness.items()}}
            for i in plan.instances
        ],
        "recordsets": [
            {**vars(rs), "values": [labels(v) for v in rs.values]}
            for rs in plan.recordsets
        ],
        "withheld": [
            {**vars(w), "finding": w.finding and plan.findings.index(w.finding)}
            for w in plan.withheld
        ],
        "findings": [labels(f) for f in plan.findings],
        "questions": [vars(q) for q in plan.questions],
    }


def json_of(content):
    """Return what the json format makes of the fields of a plan."""
    def record(value):
        shown = type(value["text"]) is str and not re.search(
            "[\0-\x1f\x7f-\x9f]", value["text"])
        return {k: v for k, v in value.items() if k != "text" or shown}

    questions = {}
    for q in content["questions"]:
        questions.setdefault((q["name"], q["scope"]), []).append(q["type"])
    return {
        "version": 1,
        **content,
        "recordsets": [
            {**{k: v for k, v in rs.items() if k != "values"},
             "records": [record(value) for value in rs["values"]]}
            for rs in content["recordsets"]
        ],
        "questions": [
            {"name": name, "scope": scope,
             "types": None if types == [None] else types}
            for (name, scope), types in questions.items()
        ],
    }


class Ways(unittest.TestCase):
    def assert_same(self, plan, other):
        for name in FORMATS:
            self.assertEqual(
                list(plan.documents(name)), list(other.documents(name)), name
            )

    def test_there_are_examples(self):
        names = [example.name for example in EXAMPLES]
        for name in ("cross-region", "one-account", "same-region"):
            self.assertIn(name, names)

    def test_values_of_two_instances(self):
        """Compare (values, sets) of each purpose."""
        shared = {"verification": (2, 1), "dkim": (6, 6), "dmarc": (1, 1)}
        for name, mail_from in (
            ("cross-region", 2),
            ("one-account", 2),
            ("same-region", 1),
        ):
            (example,) = [e for e in EXAMPLES if e.name == name]
            plan = sesdomain.Domain.from_setup(read(example)).plan()
            self.assertEqual(plan.scenario, name)
            counts = {}
            for rs in plan.recordsets:
                (purpose,) = {value.purpose for value in rs.values}
                values, sets = counts.get(purpose, (0, 0))
                counts[purpose] = values + len(rs.values), sets + 1
            apart = dict.fromkeys(("mail-from", "spf"), (mail_from,) * 2)
            self.assertEqual(counts, shared | apart)

    def test_setup_as_text_octets_or_objects(self):
        for example in EXAMPLES:
            with self.subTest(example.name):
                path = example / "setup.json"
                plan = sesdomain.Domain.from_setup(path.read_text()).plan()
                self.assertGreater(len(plan.recordsets), 0)
                for other in (path.read_bytes(), read(example)):
                    self.assert_same(
                        plan, sesdomain.Domain.from_setup(other).plan()
                    )

    def test_setters(self):
        for example in EXAMPLES:
            with self.subTest(example.name):
                setup = read(example)
                self.assert_same(
                    sesdomain.Domain.from_setup(setup).plan(),
                    by_setters(setup).plan(),
                )

    def test_setters_of_every_key(self):
        setup = copy.deepcopy(FULL)
        del setup["instances"][0]["aws"]
        setup["existing"].append({"name": "a.test", "nonexistent": True})
        # each way has its own test
        setup["existing"] = [r for r in setup["existing"] if "failed" not in r]
        for key in ("identities", "ignored", "existing_authoritative"):
            del setup[key]
        setup["existing_complete"] = True
        domain = sesdomain.Domain.from_setup(setup)
        plan, other = domain.plan(), by_setters(setup).plan()
        self.assertEqual(as_dict(plan), as_dict(other))
        self.assertEqual(plan.questions, other.questions)

    def test_v1_outputs_in_any_order(self):
        for example in EXAMPLES:
            plan = sesdomain.Domain.from_setup(read(example)).plan()
            orders = [V1[i:] + V1[:i] for i in range(len(V1))]
            for order in orders + [V1[::-1]]:
                with self.subTest(example.name, order=order):
                    self.assert_same(plan, from_aws(example, order).plan())

    def test_v2_output(self):
        for example in EXAMPLES:
            with self.subTest(example.name):
                plan = sesdomain.Domain.from_setup(read(example)).plan()
                v2 = from_aws(example, V2).plan()
                # SES v2 issues no token, but reports the same otherwise
                tokens = {
                    rs.name
                    for rs in plan.recordsets
                    for value in rs.values
                    if value.purpose == "verification"
                }
                self.assertEqual(len(tokens), 1)
                self.assertEqual(
                    {s for s in sets_of(plan) if s[0] not in tokens},
                    sets_of(v2),
                )
                self.assertLessEqual(findings_of(plan), findings_of(v2))
                looks = [i.ses_checked for i in v2.instances]
                self.assertEqual(looks, [CHECKED] * len(looks))
                self.assertEqual(without_look(plan), without_look(v2))

    def test_v2_output_of_a_look_at_dns(self):
        domain = sesdomain.Domain("anycompany.com")
        seen = {
            "LastCheckedTimestamp": "2026-11-20T09:20:11Z",
            "LastSuccessTimestamp": "2026-11-20T09:20:10Z",
            "SOARecord": {"SerialNumber": 0},
        }
        for account, info in (("1", seen), ("2", {})):
            output = {"IdentityType": "DOMAIN", "VerificationInfo": info}
            instance = domain.add_instance(account, "us-east-1")
            instance.load_aws(json.dumps(output))
        plan = domain.plan()
        self.assertEqual(
            [
                (i.ses_checked, i.ses_succeeded, i.ses_serial)
                for i in plan.instances
            ],
            [(CHECKED, CHECKED - 1, 0), (None, None, None)],
        )
        self.assert_accessors(plan)

    def test_v2_output_within_a_setup(self):
        for example in EXAMPLES:
            with self.subTest(example.name):
                text = (example / "setup-from-aws.json").read_bytes()
                plan = sesdomain.Domain.from_setup(text).plan()
                v2 = from_aws(example, V2).plan()
                self.assert_same(plan, v2)
                self.assertEqual(instances_of(plan), instances_of(v2))
                self.assert_accessors(plan)

    def test_objects_say_what_the_accessors_say(self):
        golden = (SOURCE / "tests/golden").glob("*/setup.json")
        for path in [*golden, *(e / "setup.json" for e in EXAMPLES)]:
            domain = sesdomain.Domain.from_setup(path.read_bytes())
            if (path.parent / "existing.zone").exists():
                domain.load_existing(
                    (path.parent / "existing.zone").read_bytes()
                )
            with self.subTest(path.parent.name), domain.plan() as plan:
                self.assert_accessors(plan)
        self.assert_accessors(sesdomain.Domain.from_setup(TROUBLED).plan())

    def test_objects_of_foreign_octets(self):
        domain = sesdomain.Domain("anycompany.com")
        domain.add_instance("1", "us-east-1", verification_token="x")
        for i, text in enumerate(('"\\000"', '"\\255"', '"a\\010b"', '"é"')):
            domain.add_record(
                "_amazonses.anycompany.com", "TXT", text, id=f"r{i}"
            )
        plan = domain.plan()
        self.assertIn(b"\xff", [v.text for v in plan.recordsets[0].values])
        self.assert_accessors(plan)

    def assert_accessors(self, plan):
        """The objects and the json format have what the accessors return.
        The steps have no accessors."""
        content = content_of(plan)
        self.assertEqual(content, objects_of(plan))
        said = json.loads(plan.text("json"))
        self.assertEqual(said.pop("steps"), as_dict(plan)["steps"])
        self.assertEqual(said, json_of(content))

    def test_reference(self):
        setup = {**read(EXAMPLES[0]), "reference": "ticket-4711"}
        self.assert_accessors(sesdomain.Domain.from_setup(setup).plan())

    def test_json_has_each_member_once(self):
        """No key is a method of a dict: Jinja would find that first."""
        def walk(value):
            for part in value.values() if type(value) is dict else value:
                if type(part) in (dict, list):
                    yield from walk(part)
            if type(value) is dict:
                yield from value

        plan = sesdomain.Domain.from_setup(TROUBLED).plan()
        keys = set(walk(json.loads(plan.text("json"))))
        self.assertIn("records", keys)
        self.assertEqual({key for key in keys if hasattr(dict, key)}, set())


class Data(unittest.TestCase):
    def test_every_example_has_every_file(self):
        for example in EXAMPLES:
            for given in read(example)["instances"]:
                for name in V1 + V2:
                    path = example / given["label"] / (name + ".json")
                    self.assertTrue(path.is_file(), path)

    def test_no_file_is_left_out(self):
        known = {name + ".json" for name in V1 + V2}
        data = SOURCE / "examples/data"
        self.assertEqual({path.name for path in data.glob("*/*/*")}, known)

@unittest.skipUnless(sesdomain.has_feature("idn"), "built without libidn2")
class Spellings(unittest.TestCase):
    """A name is the same in each spelling, in every key that takes one: if it
    were not, what exists would be lost."""

    NAME = "m.xn--bcher-kva.example"
    OTHERS = ("m.b\u00fccher.example", "M.B\u00dcCHER.Example.",
              "m.bu\u0308cher.example", "M.XN--BCHER-KVA.EXAMPLE.")
    DOMAIN = "xn--bcher-kva.example"
    POLICY = {"name": NAME, "type": "TXT", "rdata": '"v=DMARC1; p=reject"'}

    def plan(self, keys, instance):
        setup = {"domain": self.DOMAIN, "instances": [
            {"account": "1", "region": "us-east-1", **instance}], **keys}
        plan = sesdomain.Domain.from_setup(json.dumps(setup)).plan()
        return [plan.text(format) for format in ("json", "text", "steps")]

    def test_every_key(self):
        existing, mail = "existing", {"mail_from": self.NAME}
        for title, made in {
            "domain": lambda n: ({"domain": n}, {}),
            "zone": lambda n: ({"domain": "a." + self.NAME, "zone": n}, {}),
            "from_domains": lambda n: ({"from_domains": [n]}, {}),
            "identities": lambda n: ({"identities": [n]}, {}),
            "mail_from": lambda n: ({}, {"mail_from": n}),
            "receiving": lambda n: ({}, {"receiving": n}),
            "tracking": lambda n: ({}, {"tracking": n}),
            "feedback_host": lambda n: ({}, {**mail, "feedback_host": n}),
            "dkim_hosted_zone": lambda n: (
                {}, {"dkim_tokens": ["a", "b", "c"], "dkim_hosted_zone": n}),
            "owner name": lambda n: ({existing: [
                {"name": n, "type": "MX", "rdata": "1 x.example."}],
                "existing_complete": True}, mail),
            "owner of a policy": lambda n: ({existing: [
                {**self.POLICY, "name": "_dmarc" + n[1:]}],
                "existing_complete": True, "dmarc": "v=DMARC1; p=none"}, {}),
            "target of a CNAME": lambda n: ({existing: [self.POLICY, {
                "name": "_dmarc." + self.DOMAIN, "type": "CNAME",
                "rdata": n.rstrip(".") + "."}]}, {}),
            "target of an MX": lambda n: ({existing: [{
                "name": self.NAME, "type": "MX",
                "rdata": f"10 {n.rstrip('.')}."}]}, mail),
        }.items():
            expected = self.plan(*made(self.NAME))
            for name in self.OTHERS:
                with self.subTest(title, name=name):
                    self.assertEqual(self.plan(*made(name)), expected)


if __name__ == "__main__":
    unittest.main()
