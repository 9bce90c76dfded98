# SPDX-License-Identifier: MIT
"""Hostile but legal values, through every format: nothing gets out of its
place, and nothing can be executed."""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain

PROGRAM = os.environ.get("SESDOMAIN_PLAN")
SHELL = "/bin/sh"

# as label, account, id and comment
TEXTS = r"""
"
'
\
\\
\"
${x}
%{x}
$${x}
%%{x}
`touch pwned`
$(touch pwned)
';touch pwned;'
";touch pwned;"
; touch pwned
&& touch pwned
| touch pwned
> pwned
!x
</script><script>alert(1)</script>
<!--
-->
]]>
<b>
&lt;b&gt;
<https://x.test>
[x](javascript:x)
![x](x)
{{x}}
{% x %}
#{x}
%s%n
\n
\u0000
\x0a
/*
*/
//
--
-rf
=1+1
+1
@x
a,b
**x**
_x_
|
||
# x
- x
1. x
1) x
~~~
```
===
    x
  # x
 - x
  1. x
  > x
   ---
  ```
$ORIGIN x.
$INCLUDE /etc/passwd
@ IN A 192.0.2.1
(
)
é漢字📧
"""[1:-1].split("\n")
TEXTS += ["\u00a0x", "\u3000", "e\u0301", "abc \u05d0\u05d1 \u0627\u0628"]

# a local part may hold most of what a shell means
POLICIES = [
    "v=DMARC1; p=none; rua=mailto:$(id)@b.test",
    "v=DMARC1; p=none; rua=mailto:'$(id)'@b.test",
    "v=DMARC1; p=none; rua=mailto:a&b*~[]()@b.test",
]

# what stands in the zone, quoted strings of TXT taken as a whole
RECORD = re.compile(
    r"[a-z0-9._-]+\.\t[0-9]+\tIN\t"
    r"(CNAME\t[a-z0-9._-]+\.|MX\t10 [a-z0-9._-]+\."
    r'|TXT\t"([^"\\]|\\["\\]|\\[0-9]{3})*")'
)
COMMAND = re.compile(r"dig \+short [A-Z]+ [a-z0-9._-]+\.")
# what begins a line that is no paragraph (CommonMark, 4 and 5)
BLOCK = re.compile(
    r" {4}| {0,3}(#{1,6}( |$)|[-+*]( |$)|[0-9]{1,9}[.)]( |$)"
    r"|>|```|~~~|=+ *$|([-*_] *){3,}$)"
)


def domain(text, policy=POLICIES[0]):
    """Where label, account, id and comment are that text."""
    made = sesdomain.Domain(
        "anycompany.com",
        id=text,
        dmarc=policy,
        options={"route53.comment": text},
    )
    # of one account in one region: a finding repeats the account
    for label in (text, text + "#2"):
        made.add_instance(
            text,
            "us-east-1",
            label=label,
            verification_token=f"a{len(label)}",
            dkim_tokens=["a", "b", "c"],
            mail_from="mail.anycompany.com",
        )
    return made


