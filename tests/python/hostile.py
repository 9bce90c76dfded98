# SPDX-License-Identifier: MIT
"""Hostile texts, and what holds of documents whatever is in them."""

import base64
import csv
import hashlib
import html.parser
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain

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

# a URI may hold most of what a shell means
POLICIES = [
    "v=DMARC1; p=none; rua=https://b.test/$(id)",
    "v=DMARC1; p=none; rua=https://b.test/'$(id)'",
    "v=DMARC1; p=none; rua=https://b.test/a&b*~()$",
]

# what stands in the zone, quoted strings of TXT taken as a whole
RECORD = re.compile(
    r"[a-z0-9._-]+\.\t[0-9]+\tIN\t"
    r"(CNAME\t[a-z0-9._-]+\.|MX\t10 [a-z0-9._-]+\."
    r'|TXT\t"([^"\\]|\\["\\]|\\[0-9]{3})*")'
)
COMMAND = re.compile(r"dig \+short [A-Z]+ [a-z0-9._-]+\.")
# of nsupdate: a value is quoted strings, or a host after numbers
UPDATE = re.compile(
    r"|;.*|send|zone [a-z0-9._-]+\.|prereq nxdomain [a-z0-9._-]+\."
    r"|(prereq (nx|yx)rrset|update (add|delete)) [a-z0-9._-]+\.( [0-9]+)?"
    r' [A-Z]+( ([0-9]+ )*[a-z0-9._-]+\.|( "([^"\\]|\\["\\]|\\[0-9]{3})*")+)?'
)
# what begins a line that is no paragraph (CommonMark, 4 and 5)
BLOCK = re.compile(
    r" {4}| {0,3}(#{1,6}( |$)|[-+*]( |$)|[0-9]{1,9}[.)]( |$)"
    r"|>|```|~~~|=+ *$|([-*_] *){3,}$)"
)


