# SPDX-License-Identifier: MIT
"""Test that a plan does not depend on the order of the instances."""

import itertools
import random
import unittest
from collections import Counter

from setups import KEY
from support import EXAMPLES, TROUBLED, by_setters, findings_of
from support import instances_of, read, sets_of

KEYS = (None, KEY)
REGIONS = ("us-east-1", "eu-west-1", "eu-west-3", "xx-nowhere-1")
ACCOUNTS = ("111122223333", "444455556666")
TOKENS = ("same", "other", "iugypehmxkftitwkbcct7y5gacnc53by")
NAMES = ("anycompany.com", "a.anycompany.com", "b.anycompany.com", "c.test")

RECORDS = (
    ("TXT", '"same"'),
    ("TXT", '"v=spf1 include:amazonses.com ~all"'),
    ("TXT", '"v=spf1 ip4:192.0.2.1 -all"'),
    ("TXT", '"v=DMARC1; p=reject; adkim=s"'),
    ("MX", "10 feedback-smtp.us-east-1.amazonses.com."),
    ("MX", "20 mx.test."),
    ("CNAME", "same.dkim.amazonses.com."),
    ("NS", "ns.test."),
)
OWNERS = NAMES[:3] + tuple(
    label + ".anycompany.com"
    for label in ("_amazonses", "_dmarc", "same._domainkey", "s._domainkey")
)


def said(plan):
    return (
        plan.scenario,
        plan.ready,
        instances_of(plan),
        sets_of(plan),
        findings_of(plan),
        set(plan.questions),
    )


def any_instance(rng, label):
    """Return a random instance that may conflict with others."""
    given = {
        "label": label,
        "account": rng.choice(ACCOUNTS),
        "region": rng.choice(REGIONS),
        "state": rng.choice(("active", "active", "draining", "retired")),
        "verification_status": rng.choice(("pending", "success", "failed")),
        "dkim_tokens": rng.sample(TOKENS, rng.randint(0, 3)),
        "dkim_hosted_zone": rng.choice((None, "a.test", "b.test")),
        "dkim_status": rng.choice(("pending", "success")),
        "mail_from": rng.choice(NAMES + (None,)),
        "on_mx_failure": rng.choice(("reject-message", None)),
    }
    for key in ("receiving", "tracking"):
        given[key] = rng.choice(NAMES + (None,) * 4)
    if rng.random() < 0.2:
        given["dkim_origin"] = "AWS_SES_US_EAST_1"
    if rng.random() < 0.2:
        given["dkim_keys"] = [{"selector": "s", "public_key": rng.choice(KEYS)}]
    if rng.random() < 0.6:
        given["verification_token"] = rng.choice(TOKENS)
    return given


def any_setup(rng):
    setup = {
        "domain": "anycompany.com",
        "instances": [any_instance(rng, f"i{n}") for n in range(4)],
    }
    if rng.random() < 0.3:
        setup["shared_mail_from_region"] = rng.choice(REGIONS)
    if rng.random() < 0.3:
        setup["options"] = {"plan.mail-from": "propose"}
    if rng.random() < 0.3:
        setup["dmarc"] = "v=DMARC1; p=none"
    if rng.random() < 0.5:
        records = [
            (rng.choice(OWNERS), *rng.choice(RECORDS))
            for _ in range(rng.randint(1, 6))
        ]
        setup["existing"] = [
            {"name": name, "type": type, "rdata": rdata}
            for name, type, rdata in records
        ]
        setup["existing_complete"] = rng.random() < 0.5
    if rng.random() < 0.3:
        setup["from_domains"] = rng.sample(NAMES[:3], 2)
    return setup


class Order(unittest.TestCase):
    def check(self, setup):
        plan = by_setters(setup).plan()
        expected = said(plan)
        for order in itertools.permutations(setup["instances"]):
            other = by_setters({**setup, "instances": order}).plan()
            self.assertEqual(
                [instance.label for instance in other.instances],
                [given["label"] for given in order],
            )
            self.assertEqual(said(other), expected)
        return plan

    def test_examples(self):
        for example in EXAMPLES:
            with self.subTest(example.name):
                self.check(read(example))

    def test_troubled(self):
        plan = self.check(TROUBLED)
        self.assertGreater(len({f.code for f in plan.findings}), 8)

    def test_any(self):
        codes, scenarios = set(), set()
        for seed in range(150):
            with self.subTest(seed=seed):
                plan = self.check(any_setup(random.Random(seed)))
                codes.update(finding.code for finding in plan.findings)
                scenarios.add(plan.scenario)
        # the random setups must vary
        self.assertGreater(len(codes), 15)
        self.assertGreater(len(scenarios), 4)

    def test_no_duplicates(self):
        twice = {}
        for seed in range(150):
            plan = by_setters(any_setup(random.Random(seed))).plan()
            self.assertEqual(len(sets_of(plan)), len(plan.recordsets))
            said = Counter((f.code, f.name, f.message) for f in plan.findings)
            twice.update({what[0]: seed for what in said if said[what] > 1})
        self.assertEqual(twice, {})


if __name__ == "__main__":
    unittest.main()
