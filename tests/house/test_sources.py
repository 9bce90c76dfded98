# SPDX-License-Identifier: MIT
"""Test the structure of the library: the direction of includes, the sizes of
files, and where facts are defined."""

import re
import subprocess
import unittest

from house import SOURCE

# each folder may include those before it, and itself
ORDER = [
    "base", "record", "ses", "settings", "read", "plan", "derive", "format",
]
# The result includes no settings, and a format includes the result alone.
RESULT_ALONE = {
    "plan": {"base", "record", "ses", "plan"},
    "format": {"base", "record", "ses", "plan", "format"},
}
# Names that rules and code share are defined once, in the tables of ses/.
ONCE = [
    "_amazonses", "_dmarc", "_domainkey", "feedback-smtp", "inbound-smtp",
    "awstrack",
]
# which files may include headers other than ours and the small ones of C
OTHERS = {
    "idn2.h": {"record/idn.c"},
    "ldns/ldns.h": {"dns/message.h"},
    "ares.h": {"dns/channel.c", "dns/dns.c"},
    "arpa/inet.h": {"dns/"},
    "errno.h": {"dns/"},
    "fcntl.h": {"dns/wake.c"},
    "poll.h": {"dns/lookup.c"},
    "stdatomic.h": {"dns/wake.c"},
    "stdio.h": {"dns/"},
    "stdlib.h": {"base/memory.c", "dns/"},
    "sys/select.h": {"dns/channel.c", "dns/dns.c"},
    "time.h": {"dns/clock.c"},
    "unistd.h": {"dns/wake.c"},
}
SMALL = {"stdbool.h", "stddef.h", "stdint.h", "string.h"}
PUBLIC = {"sesdomain.h", "sesdomain-dns.h"}
# headers of several files, besides the header of the folder
OWN_HEADERS = {
    "derive/accept.h", "derive/policy.h", "derive/slip.h", "derive/step.h",
    "dns/message.h", "record/zonetext.h", "ses/names.h",
}

CODE = sorted((SOURCE / "lib").rglob("*.[ch]"))


def name(path):
    return path.relative_to(SOURCE / "lib").as_posix()


def includes(path):
    line = re.compile(r'^\s*#\s*include\s*[<"](.*)[>"]', re.M)
    return line.findall(path.read_text())


class Includes(unittest.TestCase):
    def test_includes_have_one_direction(self):
        for path in CODE:
            folder = path.parent.name
            for header in includes(path):
                target = (path.parent / header).resolve()
                if not target.exists():
                    continue
                with self.subTest(name(path), header=header):
                    to = target.parent.name
                    if folder in ("dns",):
                        self.assertEqual(to, folder)
                    elif folder in RESULT_ALONE:
                        self.assertIn(to, RESULT_ALONE[folder])
                    else:
                        self.assertLessEqual(
                            ORDER.index(to), ORDER.index(folder)
                        )

    def test_includes_of_other_libraries(self):
        for path in CODE:
            for header in includes(path):
                if (path.parent / header).exists() or header in SMALL:
                    continue
                with self.subTest(name(path), header=header):
                    if header in PUBLIC:
                        self.assertTrue(
                            path.parent.name in ("base", "dns"),
                            "the public header comes through base.h",
                        )
                        continue
                    self.assertIn(header, OTHERS)
                    self.assertTrue(
                        any(name(path).startswith(o) for o in OTHERS[header])
                    )

    def test_one_internal_header_a_folder(self):
        for folder in {path.parent for path in CODE}:
            headers = {name(path) for path in folder.glob("*.h")}
            self.assertEqual(len(headers - OWN_HEADERS), 1, folder.name)

    def test_public_headers_include_no_others(self):
        for header in sorted(PUBLIC):
            self.assertLessEqual(
                set(includes(SOURCE / "include" / header)), SMALL | PUBLIC
            )