def domain(text, policy=POLICIES[0], complete=True):
    """Where label, account, id and comment are that text."""
    made = sesdomain.Domain(
        "anycompany.com",
        reference=text,
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
    if complete:
        made.set_complete()
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


class Elements(html.parser.HTMLParser):
    """Collects the elements of a page, with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    def handle_comment(self, data):
        self.found.append(("!--", [(data, None)]))


# attributes whose values differ between pages
VARY = {
    "class": r"[a-z-]+",
    "id": r"[a-z0-9]+",
    "data-of": r"[a-z0-9]+",
    "aria-describedby": r"[a-z0-9]+",
    "href": r"https://[\w./?=#-]+",
}


def attributes(page):
    """Each attribute of an element that is there, and None if it has none."""
    said = set()
    for tag, pairs in Elements(page).found:
        said.add((tag, None, None))
        for name, value in pairs:
            if re.fullmatch(VARY.get(name, "(?!)"), value or ""):
                value = None
            said.add((tag, name, value))
    return said


def unescaped(markdown):
    """Markdown without its code spans and escapes: what has a meaning."""
    without_spans = re.sub(
        r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown
    )
    return re.sub(r"\\[*_[\].)]|&#[0-9]+;", "", without_spans)


class Documents(unittest.TestCase):
    """What a document may hold, whatever stands in the values."""

    def check_lines(self, form, document):
        end = "\r\n" if form == "csv" else "\n"
        self.assertTrue(document.endswith(end))
        for line in document[: -len(end)].split(end):
            # blanks that Python does not call printable
            line = re.sub("[\t\u00a0\u3000]", " ", line)
            self.assertTrue(line.isprintable(), line)
        if document.startswith(("{", "[")):
            json.loads(document)

    def check_zone(self, plan, document):
        """Records and comments, and no value that is not ours."""
        records = 0
        for line in document.splitlines():
            if line.startswith("; "):
                continue
            self.assertRegex(line, f"^{RECORD.pattern}$")
            records += 1
        ours = [v for rs in plan.recordsets for v in rs.values if v.purpose]
        self.assertEqual(records, len(ours))

    def check_dig(self, plan, document):
        commands = 0
        for line in document.splitlines():
            if not line or line.startswith("#"):
                continue
            self.assertRegex(line, f"^{COMMAND.pattern}$")
            commands += 1
        self.assertEqual(commands, len(plan.recordsets))

    def check_csv(self, plan, document):
        rows = list(csv.reader(document.splitlines(True), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        values = [v for rs in plan.recordsets for v in rs.values]
        self.assertEqual(len(rows), 1 + len(values))

    def check_html(self, document, harmless):
        """No elements and attributes but those of a harmless page, and what
        is executed is what its policy allows."""
        self.assertLessEqual(attributes(document), attributes(harmless))
        for name in ("script", "style"):
            (text,) = re.findall(f"<{name}>(.*?)</{name}>", document, re.S)
            digest = hashlib.sha256(text.encode()).digest()
            allowed = base64.b64encode(digest).decode()
            self.assertIn(f"{name}-src 'sha256-{allowed}'", document)

    def check_markdown(self, document):
        meaning = unescaped(document)
        for tag in set(re.findall(r"<[^>]*>?", meaning)):
            self.assertRegex(tag, r"^<https://[\w./#-]+>$")
        text = re.sub(r"<https[^>]*>", "", meaning)
        self.assertNotRegex(text, r"[`\[\]&~_]|!\[")
        for table in re.findall(r"(?:^\|.*\n)+", text, re.M):
            counts = {line.count("|") for line in table.splitlines()}
            self.assertEqual(len(counts), 1, table)

    def check_shell(self, plan):
        """Scripts and commands, executed where all only tell their words."""
        self.assertEqual(
            execute(plan.text("dig")),
            [
                ["dig", "+short", rs.type, rs.name + "."]
                for rs in plan.recordsets
            ],
        )
        commands = re.findall("^ +(aws .*)$", plan.text("steps"), re.M)
        for words in execute("\n".join(commands)):
            self.assertEqual(words[:2], ["aws", "sesv2"])
            for word in words[3:]:
                self.assertTrue(word.startswith("--"), word)

    def check_knotc(self, plan):
        """The calls of the script, without the functions that it defines."""
        script = plan.text("knotc")
        calls = script[script.index("\nzone=") :].replace("$knotc", "knotc")
        added = [
            [rs.name + ".", str(rs.ttl), rs.type, value.rdata]
            for rs in plan.recordsets
            for value in rs.values
            if value.op == "add"
        ]
        set_by = [
            words[3:]
            for words in execute(calls)
            if words[:2] == ["run", "zone-set"]
        ]
        self.assertEqual(set_by, added)

    def check_nsupdate(self, plan):
        for document in plan.documents("nsupdate"):
            for line in document.splitlines():
                self.assertRegex(line, f"^({UPDATE.pattern})$")


COMMANDS = ("dig", "aws", "knotc", "is", "free", "run")


def execute(script):
    """The words of each command that a script executes: there are none but
    those above, and each only tells its words."""
    with tempfile.TemporaryDirectory() as directory:
        for name in COMMANDS:
            command = Path(directory) / name
            command.write_text(
                f"#!{SHELL}\nprintf '%s\\0' {name} \"$@\" '' >&3\n"
            )
            command.chmod(0o755)
        log = Path(directory) / "log"
        done = subprocess.run(
            [SHELL, "-eu"],
            input=f"exec 3>>log\n{script}\n",
            cwd=directory,
            env={"PATH": directory},
            capture_output=True,
            text=True,
        )
        if done.returncode or done.stdout or done.stderr:
            raise AssertionError(done)
        told = log.read_text()
        left = set(os.listdir(directory)) - {"log", *COMMANDS}
        if left:
            raise AssertionError(f"the script left {left}")
        return [words.split("\0") for words in told.split("\0\0")[:-1]]
