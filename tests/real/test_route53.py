# SPDX-License-Identifier: MIT
"""Test that change batches for Route 53 conform to botocore's model and the
quotas."""
import json
import unittest

import program
import route53
import setups

PLANS = program.examples() + [
    program.Plan(f"generated {seed}", setups.generate(seed))
    for seed in range(1000, 1080)]
BIG = [program.Plan(f"big {count}", setups.generate(
    count, count, tokens="all", mail_from="own", dmarc=setups.DMARC[-1]))
    for count in (150, 250, 400)]


def small_values(count, of_each):
    """Return count instances with values so short that the number of records
    limits a batch."""
    return program.Plan(f"small values {count}", {
        "domain": "example.com", "ttl": 60, "instances": [
            {"account": f"{i}", "region": "us-east-1", **of_each(i)}
            for i in range(count)]})


def batches(plan):
    return [json.loads(text) for text in plan.documents("route53")]


def records(batch):
    return [record["Value"] for change in batch["Changes"]
            for record in change["ResourceRecordSet"]["ResourceRecords"]]


class Batches(unittest.TestCase):

    def assert_taken(self, plan):
        """Check that the batches are accepted and result in the desired
        records."""
        made = batches(plan)
        held, complaints = route53.check(made, plan.zone)
        self.assertEqual(complaints, [])
        self.assertEqual(route53.comparable(held), route53.wanted(plan.json))
        return made

    def test_plans(self):
        for plan in PLANS:
            with self.subTest(plan=plan):
                self.assert_taken(plan)

    def test_big_plans_are_cut_at_32000_characters(self):
        for plan in BIG:
            with self.subTest(plan=plan):
                *full, _ = self.assert_taken(plan)
                self.assertTrue(full)
                for batch in full:
                    self.assertGreater(sum(map(len, records(batch))), 31000)

    def assert_sizes(self, plan, sizes):
        self.assertEqual([len(records(batch))
                          for batch in self.assert_taken(plan)], sizes)

    def test_big_plans_are_cut_at_1000_records(self):
        self.assert_sizes(small_values(400, lambda i: {
            "verification_token": f"t{i}",
            "dkim_tokens": [f"a{i}", f"b{i}", f"c{i}"],
                     "dkim_hosted_zone": "d.example"}), [1000, 600])

    def test_the_sets_of_a_name_stay_together(self):
        # 401 CNAMEs, then pairs of MX and TXT: a pair would cross 1,000
        # records
        self.assert_sizes(small_values(401, lambda i: {
            "dkim_tokens": [f"a{i}"], "dkim_hosted_zone": "d.example",
            "mail_from": f"m{i}.example.com"}), [999, 204])

    def test_a_set_of_401_is_refused(self):
        plan = program.Plan("401", setups.generate(401, 401, tokens="all"))
        with self.assertRaisesRegex(program.Refused, "400 records in a set"):
            plan.write("route53", "-p", "1")


if __name__ == "__main__":
    unittest.main()
