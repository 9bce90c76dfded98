# SPDX-License-Identifier: MIT
"""Test that each library exports what its header and its map declare, and
imports only allowed functions."""

import re
import unittest

from house import LIBRARIES, SOURCE, run

# All functions of libc that the core uses: none depends on a locale, a clock,
# the environment or a file.
LIBC = """
    free realloc memchr memcmp memcpy memmove memset strchr strcmp strcspn
    strlen strncmp strrchr strspn strstr
""".split()
# The companion also uses a clock, and sockets that c-ares opens.
COMPANION = """
    calloc clock_gettime close fcntl(64)? inet_ntop inet_pton malloc
    __errno_location pipe poll qsort read snprintf time write
    (__isoc(99|23)_)?sscanf (__isoc23_)?strtoul (__isoc23_)?strtoull
""".split()
ASKED = {
    "libsesdomain": "|".join(LIBC + ["idn2_.*"]),
    "libsesdomain-dns": "|".join(LIBC + COMPANION + [
        "ares_.*", "ldns_.*", "sesdomain_.*"]),
}
NEEDED = {
    "libsesdomain": {"libc", "libidn2"},
    "libsesdomain-dns": {"libc", "libsesdomain", "libcares", "libldns"},
}
# symbols that compilers add, with or without hardening
COMPILER = r"_GLOBAL_OFFSET_TABLE_|__stack_chk_fail|__\w+_chk|bcmp"


def names(*arguments):
    """Return the symbols that nm lists, without their versions."""
    return {
        re.sub(r"@.*", "", line.split()[-1])
        for line in run("nm", *arguments).splitlines()
        if line and not line.endswith(":")
    }


class Symbols(unittest.TestCase):
    def test_header_map_and_library_agree(self):
        for library in LIBRARIES:
            with self.subTest(library.name):
                shown = names("-D", "--defined-only", library.built)
                nodes = {n for n in shown if n.startswith("SESDOMAIN_")}
                self.assertEqual(shown - nodes, library.exported())
                self.assertEqual(set(library.declared()), library.exported())
                self.assertGreater(len(shown), 3)

    def test_the_map_is_in_order(self):
        for library in LIBRARIES:
            for node in library.map.read_text().split("global:")[1:]:
                listed = re.findall(r"^    (\w+);$", node, re.M)
                self.assertEqual(listed, sorted(set(listed)))

    def test_shared_functions_have_the_prefix(self):
        # a static library has no map that hides names from other libraries
        for library in LIBRARIES:
            with self.subTest(library.name):
                shared = names("-g", "--defined-only", *library.objects())
                self.assertLess(library.exported(), shared)
                for name in shared - library.exported():
                    self.assertTrue(name.startswith(library.prefix), name)

    def test_imports_are_allowed(self):
        for library in LIBRARIES:
            with self.subTest(library.name):
                objects = library.objects()
                mine = names("-g", "--defined-only", *objects)
                allowed = re.compile(f"{ASKED[library.name]}|{COMPILER}")
                for name in names("-u", *objects) - mine:
                    self.assertTrue(allowed.fullmatch(name), name)

    def test_one_file_allocates(self):
        # all other files use the allocator of the settings
        for path in LIBRARIES[0].objects():
            if path.name != "base_memory.c.o":
                asked = {"calloc", "malloc", "realloc"} & names("-u", path)
                self.assertEqual(asked, set(), path.name)

    def test_no_writable_data(self):
        # .data.rel.ro is constant after relocation
        variable = re.compile(
            r"^(\.t?(?:data|bss)(?!\.rel\.ro)\S*) +(\d+)", re.M
        )
        for library in LIBRARIES:
            with self.subTest(library.name):
                said = run("size", "-A", *library.objects())
                self.assertEqual(
                    {size for _, size in variable.findall(said)}, {"0"}
                )

    def test_soname_and_needs(self):
        for library in LIBRARIES:
            with self.subTest(library.name):
                said = run("readelf", "-d", library.built)
                soname = re.search(r"soname: \[(.*)\]", said)[1]
                self.assertEqual(soname, library.name + ".so.0")
                needed = re.findall(r"Shared library: \[(.*?)\.so.*\]", said)
                self.assertLessEqual(set(needed), NEEDED[library.name])


