# SPDX-License-Identifier: MIT
"""Test one plan in many threads, one domain whose calls wait for each other,
and close() at any time.

THREADS_SECONDS is the duration of each race, 2 by default.
"""

import json
import os
import random
import sys
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

import sesdomain
from support import TROUBLED, as_dict, by_setters

THREADS = 8
SECONDS = float(os.environ.get("THREADS_SECONDS", "2"))


class Together(unittest.TestCase):
    """Tests whose threads are switched as often as possible."""

    def setUp(self):
        self.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(1e-6)

    def run_all(self, work):
        """Run work in all threads at once, and raise the first exception."""
        barrier = threading.Barrier(THREADS)

        def begin(n):
            barrier.wait()
            return work(n)

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(begin, range(THREADS)))


class Threads(Together):
    def test_a_plan_is_shared(self):
        def everything(_):
            texts = [
                list(plan.documents(form.name))
                for form in sesdomain.formats()
                if not plan.refusal(form.name)
                for _ in range(20)
            ]
            return as_dict(plan), texts

        plan = by_setters(TROUBLED).plan()
        expected = everything(0)
        plan = by_setters(TROUBLED).plan()  # without cached values
        for result in self.run_all(everything):
            self.assertEqual(result, expected)

    def test_a_domain_is_shared(self):
        def add(n):
            for k in range(100):
                domain.add_instance(f"{n}", "us-east-1", f"{n}-{k}")
                if k % 20 == 0:
                    domain.plan()

        domain = sesdomain.Domain("anycompany.com")
        self.run_all(add)
        labels = {instance.label for instance in domain.plan().instances}
        expected = {f"{n}-{k}" for n in range(THREADS) for k in range(100)}
        self.assertEqual(labels, expected)

    def test_an_instance_is_added_with_all_its_settings(self):
        def work(n):
            for _ in range(50):
                one = domain.add_instance(
                    f"{n}", "us-east-1", mail_from="mail.anycompany.com",
                    dkim_tokens=["a", "b", "c"], sandbox=False,
                )  # fmt: skip
                for each in domain.plan().instances:
                    self.assertEqual(each.readiness["dkim"].state, "missing")
                    self.assertEqual(each.readiness["spf"].state, "missing")
                one.remove()

        domain = sesdomain.Domain("anycompany.com")
        domain.set_complete()
        self.run_all(work)

    def test_an_error_is_raised_in_its_thread(self):
        def fail(n):
            for _ in range(500):
                with self.assertRaises(sesdomain.Error) as caught:
                    domain.set_zone(f"-{n}")
                self.assertIn(f"'-{n}'", caught.exception.text)

        domain = sesdomain.Domain("anycompany.com")
        self.run_all(fail)


class World:
    """Domains and plans that threads read, write, close and replace."""

    NAMES = [f"{letter * 8}.example" for letter in "abcd"]

    def __init__(self):
        self.domains = [self.new_domain(name) for name in self.NAMES]
        self.plans = [(n, self.domains[n].plan()) for n in (0, 1, 2, 3)]

    @staticmethod
    def new_domain(name):
        made = sesdomain.Domain(name, reference=name, dmarc="v=DMARC1; p=none")
        for k in range(3):
            made.add_instance(f"account {k}", "us-east-1", f"label {k}")
        return made

    def close_plan(self, chance):
        chance.choice(self.plans)[1].close()

    def replace_plan(self, chance):
        n = chance.randrange(len(self.domains))
        self.plans[chance.randrange(4)] = n, self.domains[n].plan()

    def read_plan(self, chance):
        n, plan = chance.choice(self.plans)
        for _ in range(20):
            assert plan.domain == plan.zone == self.NAMES[n]
            assert plan.reference == self.NAMES[n]
            assert plan.scenario in ("none", "single", "same-region")
            assert plan.ready is False and plan.has_changes is True

    def copy_plan(self, chance):
        n, plan = chance.choice(self.plans)
        for one in plan.instances:
            assert one.label[-1] == one.account[-1], one
        for rs in plan.recordsets:
            assert rs.name.endswith(self.NAMES[n]), rs
            for value in rs.values:
                assert value.text.encode() == value.octets
        for finding in plan.findings:
            assert finding.message.isprintable(), finding
        for question in plan.questions:
            assert question.name.endswith(self.NAMES[n].split(".")[1])

    def write_plan(self, chance):
        n, plan = chance.choice(self.plans)
        assert json.loads(plan.text("json"))["domain"] == self.NAMES[n]
        for text in plan.documents("zone"):
            assert self.NAMES[n] in text, text

    def change_domain(self, chance):
        domain = chance.choice(self.domains)
        domain.set_ttl(chance.randrange(3600))
        domain.set_option("dig.server", "192.0.2.1")
        assert domain.option("dig.server") == "192.0.2.1"

    def change_instance(self, chance):
        one = chance.choice(chance.choice(self.domains).instances)
        one.set_sandbox(chance.choice([True, False, None]))
        one.clear_dkim_tokens()
        one.add_dkim_token(chance.choice("abc"))
        assert one.label[-1] == one.account[-1], one
        assert one.region == "us-east-1"

    def replace_instance(self, chance):
        domain = chance.choice(self.domains)
        k = chance.randrange(3)
        domain.instance(f"label {k}").remove()
        domain.add_instance(f"account {k}", "us-east-1", f"label {k}")

    def replace_domain(self, chance):
        n = chance.randrange(len(self.domains))
        self.domains[n].close()
        self.domains[n] = self.new_domain(self.NAMES[n])


class Race(Together):
    """The only errors are those of closed objects, and of removed or duplicate
    instances; every text read is right."""

    def test_plans_are_closed_while_they_are_read(self):
        def work(n):
            for plan in plans:
                if n == 0:
                    plan.close()
                    continue
                try:
                    self.assertEqual(plan.domain, name)
                    self.assertEqual(plan.reference, name)
                except ValueError as error:
                    self.assertEqual(str(error), "the plan is closed")

        name = World.NAMES[0]
        domain = World.new_domain(name)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            plans = [domain.plan() for _ in range(200)]
            self.run_all(work)

    def test_readers_writers_and_close(self):
        self.race()

    def test_the_same_with_the_usual_switch_interval(self):
        sys.setswitchinterval(0.005)
        self.race()

    def race(self):
        def work(n):
            chance = random.Random(n)
            counts = dict.fromkeys(actions, 0)
            end = time.monotonic() + SECONDS
            while time.monotonic() < end:
                action = chance.choice(actions)
                try:
                    getattr(world, action)(chance)
                    counts[action] += 1
                except ValueError as error:
                    if not str(error).endswith(("is closed", "was removed")):
                        raise
                except (KeyError, IndexError):
                    assert action in ("replace_instance", "change_instance")
                except sesdomain.Error as error:
                    if error.status is not sesdomain.Status.E_DUPLICATE:
                        raise
            return counts

        world = World()
        actions = [name for name in dir(World) if "_plan" in name]
        actions += ["change_domain", "change_instance"]
        actions += ["replace_instance", "replace_domain"]
        results = self.run_all(work)
        for action in actions:
            self.assertGreater(sum(r[action] for r in results), 0, action)


if __name__ == "__main__":
    unittest.main()
