# SPDX-License-Identifier: MIT
"""One plan in many threads; one domain, whose calls wait for each other."""

import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

import sesdomain
from support import TROUBLED, as_dict, by_setters

THREADS = 8


class Threads(unittest.TestCase):
    def setUp(self):
        self.addCleanup(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(1e-6)

    def run_all(self, work):
        """Let every thread work at once; what one raises is raised here."""
        barrier = threading.Barrier(THREADS)

        def begin(n):
            barrier.wait()
            return work(n)

        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(begin, range(THREADS)))

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
        plan = by_setters(TROUBLED).plan()  # of which nothing was read yet
        for result in self.run_all(everything):
            self.assertEqual(result, expected)

    def test_a_domain_is_shared(self):
        def add(n):
            for k in range(100):
                domain.add_instance(f"{n}", "us-east-1", label=f"{n}-{k}")
                if k % 20 == 0:
                    domain.plan()

        domain = sesdomain.Domain("anycompany.com")
        self.run_all(add)
        labels = {instance.label for instance in domain.plan().instances}
        expected = {f"{n}-{k}" for n in range(THREADS) for k in range(100)}
        self.assertEqual(labels, expected)

    def test_an_error_is_told_to_its_thread(self):
        def fail(n):
            for _ in range(500):
                with self.assertRaises(sesdomain.Error) as caught:
                    domain.set_zone(f"-{n}")
                self.assertIn(f"'-{n}'", caught.exception.text)

        domain = sesdomain.Domain("anycompany.com")
        self.run_all(fail)


if __name__ == "__main__":
    unittest.main()
