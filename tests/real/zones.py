# SPDX-License-Identifier: MIT
"""Helpers to compare a zone in use with the result of a plan.

A zone is a dict of record sets: (name, type) to (ttl, values), the values are
a sorted list. A TXT value is a tuple of octet strings, any other value its
text. Existing records have the form of the setup document.
"""
import json
import os
import pathlib
import re

import sesdomain

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
DOMAIN = "anycompany.com"

# Characters and words with a special meaning in a document, a shell or a
# template.
HOSTILE = (
    b"'", b'"', b"\\", b'\\"', b"a'b\"c\\d`e`", b"$(touch canary)",
    b"`touch canary`", b"'; touch canary; '", b'"; touch canary; "',
    b"${x} %{y} {{z}} ${", b"%{i}._spf", b"; a comment", b"# a comment",
    b"</script><script>alert(1)</script>", b"<img src=x onerror=alert(1)>",
    b"-->", b"]]>", b"@/etc/passwd", b"-e", b"--help", b"*", b"~", b"&amp;",
    b" leading and trailing ", b"a: b", b"- a", b"!!python/object:x", b"null",
    b"\n", b"a\r\nb", b"\t", b"\0", b"\x1b[31m", b"\x7f", b"\xff\xfe",
    "é\u2028\u202e\U0001f4e7".encode(), b"EOF\n", b"x" * 255, b"x" * 256,
    b"y" * 4000, bytes(range(256)), b"=1+1", b"+1", b"@SUM(1)", b"v=spf1",
)


def presentation(octets):
    """Return a TXT value in presentation form, in strings of 255 octets."""
    def character(octet):
        if octet in b'"\\':
            return "\\" + chr(octet)
        return chr(octet) if 32 <= octet < 127 else f"\\{octet:03d}"
    return " ".join(
        '"' + "".join(map(character, octets[i:i + 255])) + '"'
        for i in range(0, max(len(octets), 1), 255))


def strings(rdata):
    """Return the strings of a TXT in presentation form, as octets."""
    def octet(escape):
        code = escape[1]
        return chr(int(code)) if len(code) == 3 else code
    return tuple(
        re.sub(r"\\([0-9]{3}|.)", octet, string[1:-1]).encode("latin-1")
        for string in re.findall(r'"(?:[^"\\]|\\.)*"', rdata))


def value(kind, rdata):
    """Return a value in a normal form for comparison."""
    return strings(rdata) if kind == "TXT" else rdata


def pasted(value):
    """Return the text that a user pastes for a value of the json output: the
    text itself, or its presentation form if the text has invisible characters
    or begins with '"'."""
    text = value.get("text", "")
    seen = text and not re.search("[\u2028-\u202e]", text)
    return text if seen and not text.startswith('"') else value["rdata"]


def others(domain=DOMAIN, tokens=(b"foreign",)):
    """Return 20 unrelated records, a foreign token and a foreign DMARC record,
    each with an id."""
    records = [
        ("", "SOA", "ns1.example. hostmaster.example. 1 7200 3600 86400 300"),
        ("", "NS", "ns1.example."), ("", "NS", "ns2.example."),
        ("", "A", "192.0.2.1"), ("", "AAAA", "2001:db8::1"),
        ("", "MX", "10 mx1.example."), ("", "MX", "20 mx2.example."),
        ("", "TXT", '"v=spf1 mx -all"'), ("", "TXT", '"it\'s \\"odd\\""'),
        ("", "CAA", '0 issue "ca.example"'),
        ("www", "CNAME", "web.example."), ("*", "A", "192.0.2.2"),
        ("shop", "A", "192.0.2.3"), ("shop", "TXT", '"a" "b"'),
        ("_sip._tcp", "SRV", "0 0 5060 sip.example."),
        ("other._domainkey", "TXT", '"v=DKIM1; p=MIIB"'),
        ("k1._domainkey", "CNAME", "k1.dkim.example."),
        ("news", "MX", "10 news.example."), ("sub", "NS", "ns.example."),
        ("_acme-challenge", "TXT", '"x"'),
        ("_dmarc", "TXT", '"v=DMARC1; p=quarantine"'),
        *(("_amazonses", "TXT", presentation(token)) for token in tokens),
    ]
    return [{"name": f"{host}.{domain}".lstrip("."), "type": kind,
             "ttl": 300, "rdata": rdata, "id": f"id{i:02d}"}
            for i, (host, kind, rdata) in enumerate(records)]


def zone_of(existing):
    zone = {}
    for record in existing:
        key = record["name"], record["type"]
        _, values = zone.setdefault(key, (record["ttl"], []))
        values.append(value(record["type"], record["rdata"]))
        values.sort()
    return zone


def wanted(plan, zone):
    """Return the zone after the plan was applied."""
    zone = {key: (ttl, list(values)) for key, (ttl, values) in zone.items()}
    for rrset in json.loads(plan.text("json"))["recordsets"]:
        key = rrset["name"], rrset["type"]
        ttl, values = zone.pop(key, (rrset["ttl"], []))
        for one in rrset["records"]:
            change = {"keep": lambda _: None, "add": values.append,
                      "remove": values.remove}[one["op"]]
            change(value(rrset["type"], one["rdata"]))
        if values:
            zone[key] = ttl, sorted(values)
    return zone


def setup(name, existing=None):
    """Return a setup document of an example or a golden case."""
    for place in ("examples/data", "tests/golden"):
        path = SOURCE / place / name / "setup.json"
        if path.exists():
            document = json.loads(path.read_text("utf-8"))
    if existing is not None:
        document |= {"existing": existing, "existing_complete": True}
    return document


def plan_of(document):
    with sesdomain.Domain.from_setup(json.dumps(document)) as domain:
        return domain.plan()