def strings(value):
    """Every string within what json.loads() gave."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield key
            yield from strings(member)
    elif isinstance(value, list):
        for element in value:
            yield from strings(element)
    elif isinstance(value, str):
        yield value


def unescaped(markdown):
    """Markdown without its code spans and escapes: what has a meaning."""
    without_spans = re.sub(
        r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown
    )
    return re.sub(r"\\[!-/:-@[-`{-~]", "", without_spans)


class Hostile(unittest.TestCase):
    def each(self, form, check):
        for text in TEXTS:
            with self.subTest(text):
                plan = domain(text).plan()
                check(text, plan, list(plan.documents(form)))

    def test_every_format(self):
        def check(text, _, documents):
            for document in documents:
                self.assertEqual(document[-1], "\n")
                for line in document[:-1].split("\n"):
                    # blanks that Python does not call printable
                    line = re.sub("[\t\u00a0\u3000]", " ", line)
                    self.assertTrue(line.isprintable(), line)
                if document.startswith(("{", "[")):
                    json.loads(document)

        for form in sesdomain.formats():
            with self.subTest(form.name):
                self.each(form.name, check)

    def test_json(self):
        def check(text, _, documents):
            said = json.loads(documents[0])
            one, two = said["instances"]
            self.assertEqual(said["id"], text)
            self.assertEqual(one["label"], text)
            self.assertEqual(one["account"], text)
            self.assertEqual(two["label"], text + "#2")
            value = said["recordsets"][-1]["values"][0]
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

    def test_zone(self):
        def check(text, plan, documents):
            records = 0
            for line in documents[0].splitlines():
                if line.startswith("; "):
                    continue
                self.assertRegex(line, f"^{RECORD.pattern}$")
                records += 1
            values = sum(len(rs.values) for rs in plan.recordsets)
            self.assertEqual(records, values)
            self.assertIn(text, documents[0])

        self.each("zone", check)

    def test_dig(self):
        def check(_, plan, documents):
            commands = 0
            for line in documents[0].splitlines():
                if not line or line.startswith("#"):
                    continue
                self.assertRegex(line, f"^{COMMAND.pattern}$")
                commands += 1
            self.assertEqual(commands, len(plan.recordsets))

        self.each("dig", check)

    def test_text(self):
        def check(text, _, documents):
            self.assertIn(text, documents[0].split("\n"))
            self.assertIn(text, documents[0].split("readiness")[1])

        self.each("text", check)

    def test_markdown(self):
        def check(_, __, documents):
            meaning = unescaped(documents[0])
            for tag in set(re.findall(r"<[^>]*>?", meaning)) - {"<br>"}:
                self.assertRegex(tag, r"^<https://[\w./#-]+>$")
            text = re.sub(r"<https[^>]*>", "", meaning)
            self.assertNotRegex(text, r"[`\[\]&~_]|!\[")
            matrix = text.split("Scenario")[0].split("\n\n")[2]
            for line in matrix.splitlines():
                self.assertEqual(line.count("|"), 5, line)

        self.each("markdown", check)

    def test_markdown_keeps_the_id_a_paragraph(self):
        def check(_, __, documents):
            line = documents[0].split("\n")[2]
            self.assertIsNone(BLOCK.match(line), line)

        self.each("markdown", check)


class Policies(unittest.TestCase):
    def test_they_arrive(self):
        for policy in POLICIES:
            with self.subTest(policy):
                plan = domain("x", policy).plan()
                rdata = f'"{policy}"'
                said = json.loads(plan.text("json"))
                self.assertIn(rdata, strings(said))
                self.assertIn(rdata, strings(json.loads(plan.text("route53"))))
                self.assertIn(f"TXT\t{rdata}\n", plan.text("zone"))
                self.assertIn(f"#   {rdata}\n", plan.text("dig"))


@unittest.skipUnless(os.path.exists(SHELL), "no shell")
class Shell(unittest.TestCase):
    """The dig commands, executed where dig only tells its arguments."""

    def execute(self, script):
        with tempfile.TemporaryDirectory() as directory:
            where = Path(directory)
            dig = where / "dig"
            dig.write_text('#!/bin/sh\nprintf "%s\\n" "$#" "$@"\n')
            dig.chmod(0o755)
            # no touch, no id: only what is built in, and this dig
            done = subprocess.run(
                [SHELL, "-eu"],
                input=script,
                cwd=directory,
                env={"PATH": directory},
                capture_output=True,
                text=True,
            )
            self.assertEqual(done.stderr, "")
            self.assertEqual(done.returncode, 0)
            self.assertEqual(os.listdir(directory), ["dig"])
            return done.stdout

    def test_commands(self):
        for text in TEXTS:
            with self.subTest(text):
                plan = domain(text, POLICIES[1]).plan()
                said = "".join(
                    f"3\n+short\n{rs.type}\n{rs.name}.\n"
                    for rs in plan.recordsets
                )
                self.assertEqual(self.execute(plan.text("dig")), said)

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
                said = self.execute(made.plan().text("dig")).splitlines()
                self.assertEqual(
                    said[1:], ["+short", *words, "TXT", "_dmarc.a.test."]
                )


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
@unittest.skipUnless(sesdomain.has("json"), "built without jansson")
class Program(unittest.TestCase):
    def test_findings_on_stderr(self):
        one = {"region": "us-east-1", "verification_token": "x"}
        for text in TEXTS:
            with self.subTest(text):
                setup = {
                    "id": text,
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
                self.assertEqual(label, f"{text}/us-east-1#2")
                for line in done.stderr.decode().splitlines():
                    self.assertRegex(line, r"^(error|warning|note): [a-z-]+: ")


if __name__ == "__main__":
    unittest.main()
