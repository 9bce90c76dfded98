# SPDX-License-Identifier: MIT
"""Compare the binding's table with the header and the map."""

import ctypes as c
import re
import unittest
from pathlib import Path

from sesdomain import Status
from sesdomain import _lib, _words
from support import SOURCE

HEADER = (SOURCE / "include/sesdomain.h").read_text()
MAP = (SOURCE / "lib/libsesdomain.map").read_text()
ACCESSORS = SOURCE / "tests/python/accessors.py"

CODE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.S)
PROTOTYPE = re.compile(
    r"SESDOMAIN_API\s([^;(]+?)\b(sesdomain_\w+)\(([^;]*)\);"
)

# The ctypes of each C type; all enums have the same, and all structs.
TYPES = {
    "void": None,
    "char *": c.c_char_p,
    "const char *": c.c_char_p,
    "const char **": c.POINTER(c.c_char_p),
    "size_t": c.c_size_t,
    "size_t *": c.POINTER(c.c_size_t),
    "uint32_t": c.c_uint32,
    "uint32_t *": c.POINTER(c.c_uint32),
    "uint64_t": c.c_uint64,
    "bool": c.c_bool,
    "int32_t": c.c_int32,
    "enum": c.c_int,
    "enum *": c.POINTER(c.c_int),
    "struct *": c.c_void_p,
    "const struct *": c.c_void_p,
    "struct **": c.POINTER(c.c_void_p),
}


def ctype(text):
    """Return the ctype of a parameter, given as a C type and a name."""
    words, stars = re.fullmatch(
        r"\s*(.*?)\s*(\**)\s*\w+\s*", text, re.S
    ).groups()
    words = re.sub(r"(enum|struct) sesdomain\w*", r"\1", words)
    return TYPES[" ".join(words.split()) + (" " + stars if stars else "")]


def argument_types(text):
    if text.strip() == "void":
        return []
    return [ctype(argument) for argument in text.split(",")]


def functions():
    return {
        name.removeprefix("sesdomain_"): (result, arguments)
        for result, name, arguments in PROTOTYPE.findall(CODE)
    }


def enumerators(enumeration):
    """Return the names and numbers of an enumeration of the header."""
    body = re.search(rf"enum {enumeration} {{(.*?)}}", CODE, re.S)[1]
    return {
        name: int(number)
        for name, number in re.findall(r"SESDOMAIN_(\w+)\s*=\s*(-?\d+)", body)
    }


class Table(unittest.TestCase):
    def test_every_function_of_the_header_has_a_row(self):
        self.assertGreater(len(functions()), 80)
        self.assertEqual(
            set(_lib.TABLE) | set(_lib.LEFT_OUT), set(functions())
        )

    def test_only_what_takes_a_callback_is_left_out(self):
        self.assertEqual(_lib.LEFT_OUT, ("new_alloc",))
        self.assertNotIn("new_alloc", _lib.TABLE)

    def test_every_function_of_the_map_has_a_row(self):
        names = re.findall(r"^\s+sesdomain_(\w+);", MAP, re.M)
        self.assertEqual(
            sorted(set(_lib.TABLE) | set(_lib.LEFT_OUT)), sorted(names)
        )

    def test_rows_are_in_the_order_of_the_header(self):
        order = [n for n in functions() if n not in _lib.LEFT_OUT]
        self.assertEqual(list(_lib.TABLE), order)

    def test_every_row_is_used(self):
        # The package reads most of a plan from its json format. The functions
        # that return the same have rows for the test that compares the two.
        paths = [*Path(_lib.__file__).parent.glob("*.py"), ACCESSORS]
        code = "".join(path.read_text() for path in paths)
        used = set(re.findall(r"\blib\.(\w+)", code))
        for enumeration in re.findall(r'\bWords\("(\w+)"\)', code):
            used |= {enumeration + "_name", enumeration + "_from_name"}
        self.assertEqual(used, set(_lib.TABLE))

    def test_types_are_those_of_the_header(self):
        for name, (result, *arguments) in _lib.TABLE.items():
            with self.subTest(name):
                of_result, of_arguments = functions()[name]
                if name != "recordset_value_text":  # may contain NUL
                    self.assertIs(result, ctype(of_result + " result"))
                self.assertEqual(arguments, argument_types(of_arguments))

    def test_the_loop_sets_every_type(self):
        for name, (result, *arguments) in _lib.TABLE.items():
            function = getattr(_lib.lib, name)
            self.assertIs(function.restype, result, name)
            self.assertEqual(function.argtypes, arguments, name)

    def test_the_soname_is_that_of_the_build(self):
        build = (SOURCE / "meson.build").read_text()
        major = re.search(r"^abi_version = '(\d+)\.", build, re.M)[1]
        self.assertEqual(_lib.SONAME, f"libsesdomain.so.{major}")

    def test_no_row_is_missing_in_the_library(self):
        with self.assertRaisesRegex(ImportError, "too old.*sesdomain_new"):
            _lib.load("libc.so.6")


