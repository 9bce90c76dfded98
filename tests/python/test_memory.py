# SPDX-License-Identifier: MIT
"""Test that objects live as long as they are used, and are freed then."""

import ctypes as c
import gc
import os
import unittest
import unittest.mock
from pathlib import Path

import sesdomain
from sesdomain._lib import TABLE, Handle, lib
from support import TROUBLED, by_setters

PAGE = os.sysconf("SC_PAGE_SIZE")
COUNT = 10_000


def resident():
    """Return the resident memory of this process in octets."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


def make_all():
    domain = sesdomain.Domain("anycompany.com", reference="x" * 100)
    domain.add_instance("1", "us-east-1", dkim_tokens=["a", "b", "c"])
    plan = domain.plan()
    return plan.recordsets, plan.findings, plan.text("json")


def make_half():
    try:
        sesdomain.Domain("anycompany.com", reference="x" * 100, zone="-")
    except sesdomain.Error:
        return
    raise AssertionError("a zone of '-' was taken")


def make_closed():
    with sesdomain.Domain("anycompany.com", reference="x" * 100) as domain:
        with domain.plan() as plan:
            return plan.ready


def make_refused():
    plan = by_setters(TROUBLED).plan()
    try:
        plan.text("no such")
    except sesdomain.Error:
        return
    raise AssertionError("a format 'no such' was written")


class Memory(unittest.TestCase):
    @unittest.skipUnless(os.path.exists("/proc/self/statm"), "no /proc")
    def test_memory_is_freed(self):
        # without the collector: no object is in a cycle
        gc.collect()
        gc.disable()
        self.addCleanup(gc.enable)
        for make, count in (
            (make_all, COUNT),
            (make_half, COUNT),
            (make_closed, COUNT),
            (make_refused, COUNT // 10),
        ):
            with self.subTest(make.__name__):
                for _ in range(count // 10):
                    make()
                before = resident()
                for _ in range(count):
                    make()
                # leaked settings or plans would need 40 times as much
                self.assertLess(resident() - before, 1_000_000)

    def test_an_instance_keeps_its_domain(self):
        one = sesdomain.Domain("anycompany.com").add_instance("1", "eu-west-1")
        gc.collect()
        one.set_verification_token("x" * 64)
        rdata = one._domain.plan().recordsets[0].values[0].rdata
        self.assertEqual(rdata, '"' + "x" * 64 + '"')

    def test_a_plan_outlives_its_domain(self):
        plan = by_setters(TROUBLED).plan()
        expected = by_setters(TROUBLED).plan().text("json")
        gc.collect()
        self.assertEqual(plan.text("json"), expected)

    def test_values_outlive_their_plan(self):
        plan = by_setters(TROUBLED).plan()
        kept = plan.recordsets, plan.findings, plan.instances
        text = repr(kept)
        plan.close()
        del plan
        by_setters(TROUBLED).plan()  # may reuse the memory of the freed object
        self.assertEqual(repr(kept), text)

    def test_a_plan_is_not_freed_while_it_is_read(self):
        """The plan is closed during every call of the library that uses it."""

        def free(pointer):
            events.append("free")
            lib.plan_free(pointer)

        def closing(function):
            def call(*arguments):
                plan.close()
                result = function(*arguments)
                events.append("read")
                return result

            return call

        readers = {
            name: closing(getattr(lib, name))
            for name in TABLE
            if name.startswith("plan_")
            and name not in ("plan_new", "plan_free")
        }
        domain = by_setters(TROUBLED)
        uses = {
            name: member
            for name, member in vars(sesdomain.Plan).items()
            if not name.startswith("_") and name != "close"
        }
        self.assertGreater(len(uses), 12)
        for name, member in uses.items():
            events = []
            handle = Handle(free)
            domain._call(lib.plan_new, c.byref(handle.pointer))
            plan = sesdomain.Plan(handle)
            del handle
            with self.subTest(name), unittest.mock.patch.multiple(
                lib, **readers
            ):
                try:
                    if callable(member):
                        list(member(plan, "json") or ())
                    else:
                        getattr(plan, name)
                except ValueError as error:  # on the second use
                    self.assertEqual(str(error), "the plan is closed")
                    del error
                self.assertIn("read", events)
                self.assertEqual(events.index("free"), len(events) - 1)

    def test_documents_keep_their_plan(self):
        domain = by_setters(TROUBLED)
        expected = domain.plan().text("json")
        documents = domain.plan().documents("json")
        gc.collect()
        self.assertEqual(list(documents), [expected])


if __name__ == "__main__":
    unittest.main()
