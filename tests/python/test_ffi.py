# SPDX-License-Identifier: MIT
"""Test that wrong calls through ctypes are errors and do no harm."""

import ctypes as c
import re
import unittest

from sesdomain import Status
from sesdomain._lib import TABLE, lib
from support import SOURCE

HEADER = (SOURCE / "include/sesdomain.h").read_text()
NONE = c.c_size_t(-1).value

# Functions whose settings, instances or out-parameters must not be NULL.
NOT_NULL = re.compile(
    r"new|set_.*|add_.*|clear_.*|load_.*|type_number|.*_from_name|plan_new"
    r"|instance_(?!label|account|region|count|at|state_name).*"
)


class Calls(unittest.TestCase):
    def setUp(self):
        self.sd = c.c_void_p()
        self.assertEqual(lib.new(c.byref(self.sd)), 0)
        self.addCleanup(lib.free, self.sd)
        self.assertEqual(lib.set_domain(self.sd, b"d.example"), 0)
        self.one = c.c_void_p()
        status = lib.add_instance(
            self.sd, b"1", b"us-east-1", None, c.byref(self.one)
        )
        self.assertEqual(status, 0)

    def outcome(self):
        plan = c.c_void_p()
        self.assertEqual(lib.plan_new(self.sd, c.byref(plan)), 0)
        text = c.create_string_buffer(100_000)
        self.assertEqual(
            lib.plan_write(plan, b"json", 0, text, len(text), None), 0
        )
        lib.plan_free(plan)
        return text.value

    def test_wrong_uses(self):
        number = c.c_uint32(7)
        self.assertEqual(
            lib.type_number(b"TXXT", c.byref(number)), Status.E_VALUE
        )
        before = self.outcome()
        for status, function, *arguments in (
            (Status.E_VALUE, lib.add_absent, self.sd, b"a.b", number.value),
            (Status.E_VALUE, lib.add_absent, self.sd, b"a.b", 2**16),
            (Status.E_MISSING, lib.add_nonexistent, self.sd, None),
            (Status.E_MISSING, lib.add_from_domain, self.sd, None),
            (Status.E_MISSING, lib.instance_add_dkim_token, self.one, None),
            (Status.E_MISSING, lib.instance_add_dkim_key, self.one, None, None),
            (Status.E_VALUE, lib.instance_set_state, self.one, 0),
            (Status.E_VALUE, lib.instance_set_state, self.one, 99),
            (Status.E_VALUE, lib.instance_set_sending, self.one, -1),
            (Status.E_OPTION, lib.set_option, self.sd, b"no.such", b"x"),
            (Status.E_STATE, lib.load_setup, self.sd, b"{}", 2),
            (Status.E_FORMAT, lib.load_existing, self.sd, b"x", b"{}", 2),
        ):
            with self.subTest(function.__name__):
                self.assertEqual(function(*arguments), status)
                self.assertTrue(lib.error(self.sd))
                self.assertTrue(lib.error_path(self.sd))
        self.assertEqual(self.outcome(), before)
        self.assertEqual(lib.error(self.sd), b"")

    def test_removed_instances(self):
        two = c.c_void_p()
        lib.add_instance(self.sd, b"2", b"eu-west-1", b"x", c.byref(two))
        self.assertEqual(lib.instance_count(self.sd), 2)
        lib.remove_instance(lib.find_instance(self.sd, b"x"))
        self.assertEqual(lib.instance_count(self.sd), 1)
        self.assertIsNone(lib.find_instance(self.sd, b"x"))
        lib.remove_instance(None)

    def test_null_everywhere_it_may_be(self):
        """Call every accessor with NULL and any other arguments."""
        tried = 0
        for name, (result, *types) in TABLE.items():
            if NOT_NULL.fullmatch(name) or not types:
                continue
            with self.subTest(name):
                value = getattr(lib, name)(
                    *(
                        -1 if kind is c.c_int else
                        NONE if kind is c.c_size_t else
                        0 if kind is c.c_uint32 else
                        None
                        for kind in types
                    )
                )  # fmt: skip
                if name == "strerror":
                    self.assertIn(b"memory", value)  # -1 as a status
                elif name == "status_name":
                    self.assertEqual(value, b"memory")
                elif name in ("plan_write", "plan_refusal"):
                    self.assertEqual(value, Status.E_FORMAT)
                elif name.endswith(("value_instance", "finding_instance")):
                    self.assertEqual(value, NONE)
                elif name == "plan_withheld_finding":
                    self.assertEqual(value, NONE)
                else:
                    self.assertIn(value, (0, None, False))
                tried += 1
        self.assertGreater(tried, 80)


if __name__ == "__main__":
    unittest.main()
