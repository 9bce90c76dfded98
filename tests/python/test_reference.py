# SPDX-License-Identifier: MIT
"""Compare doc/formats.md and doc/findings.md with the library."""

import json
import os
import re
import textwrap
import unittest

import botocore.loaders

import sesdomain
from documents import blocks, generated
from support import SOURCE

FORMATS = SOURCE / "doc/formats.md"
FINDINGS = SOURCE / "doc/findings.md"
# keys of AWS's responses that Debian's botocore does not have yet
NEWER = {"VerificationInfo", "SigningHostedZone"}
NEWER_COMMANDS = {"get-multi-region-endpoint"}
GOLDEN = re.compile(r"tests/golden/[\w-]+/([\w-]+)\.txt(?: (\d+)-(\d+))?")


def sections(path, level):
    """Return the text below each heading of a level, by heading."""
    parts = re.split(rf"^{'#' * level} (.*)$", path.read_text(), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def code(text):
    """Return the code spans of a text."""
    return set(re.findall(r"`([^`\n]+)`", text))


def keys_of(value):
    """Return the keys of every object in a JSON value."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from keys_of(item)


def example(match):
    lines = (SOURCE / match[0].split()[0]).read_text().splitlines()
    first, last = int(match[2] or 1), int(match[3] or len(lines))
    shown = lines[first - 1 : last]
    if first > 1:
        shown.insert(0, "...")
    if last < len(lines):
        shown.append("...")
    return "\n".join(["```", *shown, "```"])


def make(part):
    """Return the generated text after <!-- PART -->."""
    match = GOLDEN.fullmatch(part)
    if match:
        return example(match)
    for form in sesdomain.formats():
        if part == f"kind of {form.name}":
            return f"*{form.kind.capitalize()}: {form.description}.*"
    if part == "providers":
        names = ", ".join(f"`{provider.name}`" for provider in sesdomain.providers())
        return textwrap.fill(names + ".", 78)
    if part == "options":
        rows = ["| option | default | description |", "|---|---|---|"]
        for o in sesdomain.options():
            default = f"`{o.default}`" if o.default else ""
            rows.append(f"| `{o.name}` | {default} | {o.description} |")
        return "\n".join(rows)
    return None


def findings():
    """Return the table of findings: the generated text by code."""
    source = (SOURCE / "lib/ses/findings.c").read_text()
    pages = dict(re.findall(r'^#define (\w+) ("http.*")$', source, re.M))
    text = r'((?:(?:%s)\b\s*)?(?:"(?:[^"\\]|\\.)*"\s*)*)' % "|".join(pages)
    rows = re.findall(
        r"\{ FINDING_\w+, (\w+), \w+, \w+, " + r",\s*".join([text] * 4) + r"\}",
        source,
    )

    def said(literals):
        for name, address in pages.items():
            literals = re.sub(rf"^{name}\b", lambda _: address, literals)
        parts = re.findall(r'"((?:[^"\\]|\\.)*)"', literals)
        return "".join(parts).replace('\\"', '"')

    return {
        said(code): f"{severity.capitalize()}. {said(message)}\n\n"
        f"*What to do:* {said(hint)}\n\n*Source:* <{said(page)}>"
        for severity, code, message, hint, page in rows
    }


class Findings(unittest.TestCase):
    """Each section begins with the generated text; more text may follow."""

    def test_each_finding_is_explained_as_in_the_table(self):
        text = FINDINGS.read_text()
        there = sections(FINDINGS, 3)
        parts = [text[: text.index("\n\n### ")]]
        for code_, said in sorted(findings().items()):
            section = there.get(f"`{code_}`", "").strip("\n")
            more = section.split("\n\n", 3)[3:]
            parts.append("\n\n".join([f"### `{code_}`", said, *more]))
        now = "\n\n".join(parts) + "\n"
        if now != text and os.environ.get("UPDATE_DOCS"):
            FINDINGS.write_text(now)
            text = now
        self.maxDiff = None
        self.assertEqual(text, now, "UPDATE_DOCS=1 regenerates it")

    def test_all_of_the_table_was_read(self):
        header = (SOURCE / "lib/ses/ses.h").read_text()
        named = re.findall(r"^    FINDING_(?!COUNT)(\w+),$", header, re.M)
        self.assertGreater(len(named), 100)
        self.assertEqual(
            {code_.upper().replace("-", "_") for code_ in findings()},
            set(named),
        )


class Formats(unittest.TestCase):
    def setUp(self):
        text = FORMATS.read_text()
        self.below = sections(FORMATS, 3)
        self.names = [form.name for form in sesdomain.formats()]
        self.output = text[text.index("## Output") :]

    def test_generated_parts(self):
        generated(self, FORMATS, make)

    def test_each_format_has_a_section(self):
        headings = re.findall(r"^### `(.*)`$", self.output, re.M)
        self.assertEqual(headings, self.names)

    def test_each_section_has_its_kind_an_example_and_its_options(self):
        options = [option.name for option in sesdomain.options()]
        for name in self.names:
            with self.subTest(name):
                text = self.below[f"`{name}`"]
                self.assertIn(f"\n<!-- kind of {name} -->\n", text)
                examples = GOLDEN.findall(text)
                self.assertTrue(examples)
                self.assertEqual({e[0] for e in examples}, {name})
                for option in options:
                    if option.startswith(f"{name}."):
                        self.assertIn(f"`{option}", text)

    def test_the_keys_of_json(self):
        path = SOURCE / "tests/golden/edit/json.txt"
        described = code(self.below["`json`"])
        self.assertLessEqual(
            set(keys_of(json.loads(path.read_text()))), described
        )

    def test_the_setup_document(self):
        text = next(b.text for b in blocks(FORMATS) if b.language == "json")
        sesdomain.Domain.from_setup(text).plan()
        schema = json.loads((SOURCE / "doc/setup.schema.json").read_text())
        described = code(self.below["The setup document"])
        described |= set(keys_of(json.loads(text)))
        for part in (schema, *schema["$defs"].values()):
            for key in part.get("properties", {}):
                self.assertIn(key, described)

    def test_the_keys_of_aws(self):
        source = (SOURCE / "lib/read/aws.c").read_text()
        table = source[source.index("top_keys[] = {") :]
        keys = re.findall(r'\{ "(\w+)"', table[: table.index("};")])
        described = code(self.below["Outputs of AWS"])
        self.assertGreater(len(keys), 10)
        self.assertLessEqual(set(keys), described)

    def test_the_commands_of_aws(self):
        """Each command and each key of its output exists in AWS's model."""
        loader = botocore.loaders.Loader()
        rows = re.findall(
            r"^\| `aws (\w+) ([\w-]+)` \| (.*) \|$",
            self.below["Outputs of AWS"],
            re.M,
        )
        self.assertGreater(len(rows), 8)
        for service, command, keys in rows:
            with self.subTest(command):
                if command in NEWER_COMMANDS:
                    continue
                model = loader.load_service_model(service, "service-2")
                name = command.title().replace("-", "")
                output = model["operations"][name]["output"]["shape"]
                members = set(model["shapes"][output]["members"])
                if service == "cloudformation":
                    members |= set(model["shapes"]["Stack"]["members"])
                    keys = keys[: keys.index(",")]
                self.assertLessEqual(code(keys) - NEWER, members)


if __name__ == "__main__":
    unittest.main()
