#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the man pages of section 3 and 5: pages.py SOURCE DIRECTORY.

The headers are the reference of the functions and the schema that of the setup
document; these pages are the same text in mdoc(7), a page for each topic of a
header. Every function is named in the NAME section of its page, so that
`man sesdomain_set_ttl` finds it.
"""

import json
import re
import sys
import textwrap
from pathlib import Path

DATE = "November 29, 2026"
# page: the heading of its sections in the header, what it is about
TOPICS = {
    "sesdomain_settings": ("settings", "settings of a domain"),
    "sesdomain_instances": ("instances", "SES instances of a domain"),
    "sesdomain_existing": ("existing records", "existing DNS records"),
    "sesdomain_documents": ("documents", "read setup documents and AWS output"),
    "sesdomain_plan": ("the plan", "the records that a domain needs"),
    "sesdomain_recordsets": ("RRsets", "RRsets of a plan"),
    "sesdomain_findings": ("findings", "findings of a plan"),
    "sesdomain_catalogue": ("the catalogue", "all findings that exist"),
    "sesdomain_questions": ("questions", "lookups that complete a plan"),
    "sesdomain_output": ("output", "write a plan in a format"),
    "sesdomain_tables": ("tables", "types, regions, providers, words"),
}
DNS_TOPICS = {
    "sesdomain_dns_client": ("the client", "a client of DNS, its options"),
    "sesdomain_dns_lookup": ("looking up", "look up the questions of a plan"),
    "sesdomain_dns_zones": ("what was found: zones", "zones and servers"),
    "sesdomain_dns_answers": ("what was found: questions", "answers of servers"),
    "sesdomain_dns_recordings": ("recordings", "write and replay answers"),
    "sesdomain_dns_words": ("words", "words of the enumerations"),
}


def escape(text):
    """Return a text that roff prints literally."""
    text = text.replace("\\", "\\e")
    return "\\&" + text if text[:1] in (".", "'") else text


def lines_of(sentence):
    """Return a sentence in short lines, with its functions marked up."""
    for part in re.split(r"(?:^|(?<=\s))(\(?[A-Za-z_]\w*\(\)[.,:;)]*)(?=\s|$)",
                         sentence):
        call = re.fullmatch(r"(\(?)(\w+)\(\)(.*)", part)
        if call:
            macro = "Pf ( Fn" if call[1] else "Fn"
            yield " ".join([f".{macro} {call[2]}", *call[3]])
        else:
            yield from map(escape, textwrap.wrap(part.strip(), 76,
                                                 break_on_hyphens=False))


def prose(text):
    """Return sentences, each on a line of its own, as mdoc requires."""
    sentences = re.split(r"(?<=[.;:])\s+", " ".join(text.split()))
    return "\n".join(line for s in sentences for line in lines_of(s))


def clean(comment):
    """Return a comment without its delimiters."""
    text = re.sub(r"^\s*/\*\*|\*/\s*$", "", comment)
    return re.sub(r"^ ?\* ?", "", text, flags=re.M).strip()


def sections(header):
    """Return the text below each heading of a header."""
    parts = re.split(r"^/\* ---- (.*?) -*\s*\*/$", header, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


def functions(text):
    """Return the functions of a section: result, name, arguments, comment."""
    found = re.findall(
        r"(/\*\*(?:(?!\*/).)*\*/)\s*SESDOMAIN_API\s+([^;(]*?)(\w+)\(([^;]*)\);",
        text, re.S)  # fmt: skip
    return [(" ".join(result.split()), name,
             [" ".join(a.split()) for a in arguments.split(",")], clean(comment))
            for comment, result, name, arguments in found]


def described(comment):
    """Return the text, the parameters and the result of a comment."""
    text, *tags = re.split(r"^@", comment, flags=re.M)
    lines = [prose(text)] if text.strip() else []
    for tag in tags:
        kind, _, rest = tag.partition(" ")
        if kind == "param":
            name, _, rest = rest.partition(" ")
            lines += [".Pp", f".Fa {name} :", prose(rest)]
        else:
            word = {"return": "Returns ", "since": "Since "}[kind]
            lines += [".Pp", prose(word + rest.strip())]
    return lines


def head(page, section):
    return [f".Dd {DATE}", f".Dt {page.upper()} {section}", ".Os", ".Sh NAME"]


def topic_page(page, found, about, header, others):
    lines = head(page, 3)
    names = [name for _, name, _, _ in found]
    lines += [f".Nm {name} ," for name in names[:-1]]
    lines += [f".Nm {names[-1]}", f".Nd {about}"]
    lines += [".Sh SYNOPSIS", f".In {header}"]
    for result, name, arguments, _ in found:
        lines += [f".Ft {result}", f".Fo {name}"]
        lines += [f'.Fa "{a}"' for a in arguments] + [".Fc"]
    lines += [".Sh DESCRIPTION", ".Bl -tag -width Ds"]
    for _, name, _, comment in found:
        lines += [f".It Fn {name}", *described(comment)]
    lines += [".El", ".Sh SEE ALSO"]
    return lines + see_also(set(others) - {page})


def see_also(pages):
    names = sorted(pages)
    return [f".Xr {p} 3 ," for p in names[:-1]] + [f".Xr {names[-1]} 3"]


def intro(text):
    """Return the comment at the top of a header: paragraphs and a list."""
    body = clean(re.search(r"/\*\*.*?\*/", text, re.S)[0])
    lines = []
    for block in re.split(r"\n\n", body.partition("\n")[2]):
        before, *items = re.split(r"^- ", block, flags=re.M)
        lines += [".Pp", prose(before)]
        if items:
            lines += [".Bl -bullet"]
            for item in items:
                lines += [".It", prose(item)]
            lines += [".El"]
    return lines[1:]


def overview(page, header, text, topics, about):
    lines = head(page, 3) + [f".Nm {page}", f".Nd {about}"]
    lines += [".Sh SYNOPSIS", f".In {header}", ".Sh DESCRIPTION", *intro(text)]
    lines += [".Sh TOPICS", ".Bl -tag -width Ds"]
    for name, (_, what) in topics.items():
        lines += [f".It Xr {name} 3", prose(what[:1].upper() + what[1:] + ".")]
    lines += [".El", ".Sh ENUMERATIONS", ".Bd -literal"]
    code = next(t for h, t in sections(text).items() if "enumerations" in h)
    enums = re.findall(r"^enum \w+ \{.*?^\};", code, re.M | re.S)
    for line in "\n\n".join(enums).splitlines():
        lines.append(line.replace("\\", "\\e") or "\\&")
    return lines + [".Ed", ".Sh SEE ALSO", *see_also(topics)]


def library(source, header, page, topics, about):
    text = (source / "include" / header).read_text()
    yield page + ".3", overview(page, header, text, topics, about)
    parts = sections(text)
    for name, (start, what) in topics.items():
        found = [f for h, t in parts.items() if h.startswith(start)
                 for f in functions(t)]
        yield name + ".3", topic_page(name, found, what, header,
                                      [page, *topics])


def keys(schema, properties):
    """Return a list of the keys of an object, with their values."""
    lines = [".Bl -tag -width Ds"]
    for key, value in properties.items():
        lines += [f".It Cm {key}", prose(value.get("description", ""))]
        if "enum" in value:
            words = ", ".join(str(word) for word in value["enum"])
            lines += [prose(f"One of: {words}.")]
        if value.get("default", "") != "":
            lines += [prose(f"By default: {json.dumps(value['default'])}.")]
        if key == "options":
            lines += keys(schema, value["properties"])
        target = value.get("items", value).get("$ref", "")[len("#/$defs/"):]
        target = schema["$defs"].get(target, {})
        inner = (target if "properties" in target
                 else target.get("else", {})).get("properties")
        if inner:
            lines += keys(schema, inner)
    return lines + [".El"]


def setup_page(source):
    schema = json.loads((source / "doc/setup.schema.json").read_text())
    lines = head("sesdomain-setup", 5)
    lines += [".Nm sesdomain-setup", ".Nd a domain and its SES instances",
              ".Sh DESCRIPTION", prose(schema["description"]), ".Pp",
              "It is one JSON object with these keys;",
              "a key that is unknown or is there twice is an error.",
              *keys(schema, schema["properties"]), ".Sh EXAMPLES",
              ".Bd -literal"]
    example = source / "examples/data/cross-region/setup.json"
    lines += [line or "\\&" for line in example.read_text().splitlines()]
    return lines + [".Ed", ".Sh SEE ALSO", ".Xr sesdomain-bulk 1 ,",
                    ".Xr sesdomain-check 1 ,", ".Xr sesdomain-plan 1"]


def pages(source):
    yield from library(source, "sesdomain.h", "sesdomain", TOPICS,
                       "one email domain, many SES instances, one DNS zone")
    yield from library(source, "sesdomain-dns.h", "sesdomain-dns", DNS_TOPICS,
                       "live DNS for libsesdomain")
    yield "sesdomain-setup.5", setup_page(source)


def main():
    source, directory = map(Path, sys.argv[1:])
    for name, lines in pages(source):
        (directory / name).write_text(
            '.\\" SPDX-License-Identifier: MIT\n' + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
