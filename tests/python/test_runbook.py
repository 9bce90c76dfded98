# SPDX-License-Identifier: MIT
"""Test that the runbook leads home: followed step by step, as a program reads
it from the format json, against the model of SES in sesmodel.py, it ends ready
from any start, and at no step does mail that passed DMARC before fail it."""

import random
import unittest

from runbooks import PATHS, Start

SEEDS = 300


class Runbooks(unittest.TestCase):
    def assert_wishes(self, start):
        """SES is set to what the settings say."""
        for row in start.rows:
            if row.get("state", "active") != "active":
                continue
            one = start.world.identities[start.key_of(row)]
            for key in row.get("dkim_keys", ()):
                self.assertEqual(one.selector, key["selector"])
            if "mail_from" in row:
                self.assertEqual(one.mail_from, row["mail_from"])
            if row.get("receiving"):
                self.assertIn((row["receiving"], "MX"), start.world.zone)
            self.assertTrue(start.world.is_fine(one))

    def lead_home(self, seed, paths):
        with self.subTest(seed=seed, paths=paths):
            start = Start(seed, paths)
            try:
                plan = start.follow()
            except Exception as error:
                error.args = (f"{error}: {start.done}",)
                raise
            self.assertTrue(plan["ready"], plan["instances"])
            errors = [each for each in plan["findings"]
                      if each["severity"] == "error"]
            self.assertEqual(errors, [])
            self.assert_wishes(start)

    def test_each_path(self):
        for path in PATHS:
            for seed in range(20):
                self.lead_home(seed, [path])

    def test_several_at_once(self):
        for seed in range(SEEDS):
            rng = random.Random(seed)
            self.lead_home(seed, rng.choices(PATHS, k=rng.randint(2, 4)))


if __name__ == "__main__":
    unittest.main()