class Headers(unittest.TestCase):
    def test_every_function_is_described(self):
        for library in LIBRARIES:
            code = re.sub(r"\s+", " ", library.header.read_text())
            for name, comment in library.declared().items():
                with self.subTest(name):
                    self.assertTrue(comment)
                    # functions that can fail document their statuses;
                    # _from_name functions are documented once, in the head
                    if (
                        f"enum sesdomain_status {name}(" in code
                        and not name.endswith("_from_name")
                    ):
                        self.assertIn("@return", comment)

    def test_since_is_the_node_of_the_map(self):
        """A function without @since is as old as the head of the header
        states."""
        for library in LIBRARIES:
            text = re.sub(r"\s+\*?\s*", " ", library.header.read_text())
            first = re.search(
                r"function without @since has been there since version"
                r" (\d+\.\d+)",
                text,
            )
            nodes = re.findall(
                r"^[A-Z_]+_(\d+\.\d+) \{(.*?)\}",
                library.map.read_text(),
                re.S | re.M,
            )
            for version, node in nodes:
                for name in re.findall(r"^    (\w+);$", node, re.M):
                    since = re.search(
                        r"@since (\d+\.\d+)", library.declared()[name]
                    )
                    self.assertEqual((since or first)[1], version, name)
            self.assertTrue(nodes)

    def test_headers_have_short_lines(self):
        for library in LIBRARIES:
            lines = library.header.read_text().splitlines()
            self.assertLessEqual(max(map(len, lines)), 80)

    def test_every_enumeration_is_in_a_signature(self):
        # abidiff does not see an enumeration that no function uses; record
        # types are plain numbers, because any number is valid and IANA's never
        # change
        code = re.sub(
            r"/\*.*?\*/", "", LIBRARIES[0].header.read_text(), flags=re.S
        )
        for name in re.findall(r"^enum (\w+) \{", code, re.M):
            if name != "sesdomain_type":
                self.assertTrue(re.search(rf"enum {name}\s+\w", code), name)

    def test_nothing_but_functions_and_types(self):
        for library in LIBRARIES:
            text = library.header.read_text()
            self.assertNotRegex(text, r"\binline\b|\bextern\b(?! \"C\")")
            macros = re.findall(r"#define (\w+\(?)", text)
            for name in macros:
                self.assertRegex(name, r"^SESDOMAIN_[A-Z_]+$")
            # no structure has public members
            self.assertNotRegex(text, r"struct \w+ \{")


class Versions(unittest.TestCase):
    def test_one_version_everywhere(self):
        build = (SOURCE / "meson.build").read_text()
        version = re.search(r"^  version: '(.*)',$", build, re.M)[1]
        numbers = re.findall(
            r"#define SESDOMAIN_VERSION_\w+ (\d+)",
            LIBRARIES[0].header.read_text(),
        )
        self.assertEqual(".".join(numbers), version)
        for name, line in (
            ("bindings/python/pyproject.toml", f'version = "{version}"'),
            ("bindings/octodns/pyproject.toml", f'version = "{version}"'),
            ("bindings/wasm/package.json", f'  "version": "{version}",'),
            (
                "bindings/ansible/ansible_collections/sesdomain/dns/galaxy.yml",
                f"version: {version}",
            ),
            (
                "doc/packaging/debian/changelog",
                f"libsesdomain ({version}-1) UNRELEASED; urgency=medium",
            ),
        ):
            with self.subTest(name):
                self.assertIn(line, (SOURCE / name).read_text().splitlines())

    def test_the_soname_has_a_number_of_its_own(self):
        build = (SOURCE / "meson.build").read_text()
        number = re.search(r"^abi_version = '([\d.]+)'$", build, re.M)[1]
        for library in LIBRARIES:
            self.assertEqual(library.built.name, f"{library.name}.so.{number}")


if __name__ == "__main__":
    unittest.main()
