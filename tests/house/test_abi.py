# SPDX-License-Identifier: MIT
"""Test that the ABI is compatible with the last release, and that the check
accepts additions and finds breaks."""

import platform
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from house import LIBRARIES, SOURCE, run
from signatures import declared, lost

ABI = SOURCE / "tests/abi.sh"
# The ABI is kept for one architecture: others differ in little but sizes.
KEPT = "x86_64"

HEADER = """
#include <stddef.h>
#include <stdint.h>
struct thing;
enum colour { RED = 1, BLUE = 2 };
struct thing *thing_new(enum colour colour);
void thing_set(struct thing *thing, size_t size);
uint32_t thing_size(const struct thing *thing);
"""
INNER = """
#include <stddef.h>
__attribute__((visibility("hidden"))) void *inner(size_t size);
"""
SOURCE_TEXT = """
#include "inner.h"
#include "thing.h"
struct thing { size_t size; enum colour colour; };
struct thing *thing_new(enum colour colour)
{
    struct thing *thing = inner(sizeof(*thing));
    if (thing)
        thing->colour = colour;
    return thing;
}
void thing_set(struct thing *thing, size_t size)
{
    thing->size = size;
}
uint32_t thing_size(const struct thing *thing)
{
    return (uint32_t)thing->size;
}
"""

INNER_TEXT = """
#include <stdlib.h>
#include "inner.h"
void *inner(size_t size)
{
    return calloc(1, size);
}
"""
FILES = {
    "thing.h": HEADER,
    "thing.c": SOURCE_TEXT,
    "inner.h": INNER,
    "inner.c": INNER_TEXT,
}

# replaced and replacing text, for all files
KEPT_AS_IT_IS = {
    "nothing": ("", ""),
    "a member of an opaque structure": (
        "size_t size; enum",
        "char *name; size_t size; enum",
    ),
    "what a hidden function takes": ("*inner(size_t", "*inner(unsigned"),
    "a function more": (
        "struct thing;",
        "struct thing;\nint thing_answer(void);",
    ),
    "an enumerator more": ("BLUE = 2", "BLUE = 2, GREEN = 3"),
}
BROKEN = {
    "the type of a parameter": (", size_t size", ", uint32_t size"),
    "a parameter more": (", size_t size)", ", size_t size, int flags)"),
    "the type of a result": ("uint32_t thing_size", "uint64_t thing_size"),
    "a function less": ("thing_size", "thing_length"),
    "the value of an enumerator": ("BLUE = 2", "BLUE = 3"),
}


# Changes to the headers that abidiff misses, and some that it finds.
PLANTED = {
    "libsesdomain": {
        "a value of an enumeration that no signature mentions":
            (r"(SESDOMAIN_TYPE_TXT\s+= )16", r"\g<1>99"),
        "two parameters of one type change places":
            (r"const char \*account,(\s+)const char \*region",
             r"const char *region,\1const char *account"),
        "size_t becomes uint64_t":
            (r"size_t sesdomain_region_count", "uint64_t sesdomain_region_count"),
        "an enumeration becomes an integer":
            (r"enum sesdomain_scenario(\s+sesdomain_plan_scenario)",
             r"uint32_t\1"),
        "a status becomes an integer":
            (r"enum sesdomain_status(\s+sesdomain_set_ttl)", r"uint32_t\1"),
        "a const is dropped":
            (r"(sesdomain_plan_domain\()const ", r"\1"),
        "a function is removed":
            (r"SESDOMAIN_API void sesdomain_plan_free\([^;]*;", ""),
        "an enumerator is removed":
            (r"    SESDOMAIN_TYPE_DNAME\s+= 39,\n", ""),
        "a parameter changes":
            (r"(sesdomain_set_ttl\(struct sesdomain \*sd,\s+uint)32",
             r"\g<1>64"),
    },
    "libsesdomain-dns": {
        "a value of an enumeration that no signature mentions":
            (r"(SESDOMAIN_DNS_EVENT_WRITE\s+= )2", r"\g<1>4"),
        "two parameters of one type change places":
            (r"(sesdomain_dns_reply_at\([^)]*)size_t i,(\s+)size_t j",
             r"\1size_t j,\2size_t i"),
        "size_t becomes uint64_t":
            (r"size_t sesdomain_dns_zone_count",
             "uint64_t sesdomain_dns_zone_count"),
        "an enumeration becomes an integer":
            (r"enum sesdomain_dns_end(\s+sesdomain_dns_end\()", r"uint32_t\1"),
        "a status becomes an integer":
            (r"enum sesdomain_status(\s+sesdomain_dns_set_port)", r"uint32_t\1"),
        "a const is dropped": (r"(sesdomain_dns_error\()const ", r"\1"),
        "a function is removed":
            (r"SESDOMAIN_API void sesdomain_dns_cancel\([^;]*;", ""),
        "an enumerator is removed":
            (r"    SESDOMAIN_DNS_END_LIMIT\s+= 4,", ""),
        "a parameter changes":
            (r"(sesdomain_dns_set_port\(struct sesdomain_dns \*dns,\s+uint)32",
             r"\g<1>64"),
    },
}