class Numbers(unittest.TestCase):
    """Compare the few numbers that the binding repeats with the header."""

    def test_status(self):
        mine = {member.name: int(member) for member in Status}
        self.assertEqual(mine, enumerators("sesdomain_status"))
        for status in Status:
            self.assertIs(Status(status.word), status)
        self.assertEqual(Status.E_PRIOR_UNKNOWN.word, "prior-unknown")
        for wrong in ("E_NAME", "no such", -4711, None):
            self.assertRaises(ValueError, Status, wrong)

    def test_tristate(self):
        names = {None: "UNKNOWN", False: "NO", True: "YES"}
        mine = {
            "TRISTATE_" + name: _words.tristate("setting", on)
            for on, name in names.items()
        }
        self.assertEqual(mine, enumerators("sesdomain_tristate"))

    def test_words_are_those_of_the_header(self):
        prefixes = {
            "sesdomain_tristate": (_words.TRISTATE, "TRISTATE_"),
            "sesdomain_mx_failure": (_words.MX_FAILURE, "MX_FAILURE_"),
            "sesdomain_recordset_todo": (_words.TO_DO, "RECORDSET_TODO_"),
            "sesdomain_finding_fix": (_words.FIX, "FINDING_FIX_"),
            "sesdomain_instance_state": (_words.STATE, "INSTANCE_STATE_"),
            "sesdomain_ses_status": (_words.SES, "SES_"),
            "sesdomain_scenario": (_words.SCENARIO, "SCENARIO_"),
            "sesdomain_value_op": (_words.OP, "VALUE_OP_"),
            "sesdomain_recordset_prior": (_words.PRIOR, "RECORDSET_PRIOR_"),
            "sesdomain_purpose": (_words.PURPOSE, "PURPOSE_"),
            "sesdomain_aspect": (_words.ASPECT, "ASPECT_"),
            "sesdomain_readiness": (_words.READINESS, "READINESS_"),
            "sesdomain_publication": (_words.PUBLICATION, "PUBLICATION_"),
            "sesdomain_question_scope": (_words.SCOPE, "QUESTION_SCOPE_"),
            "sesdomain_severity": (_words.SEVERITY, "SEVERITY_"),
            "sesdomain_format_kind": (_words.KIND, "FORMAT_KIND_"),
        }
        for enumeration, (words, prefix) in prefixes.items():
            with self.subTest(enumeration):
                named = {
                    prefix + re.sub("[-_]", "_", word).upper(): number
                    for word, number in words.all().items()
                }
                numbers = enumerators(enumeration)
                self.assertEqual(named, numbers)
                for word, number in words.all().items():
                    self.assertEqual(words.of(number), word)
                    self.assertEqual(words.number("place", word), number)

    def test_numbers_that_are_newer_stay_numbers(self):
        for words in (_words.STATE, _words.SES, _words.KIND):
            self.assertEqual(words.of(4711), 4711)
            self.assertEqual(words.number("place", 4711), 4711)


if __name__ == "__main__":
    unittest.main()