def code(path):
    """Return a file without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)


class Facts(unittest.TestCase):
    def test_names_of_ses_are_defined_once(self):
        """Each is defined once as a string; the sentences of findings.c may
        mention it."""
        for word in ONCE:
            found = [
                name(path)
                for path in CODE
                if name(path) != "ses/findings.c"
                for string in re.findall(r'"(?:[^"\\]|\\.)*"', code(path))
                if word in string
            ]
            with self.subTest(word):
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith("ses/"), found)


class Circles(unittest.TestCase):
    """The files of a folder do not call each other in circles."""

    def calls(self, folder):
        texts = {p.name: code(p) for p in folder.glob("*.c")}
        # a definition begins in the first column, and its body a few lines
        # below
        define = re.compile(r"^[\w *]*?\b(sesd_\w+)\([^;{]*\)\n\{", re.M)
        home = {f: n for n, text in texts.items() for f in define.findall(text)}
        return {
            n: {home[f] for f in re.findall(r"\b(sesd_\w+)\(", text)
                if f in home and home[f] != n}
            for n, text in texts.items()
        }

    def test_derive_has_none(self):
        calls = self.calls(SOURCE / "lib/derive")
        self.assertIn("finding.c", calls["want.c"])
        while calls:
            leaves = {n for n, called in calls.items() if not called & set(calls)}
            self.assertTrue(leaves, calls)
            calls = {n: c for n, c in calls.items() if n not in leaves}


TOP = {
    "COPYING", "README.md", "meson.build", "meson_options.txt",
    "bindings", "doc", "examples", "include", "lib", "tests",
    ".ci", ".clang-format", ".editorconfig", ".gitignore",
}


class Files(unittest.TestCase):
    def listed(self):
        """Return the top-level names: of git, or of an unpacked release."""
        if not (SOURCE / ".git").exists():
            names = {path.name for path in SOURCE.iterdir()}
            return {n for n in names if not n.startswith("build")}
        listed = subprocess.run(
            ["git", "-c", "safe.directory=*", "ls-files"],
            cwd=SOURCE,
            capture_output=True,
            check=True,
            text=True,
        )
        return {line.split("/")[0] for line in listed.stdout.splitlines()}

    def test_top_level_names(self):
        self.assertEqual(self.listed(), TOP)

    def test_every_source_is_built(self):
        """The core's in a list that other builds read, sorted by folder."""
        core = (SOURCE / "lib/sources.txt").read_text().split()
        self.assertEqual(core, sorted(core, key=lambda path: (
            ORDER.index(path.split("/")[1]), path)))
        build = (SOURCE / "lib/meson.build").read_text()
        listed = re.findall(r"'([\w/-]+\.c)'", build)
        listed += [path[len("lib/"):] for path in core]
        self.assertEqual(
            sorted(listed), [name(p) for p in CODE if p.suffix == ".c"]
        )

    def test_the_fuzzer_calls_all_that_changes_settings(self):
        header = (SOURCE / "include/sesdomain.h").read_text()
        calls = (SOURCE / "tests/fuzz/call.c").read_text()
        declared = set(re.findall(
            r"\bsesdomain_(?:instance_)?(?:set|add|clear|remove|load)_\w+",
            re.sub(r"/\*.*?\*/", "", header, flags=re.S)))
        self.assertGreater(len(declared), 40)
        self.assertEqual(declared, {f for f in declared if f in calls})

    def test_none_is_too_long(self):
        for path in CODE:
            if path.parent.name != "ses":  # tables
                lines = len(path.read_text().splitlines())
                self.assertLessEqual(lines, 500, name(path))

    def test_limits_of_route53_are_defined_once(self):
        """Each number is used only in its definition, except in the sentences
        of findings, from which doc/findings.md is generated."""
        code = {name(p): p.read_text() for p in CODE}
        del code["ses/findings.c"]
        limits = dict(re.findall(r"#define (ROUTE53_\w+) (\d+)\n",
                                 code["ses/ses.h"]))
        self.assertEqual(sorted(limits), [
            "ROUTE53_BATCH_CHARACTERS", "ROUTE53_BATCH_RECORDS",
            "ROUTE53_SET_RECORDS", "ROUTE53_VALUE_CHARACTERS"])
        for limit, number in limits.items():
            here = [file for file, text in code.items()
                    if re.search(rf"(Route 53|ROUTE53).*\b{number}\b", text)]
            self.assertEqual(here, ["ses/ses.h"], limit)

    def test_no_number_is_floating(self):
        for path in CODE:
            code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
            if name(path) != "base/memory.c":  # its alignment
                self.assertNotRegex(code, r"\b(float|double)\b", name(path))

    def test_licence_and_nothing_left_open(self):
        tops = ("lib", "include", "tests", "examples", "bindings")
        kinds = {".c", ".h", ".cpp", ".py", ".sh", ".build", ".map"}
        open_ends = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
        for path in (p for top in tops for p in (SOURCE / top).rglob("*")):
            if path.suffix not in kinds or "subprojects" in path.parts:
                continue
            with self.subTest(path.relative_to(SOURCE).as_posix()):
                text = path.read_text()
                if path.suffix != ".map":
                    head = "\n".join(text.splitlines()[:2])
                    self.assertIn("SPDX-License-Identifier: MIT", head)
                self.assertNotRegex(text, open_ends)


if __name__ == "__main__":
    unittest.main()
