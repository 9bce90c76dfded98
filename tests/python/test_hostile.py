# SPDX-License-Identifier: MIT
"""Test every format with hostile but valid settings: no value leaves its place
or is executed."""

import csv
import html
import io
import json
import os
import re
import subprocess
import unittest

import sesdomain
from hostile import BLOCK, DIG, POLICIES, TEXTS, Documents, domain, execute, strings

PROGRAM = os.environ.get("SESDOMAIN_PLAN")


class Hostile(Documents):
    def each(self, form, check):
        for text in TEXTS:
            with self.subTest(text):
                plan = domain(text).plan()
                check(text, plan, list(plan.documents(form)))

    def test_every_format(self):
        for form in sesdomain.formats():
            for text in TEXTS:
                with self.subTest(form.name, text=text):
                    plan = domain(text).plan()
                    for document in plan.documents(form.name):
                        self.check_lines(form.name, document)

    def test_unknown_existing_records(self):
        for form in sesdomain.formats():
            for text in TEXTS:
                with self.subTest(form.name, text=text):
                    plan = domain(text, complete=False).plan()
                    if not plan.refusal(form.name):
                        for document in plan.documents(form.name):
                            self.check_lines(form.name, document)

    def test_json(self):
        def check(text, _, documents):
            said = json.loads(documents[0])
            one, two = said["instances"]
            self.assertEqual(said["reference"], text)
            self.assertEqual(one["label"], text)
            self.assertEqual(one["account"], text)
            self.assertEqual(two["label"], text + "#2")
            value = said["recordsets"][-1]["records"][0]
            self.assertEqual(value["instances"], [text, text + "#2"])
            codes = {f["code"]: f["message"] for f in said["findings"]}
            self.assertIn(text, codes["same-account-and-region"])

        self.each("json", check)

    def test_route53(self):
        def check(text, plan, documents):
            said = [json.loads(document) for document in documents]
            for document in said:
                self.assertEqual(document["Comment"], text)
            for rs in plan.recordsets:
                self.assertIn(rs.name + ".", strings(said))

        self.each("route53", check)

    def test_csv(self):
        def check(text, plan, documents):
            self.check_csv(plan, documents[0])
            for row in list(csv.reader(io.StringIO(documents[0])))[1:]:
                self.assertIn(
                    row[-1].removeprefix("'" if text[0] in "=+@-" else ""),
                    ("", text, text + "#2", f"{text}, {text}#2"),
                )

        self.each("csv", check)

    def test_csv_without_formulas_by_default(self):
        for text in TEXTS:
            with self.subTest(text):
                rows = csv.reader(io.StringIO(domain(text).plan().text("csv")))
                for cell in (cell for row in rows for cell in row):
                    self.assertNotRegex(cell, "^[=+@\t\r-].")

    def test_html(self):
        harmless = domain("x").plan().text("html")

        def check(text, _, documents):
            self.check_html(documents[0], harmless)
            page = html.unescape(documents[0])
            self.assertIn(f"<bdi>{text}</bdi>", page)

        self.each("html", check)

    def test_zone(self):
        def check(text, plan, documents):
            self.check_zone(plan, documents[0])
            self.assertIn(text, documents[0])

        self.each("zone", check)

    def test_dig(self):
        def check(_, plan, documents):
            self.check_dig(plan, documents[0])
            self.check_shell(plan)

        self.each("dig", check)

    def test_text(self):
        def check(text, _, documents):
            self.assertIn(text, documents[0].split("\n"))
            self.assertIn(text, documents[0])

        self.each("text", check)

    def test_markdown(self):
        def check(_, __, documents):
            self.check_markdown(documents[0])

        self.each("markdown", check)

    def test_markdown_keeps_the_id_a_paragraph(self):
        def check(_, __, documents):
            line = documents[0].split("\n")[2]
            self.assertIsNone(BLOCK.match(line), line)

        self.each("markdown", check)

    def test_steps_call_the_account_by_its_label(self):
        def check(text, plan, documents):
            self.check_shell(plan)
            commands = re.findall("^ +(aws .*)$", documents[0], re.M)
            self.assertTrue(commands)
            for words in execute("\n".join(commands)):
                profile = [w for w in words if w.startswith("--profile=")]
                self.assertIn(profile[0][10:], (text, text + "#2"))

        self.each("steps", check)

    def test_knotc(self):
        self.each("knotc", lambda _, plan, __: self.check_knotc(plan))

    def test_nsupdate(self):
        self.each("nsupdate", lambda _, plan, __: self.check_nsupdate(plan))

    def test_a_label_is_not_in_command_position(self):
        for text in TEXTS:
            made = domain(text)
            for inst in made.instances:
                inst.set_state("draining")
            with self.subTest(text):
                lines = made.plan().text("steps").split("\n")
                self.assertIn(f"     instance {text}", lines)
                self.assertNotIn(text, [line.strip() for line in lines])

    def test_servers(self):
        for server, words in (
            ("ns.test", ["@ns.test"]),
            ("192.0.2.1#5353", ["@192.0.2.1", "-p", "5353"]),
            ("fe80::1%eth0", ["@fe80::1%eth0"]),
        ):
            with self.subTest(server):
                made = sesdomain.Domain(
                    "a.test",
                    dmarc="v=DMARC1",
                    options={"dig.server": server},
                )
                self.assertEqual(
                    execute(made.plan().text("dig")),
                    [[*DIG, *words, "TXT", "_dmarc.a.test."]],
                )


class Policies(Documents):
    def test_policies_are_published(self):
        for policy in POLICIES:
            with self.subTest(policy):
                plan = domain("x", policy).plan()
                rdata = f'"{policy}"'
                said = json.loads(plan.text("json"))
                self.assertIn(rdata, strings(said))
                self.assertIn(rdata, strings(json.loads(plan.text("route53"))))
                self.assertIn(f"TXT\t{rdata}\n", plan.text("zone"))
                self.assertIn(
                    ["dig", rdata],
                    execute(plan.text("dig").replace("#   ", "dig ")),
                )
                self.check_shell(plan)
                self.check_knotc(plan)


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
class Program(unittest.TestCase):
    def test_file_names_on_stderr(self):
        for name in b"\x1b]0;x\x07", "\u202egnp.json".encode(), b"\xff", b"\x9b":
            done = subprocess.run([PROGRAM, name], capture_output=True)
            self.assertEqual(done.returncode, 2)
            self.assertTrue(done.stderr[:-1].decode("ascii").isprintable())

    def test_findings_on_stderr(self):
        one = {"region": "us-east-1", "verification_token": "x"}
        for text in TEXTS:
            with self.subTest(text):
                setup = {
                    "reference": text,
                    "domain": "anycompany.com",
                    "instances": [{**one, "account": text}] * 2,
                }
                done = subprocess.run(
                    [
                        PROGRAM,
                        "-f",
                        "json",
                        "-o",
                        f"route53.comment={text}",
                        "-",
                    ],
                    input=json.dumps(setup).encode(),
                    capture_output=True,
                )
                self.assertEqual(done.returncode, 1)
                label = json.loads(done.stdout)["instances"][1]["label"]
                self.assertEqual(label, f"{text}/us-east-1 #2")
                for line in done.stderr.decode().splitlines():
                    self.assertRegex(line, r"^((error|warning|note): [a-z-]+: |  \S)")


if __name__ == "__main__":
    unittest.main()