# Changes to the description of a library, which abidiff has to find.
DESCRIBED = {
    "a symbol moves to another version node": (r"SESDOMAIN_(DNS_)?\d[.]\d", "OTHER_1"),
    "a symbol is removed": (r"(?s)(elf-symbol name=')sesdomain(.*)",
                            r"\1removed\2"),
    "the value of an enumerator": (r"(?s)(enumerator name='\w+' value=')1'(.*)",
                                   r"\g<1>7'\2"),
}
# Words of a header and their replacements: each occurrence is changed alone. A
# type before "{" or ";" is its declaration.
WORDS = {
    r"\buint32_t\b": "uint64_t",
    r"\bint32_t\b": "uint32_t",
    r"\bsize_t\b": "uint64_t",
    r"\bbool\b": "int",
    r"\bvoid\b": "uint32_t",
    r"\bconst ": "",
    r"\bstruct \w+\b(?! ?[;{])": "struct other",
    r"\benum \w+\b(?! ?[;{])": "uint32_t",
    r"= -?\d+\b": "= 99",
    r"\bsesdomain_\w+(?=\()": "sesdomain_other",
}


@unittest.skipUnless(shutil.which("abidw"), "needs the program abidw")
class Harness(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.at = Path(directory.name)
        self.baseline = self.at / "thing.abi"
        library = self.build()
        run(
            "sh", ABI, self.at / "include", library, self.baseline, "--update"
        )

    def build(self, old="", new="", soname="libthing.so.0", debug="-g"):
        include = self.at / "include"  # the public headers are the whole API
        include.mkdir(exist_ok=True)
        changed = False
        for name, text in FILES.items():
            folder = include if name == "thing.h" else self.at
            other = text.replace(old, new) if old else text
            changed = changed or other != text
            (folder / name).write_text(other)
        self.assertEqual(changed, bool(old))
        (self.at / "more.c").write_text("int thing_answer(void);\n"
            "int thing_answer(void) { return 42; }\n" if "answer" in new
            else "")  # fmt: skip
        run(
            "gcc", "-std=c11", debug, "-shared", "-fPIC", "-Iinclude",
            f"-Wl,-soname,{soname}", "-o", "libthing.so",
            "thing.c", "inner.c", "more.c",
            cwd=self.at,
        )  # fmt: skip
        return self.at / "libthing.so"

    def verdict(self, library):
        return subprocess.run(
            ["sh", ABI, self.at / "include", library, self.baseline],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def test_opaque_changes_are_allowed(self):
        for what, (old, new) in KEPT_AS_IT_IS.items():
            with self.subTest(what):
                done = self.verdict(self.build(old, new))
                self.assertEqual(done.returncode, 0, done.stdout)

    def test_breaks_are_found(self):
        for what, (old, new) in BROKEN.items():
            with self.subTest(what):
                done = self.verdict(self.build(old, new))
                self.assertTrue(done.returncode & 4, done.stdout)

    def test_another_soname_is_a_break(self):
        done = self.verdict(self.build(soname="libthing.so.1"))
        self.assertTrue(done.returncode & 4, done.stdout)

    def test_without_debug_information_nothing_is_known(self):
        done = self.verdict(self.build(debug="-g0"))
        self.assertEqual(done.returncode, 99)
        self.assertIn("without debug information", done.stdout)

    def test_without_a_baseline_nothing_is_compared(self):
        library = self.build()
        self.baseline.unlink()
        self.assertNotEqual(self.verdict(library).returncode, 0)


@unittest.skipUnless(shutil.which("abidw"), "needs the program abidw")
class Libraries(unittest.TestCase):
    def baseline(self, library):
        return SOURCE / f"tests/abi/{library.name}.{KEPT}.abi"

    def test_the_description_has_every_function_and_its_types(self):
        for library in LIBRARIES:
            with self.subTest(library.name), tempfile.TemporaryDirectory() as d:
                described = Path(d) / "abi"
                run(
                    "sh", ABI, SOURCE / "include", library.built, described,
                    "--update",
                )  # fmt: skip
                text = described.read_text()
                described_functions = re.findall(
                    r"<function-decl name='(\w+)'[^>]*elf-symbol-id=", text
                )
                self.assertEqual(
                    sorted(described_functions), sorted(library.exported())
                )
                # opaque structures are not described
                opaque = re.findall(r"<class-decl name='sesdomain[^>]*>", text)
                self.assertIn("is-declaration-only", opaque[0])
                self.assertNotIn("size-in-bits", "".join(opaque))
                # a library is compatible with itself
                run("sh", ABI, SOURCE / "include", library.built, described)

    def test_it_is_that_of_the_baseline(self):
        for library in LIBRARIES:
            with self.subTest(library.name):
                baseline = self.baseline(library)
                self.assertTrue(baseline.exists())
                if platform.machine() == KEPT:
                    run(
                        "sh", ABI, SOURCE / "include", library.built, baseline
                    )

    @unittest.skipUnless(platform.machine() == KEPT, f"needs {KEPT}")
    def test_every_planted_break_is_caught(self):
        for library in LIBRARIES:
            kept = self.baseline(library).read_text()
            for what, (pattern, new) in DESCRIBED.items():
                with self.subTest(library.name, what=what), \
                        tempfile.TemporaryDirectory() as directory:
                    other, count = re.subn(pattern, new, kept)
                    self.assertGreater(count, 0)
                    changed = Path(directory, "abi")
                    changed.write_text(other)
                    done = subprocess.run(
                        ["sh", ABI, SOURCE / "include", library.built, changed],
                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                        text=True)  # fmt: skip
                    self.assertTrue(done.returncode & 4, done.stdout)


class Signatures(unittest.TestCase):
    def test_they_are_those_of_the_baseline(self):
        for library in LIBRARIES:
            with self.subTest(library.name):
                kept = (SOURCE / f"tests/abi/{library.name}.txt").read_text()
                now = declared(library.header.read_text())
                self.assertEqual(lost(kept.splitlines(), now), [])
                for name in library.exported():
                    self.assertTrue(
                        any(f"{name}(" in line for line in now), name)

    def test_every_planted_break_is_caught(self):
        for library in LIBRARIES:
            header = library.header.read_text()
            for what, (pattern, new) in PLANTED[library.name].items():
                with self.subTest(library.name, what=what):
                    other, count = re.subn(pattern, new, header)
                    self.assertEqual(count, 1)
                    self.assertTrue(lost(declared(header), declared(other)))

    def test_every_change_of_a_word_is_caught(self):
        for library in LIBRARIES:
            header = re.sub(r"/\*.*?\*/", "", library.header.read_text(),
                            flags=re.S)
            before = declared(header)
            for word, new in WORDS.items():
                places = list(re.finditer(word, header))
                for place in places:
                    other = (header[:place.start()] + new
                             + header[place.end():])
                    if not lost(before, declared(other)):
                        line = header.rfind("\n", 0, place.start()) + 1
                        self.fail(header[line:].split("\n")[0])

    def test_what_is_added_passes(self):
        for library in LIBRARIES:
            header = library.header.read_text()
            other = header.replace(
                "\nSESDOMAIN_API", "\nSESDOMAIN_API int sesdomain_more(void);"
                "\nSESDOMAIN_API", 1
            ).replace(" = 2,", " = 2,\n    SESDOMAIN_MORE = 99,", 1)
            self.assertEqual(lost(declared(header), declared(other)), [])
            self.assertEqual(
                len(declared(other)), len(declared(header)) + 2)


if __name__ == "__main__":
    unittest.main()
