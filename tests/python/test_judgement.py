# SPDX-License-Identifier: MIT
"""Test over generated worlds that what SES has verified is left alone.

A world is a zone, the statuses that SES reports, and the settings. Where SES
reports SUCCESS for an aspect and DNS has its records, in any shape that works,
no error and no change concerns them: the statuses are those of
https://docs.aws.amazon.com/ses/latest/dg/verify-addresses-and-domains.html.
"""

import json
import random
import unittest

import sesdomain
from setups import KEY

D = "anycompany.com"
SEEDS = 400
REGIONS = ("us-east-1", "eu-west-1", "ap-south-1")
STATUSES = ("success", "pending", "failed", "temporary-failure", None)
POLICIES = ("none", "quarantine", "reject", None)

# what else a zone may have: not of an instance, or not of SES
NOISE = (
    (D, "MX", "10 mx.example."),
    (D, "TXT", '"v=spf1 mx -all"'),
    ("*." + D, "A", "192.0.2.1"),
    ("news." + D, "MX", "10 feedback-smtp.eu-west-1.amazonses.com."),
    ("_amazonses.news." + D, "TXT", '"' + "n" * 43 + '="'),
    ("_amazonses." + D, "TXT", '"' + "s" * 43 + '="'),
    ("x._domainkey." + D, "CNAME", "x.dkim.amazonses.com."),
    ("k1._domainkey." + D, "TXT", '"v=DKIM1; p="'),
)


def easy_dkim(rng, n):
    """Return settings and records of Easy DKIM, as they may be."""
    tokens = [f"{letter}{n}" + "a" * 30 for letter in "xyz"]
    zone = rng.choice(
        ("dkim.amazonses.com", "a1b2.dkim.us-east-1.amazonses.com", "v.example")
    )
    records = [
        (f"{token}._domainkey.{D}", "CNAME", f"{token}.{zone}.")
        for token in tokens
    ]
    known = rng.choice((None, "dkim.xx-nowhere-1.amazonses.com"))
    return {"dkim_tokens": tokens, "dkim_hosted_zone": known}, records


def own_key(rng, n):
    record = (f"s{n}._domainkey.{D}", "TXT", f'"v=DKIM1; p={KEY}"')
    known = rng.choice((KEY, None))
    return {"dkim_keys": {f"s{n}": known}}, [record]


def mail_from(rng, n, region):
    name = f"m{n}.{D}"
    preference = rng.choice((0, 10, 20))
    feedback = f"feedback-smtp.{region}.amazonses.com."
    host = rng.choice((feedback, feedback, "bounces.example."))
    return {"mail_from": name}, [
        (name, "MX", f"{preference} {host}"),
        (name, "TXT", '"v=spf1 include:amazonses.com ~all"'),
    ]


def any_instance(rng, n):
    """Return an instance, all of its records, and those that work."""
    region = rng.choice(REGIONS)
    given = {"state": rng.choice(("active", "active", "draining"))}
    dkim, dkim_records = rng.choice((easy_dkim, own_key))(rng, n)
    sender, sender_records = mail_from(rng, n, region)
    parts = [("dkim", dkim, dkim_records)]
    if rng.random() < 0.6:
        parts.append(("mail_from", sender, sender_records))
    records, working = [], {}
    for aspect, settings, of_aspect in parts:
        status = rng.choice(STATUSES)
        given.update(settings)
        given[aspect + "_status"] = status
        if status == "success":
            working[aspect] = {name for name, _, _ in of_aspect}
        if status == "success" or rng.random() < 0.5:
            records += of_aspect
    given["verification_status"] = rng.choice(("success", None))
    given["on_mx_failure"] = rng.choice(("reject-message", None))
    return region, given, records, working


def world(seed):
    rng = random.Random(seed)
    made = sesdomain.Domain(D)
    records = rng.sample(NOISE, rng.randint(0, 4))
    policy = rng.choice(POLICIES)
    if policy:
        records.append(("_dmarc." + D, "TXT", f'"v=DMARC1; p={policy}"'))
    working = {}
    for n in range(rng.randint(1, 3)):
        region, given, of_it, works = any_instance(rng, n)
        made.add_instance(str(n), region, f"i{n}", **given)
        records += of_it
        working[f"i{n}"] = works
    for name, kind, rdata in records:
        made.add_record(name, kind, rdata)
    made.set_complete()
    return json.loads(made.plan().text("json")), working


class Worlds(unittest.TestCase):
    def each(self, check):
        for seed in range(SEEDS):
            with self.subTest(seed=seed):
                plan, working = world(seed)
                for label, aspects in working.items():
                    for aspect, names in aspects.items():
                        check(plan, label, aspect, names)

    def test_it_is_verified(self):
        def check(plan, label, aspect, names):
            for inst in plan["instances"]:
                if inst["label"] == label:
                    state = inst["readiness"][aspect]["state"]
                    self.assertEqual(state, "verified")

        self.each(check)

    def test_no_error_concerns_its_names(self):
        def check(plan, label, aspect, names):
            for f in plan["findings"]:
                if f["severity"] == "error":
                    said = f["name"] + f["message"]
                    self.assertFalse(
                        [name for name in names if name in said], f
                    )

        self.each(check)

    def test_nothing_of_it_is_removed(self):
        def check(plan, label, aspect, names):
            for rs in plan["recordsets"]:
                if rs["name"] in names:
                    ops = {value["op"] for value in rs["records"]}
                    self.assertLessEqual(ops, {"keep"}, rs)

        self.each(check)

    def test_no_hint_asks_for_a_removal(self):
        """Unless it says how to find out first."""

        def check(plan, label, aspect, names):
            for f in plan["findings"]:
                if f["name"] in names and (
                    "elete" in f["hint"] or "eplace" in f["hint"]
                ):
                    self.assertRegex(f["hint"], "only|perhaps|aws ")

        self.each(check)


if __name__ == "__main__":
    unittest.main()
