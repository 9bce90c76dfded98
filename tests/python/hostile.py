# SPDX-License-Identifier: MIT
"""Hostile texts, and checks that hold for documents with any values."""

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

# used as label, account, id and comment
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

# a URI may contain most special characters of a shell
POLICIES = [
    "v=DMARC1; p=none; rua=https://b.test/$(id)",
    "v=DMARC1; p=none; rua=https://b.test/'$(id)'",
    "v=DMARC1; p=none; rua=https://b.test/a&b*~()$",
]

# a record of a zone file; TXT strings with their quotes
RECORD = re.compile(
    r"[a-z0-9._-]+\.\t[0-9]+\tIN\t"
    r"(CNAME\t[a-z0-9._-]+\.|MX\t10 [a-z0-9._-]+\."
    r'|TXT\t"([^"\\]|\\["\\]|\\[0-9]{3})*")'
)
DIG = ["dig", "+noall", "+comments", "+answer"]
COMMAND = re.compile(
    r"dig \+noall \+comments \+answer (\+norecurse @[a-z0-9._-]+\. )?"
    r"[A-Z]+ [a-z0-9._-]+\."
)


def lookups(plan):
    """Each record set, and the key that a DKIM CNAME leads to."""
    return [
        (kind, rs.name)
        for rs in plan.recordsets
        for kind in [rs.type]
        + ["TXT"] * (rs.type == "CNAME" and "._domainkey." in rs.name)
    ]


# a line of nsupdate: a value is quoted strings, or numbers and a host
UPDATE = re.compile(
    r"|;.*|send|zone [a-z0-9._-]+\.|prereq nxdomain [a-z0-9._-]+\."
    r"|(prereq (nx|yx)rrset|update (add|delete)) [a-z0-9._-]+\.( [0-9]+)?"
    r' [A-Z]+( ([0-9]+ )*[a-z0-9._-]+\.|( "([^"\\]|\\["\\]|\\[0-9]{3})*")+)?'
)
# the beginning of a line that is not a paragraph (CommonMark, 4 and 5)
BLOCK = re.compile(
    r" {4}| {0,3}(#{1,6}( |$)|[-+*]( |$)|[0-9]{1,9}[.)]( |$)"
    r"|>|```|~~~|=+ *$|([-*_] *){3,}$)"
)


def domain(text, policy=POLICIES[0], complete=True):
    """Return a domain with the text as label, account, id and comment."""
    made = sesdomain.Domain(
        "anycompany.com",
        reference=text,
        dmarc=policy,
        options={"route53.comment": text},
    )
    # two of one account and region, so that a finding mentions the account
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
    """Return every string in a parsed JSON value."""
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
    """A parser that collects the elements of a page with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, attrs))

    def handle_comment(self, data):
        self.found.append(("!--", [(data, None)]))


# patterns of attributes whose values differ between pages
VARY = {
    "class": r"[a-z-]+",
    "id": r"[a-z0-9]+",
    "data-of": r"[a-z0-9]+",
    "aria-describedby": r"[a-z0-9]+",
    "href": r"https://[\w./?=#-]+",
}


def attributes(page):
    """Return the set of elements and attributes, with None for values that
    match their pattern."""
    said = set()
    for tag, pairs in Elements(page).found:
        said.add((tag, None, None))
        for name, value in pairs:
            if re.fullmatch(VARY.get(name, "(?!)"), value or ""):
                value = None
            said.add((tag, name, value))
    return said


def unescaped(markdown):
    """Return Markdown without its code spans and escapes."""
    without_spans = re.sub(
        r"(?<![`\\])(`+)(?!`).*?(?<!`)\1(?!`)", "", markdown
    )
    return re.sub(r"\\[*_[\].)]|&#[0-9]+;", "", without_spans)


class Documents(unittest.TestCase):
    """Checks of documents with hostile values."""

    def check_lines(self, form, document):
        end = "\r\n" if form == "csv" else "\n"
        self.assertTrue(document.endswith(end))
        for line in document[: -len(end)].split(end):
            # blanks that isprintable() rejects
            line = re.sub("[\t\u00a0\u3000]", " ", line)
            self.assertTrue(line.isprintable(), line)
        if document.startswith(("{", "[")):
            json.loads(document)

    def check_zone(self, plan, document):
        """Check that a zone file has only comments and our own records."""
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
        self.assertEqual(commands, len(lookups(plan)))

    def check_csv(self, plan, document):
        rows = list(csv.reader(document.splitlines(True), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        values = [v for rs in plan.recordsets for v in rs.values]
        self.assertEqual(len(rows), 1 + len(values))

    def check_html(self, document, harmless):
        """Check that a page has only the elements and attributes of a harmless
        page, and that its policy allows its script and style."""
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
        """Check the words of commands that a shell would execute."""
        self.assertEqual(
            execute(plan.text("dig")),
            [[*DIG, kind, name + "."] for kind, name in lookups(plan)],
        )
        commands = re.findall("^ +(aws .*)$", plan.text("steps"), re.M)
        for words in execute("\n".join(commands)):
            self.assertEqual(words[:2], ["aws", "sesv2"])
            for word in words[3:]:
                self.assertTrue(word.startswith("--"), word)

    def check_knotc(self, plan):
        """Check the calls of the script, without the functions that it
        defines."""
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
    """Return the words of each command that a script executes.

    Only the commands above exist; each only logs its words."""
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
