# SPDX-License-Identifier: MIT
"""Common parts of the tests of state formats: a zone in use, and the records
that it must have after a document was applied."""
import collections
import json
import os
import pathlib
import subprocess
import tempfile

import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone

import program

ZONE = "anycompany.com"
VENV = pathlib.Path(os.environ.get("SESDOMAIN_VENV", "venv"))
NODE = pathlib.Path(os.environ.get("SESDOMAIN_NODE", "node"))
DNSCONTROL = os.environ.get("SESDOMAIN_DNSCONTROL", "dnscontrol")

UNRELATED = [  # name, type, rdata
    ("@", "A", "192.0.2.1"),
    ("@", "AAAA", "2001:db8::1"),
    ("@", "MX", "10 mx1.example.net."),
    ("@", "TXT", '"v=spf1 include:_spf.example.net -all"'),
    ("@", "CAA", '0 issue "ca.example.net"'),
    ("www", "CNAME", "web.example.net."),
    ("ftp", "A", "192.0.2.2"),
    ("*.apps", "A", "192.0.2.3"),
    ("api", "A", "192.0.2.4"),
    ("api", "AAAA", "2001:db8::4"),
    ("_sip._tcp", "SRV", "10 20 5060 sip.example.net."),
    ("s1._domainkey", "TXT", '"v=DKIM1; p=MIGf"'),
    ("k2._domainkey", "CNAME", "k2.dkim.example.net."),
    ("_acme-challenge", "TXT", '"gfj9Xq-Rg85nM"'),
    ("mail2", "MX", "10 feedback-smtp.ap-south-1.amazonses.com."),
    ("mail2", "TXT", '"v=spf1 include:amazonses.com -all"'),
    ("a10", "A", "192.0.2.10"),
    ("a9", "A", "192.0.2.9"),
    ("office", "CNAME", "office.example.net."),
    ("vpn", "A", "192.0.2.11"),
]
SOA = "ns1.example.net. hostmaster.example.net. 1 7200 3600 1209600 300"
FOREIGN = '"another account\'s token; of 2019"'
DMARC = '"v=DMARC1; p=quarantine; rua=mailto:d@example.net"'
OURS = [  # left by an earlier plan
    ("mail-us", "MX", "10 feedback-smtp.us-east-1.amazonses.com."),
    ("mail-us", "TXT", '"v=spf1 mx ~all"'),
    ("mail-us", "TXT", '"a text of somebody else"'),
    ("iugypehmxkftitwkbcct7y5gacnc53by._domainkey", "CNAME",
     "iugypehmxkftitwkbcct7y5gacnc53by.dkim.amazonses.com."),
]

INSTANCES = [
    {"label": "SES1", "account": "111122223333", "region": "us-east-1",
     "verification_token": "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc=",
     "dkim_tokens": ["iugypehmxkftitwkbcct7y5gacnc53by",
                         "pi6czxuqmxgkgwxbkpsytdamfpb4xkum",
                         "kzpf5esomzvcq7roylouv3cdifavrl3b"],
     "mail_from": f"mail-us.{ZONE}"},
    {"label": "SES2", "account": "444455556666", "region": "eu-west-1",
     "verification_token": "CyBYuNaesCz82eY1p5M8Li84aMqLG0sKkGUYP3qLseg=",
     "dkim_keys": [{"selector": "own", "public_key":
              "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvVduer72GGXdq5AGZr"
              "hp7kOVVZLLIrx+1+B8wsKmqDRgqNOmWwjsc1aNmvdBbDUG2hydmsMjzY6Yg+QD"
              "3ZexC3VXKL5Ak/6OKDWZeaylwof5YrcKBg3SlRlofvn/907AZHmW9mO0SFhiWe"
              "CzJ71o8xuWnvrhDyWNsJy4OlWGb0EFa5/ce0F3Il25sv8SBgUFArnSccjaTdpk"
              "s1+/rCO/bfHjBZf+ulArv9H+bUf5kuxqMQClGHzJ+OMd1FwRg7rEJgDPuKOXiX"
              "bfpIvDT1jM4oyGoxrV1XBbgkEJ6rdGYfMdxs+wU+vJMSQ+wdwiP1aVyys/hkWm"
              "sSbCTKwp+Bi+9wIDAQAB"}],
     "mail_from": f"10mail.{ZONE}",
     "receiving": f"in.{ZONE}", "tracking": f"9click.{ZONE}"},
]

# Characters with a special meaning in HCL, YAML, JavaScript, a shell,
# CloudFormation or a zone file; identifiers with them are written into
# comments.
MARKS = [
    '"', "'", "\\", '\\"', "\\\\", "''", '""', "${x}", "%{x}", "$${x}",
    "%%{x}", "%{ if x }", "${", "%{", "$", "{{x}}", "{{resolve:ssm:x}}",
    "{x}", "`touch pwned`", "$(touch pwned)", "; touch pwned", "a;b", "a\\;b",
    ";", "\\", "</script>", "*/", "//", "# x", " # x", "- x", "a: b", ": ",
    "? x", "!x", "&x", "*x", "[x]", "{x: y}", "| x", "> x", "@x", "~", "null",
    "yes", "1", "1e3", "0x1f", "2001-01-01", "=", "<<", "%YAML", "---", "...",
    " x", "x ", "x  y", "\\n", "\\u0041", "\\065", "\\x41", "x\" \"y", "=1+1",
]
TEXTS = [mark.encode() for mark in MARKS] + [
    b"two\nlines", b"\n", b"\r\n", b"\ttab", b"\0", b"\x7f", b"\xff\xfe",
    "é שלום 𝄞 \u2028 \ufeff".encode(), bytes(range(128)),
    bytes(range(128, 256)), b"x" * 255, b"x" * 256, b"xy;\"" * 1000,
    b"z" * 4000, b"",
]


def rdata(octets):
    """Return octets as TXT rdata in presentation form."""
    return " ".join(
        '"' + "".join(f"\\{octet:03d}" for octet in octets[i:i + 255]) + '"'
        for i in range(0, len(octets) or 1, 255))


def whole(name):
    return ZONE if name == "@" else f"{name}.{ZONE}"


def records(extra=()):
    """Return all records of the zone as (name, type, ttl, rdata)."""
    rows = [("@", "SOA", SOA), ("@", "NS", "ns1.example.net."), *UNRELATED,
            ("_amazonses", "TXT", FOREIGN), ("_dmarc", "TXT", DMARC), *OURS,
            *extra]
    return [(whole(name), kind, 600, data) for name, kind, data in rows]


def setup(extra=(), **settings):
    """Return a setup document for the zone with its 20 unrelated records."""
    return {"domain": ZONE, "instances": INSTANCES, "ttl": 900,
            "existing": [{"name": name, "type": kind, "ttl": ttl,
                          "rdata": data, "id": f"r{i}"} for
                         i, (name, kind, ttl, data) in
                         enumerate(records(extra))],
            "existing_complete": True, **settings}


def texts_at(texts):
    """Return extra records: foreign values at _amazonses."""
    return [("_amazonses", "TXT", rdata(text)) for text in texts]


CONFLICT = {**setup(), "instances": [
    {**instance, "mail_from": f"mail-eu.{ZONE}"}
    for instance in INSTANCES]}
UNKNOWN = {**setup(), "existing": [], "existing_complete": False}
LONE = {**UNKNOWN, "instances": [  # sets of a single value
    {key: value for key, value in instance.items()
     if key != "verification_token"} for instance in INSTANCES]}

POLICIES = [  # a path may contain most special characters
    "v=DMARC1; p=none; rua=https://b.example/$(id)",
    "v=DMARC1; p=none; rua=https://b.example/'$(id)'",
    "v=DMARC1; p=none; rua=https://b.example/a&b*~()@",
    "v=DMARC1; p=none; rua=mailto:$%25@b.example!10m",
]


def hostile(policy):
    """Return a setup whose labels and accounts are MARKS, with a policy."""
    document = setup(dmarc=policy, id="".join(MARKS[:20]))
    document["instances"] = [
        {**instance, "label": mark, "account": "".join(MARKS[10:18])}
        for instance, mark in zip(INSTANCES, ("${x}'\"\\", "*/ </script>"))]
    document["existing"] = [record for record in document["existing"]
                            if record["name"] != f"_dmarc.{ZONE}"]
    return document


def write(document, form, *options):
    """Write a document in a format; the plan may have errors."""
    words = [word for option in options for word in ("-o", option)]
    done = subprocess.run([program.PROGRAM, "-k", "-f", form, *words, "-"],
                          input=json.dumps(document).encode(),
                          capture_output=True, check=False)
    if done.returncode > 1:
        assert not done.stdout
        raise program.Refused(done.stderr.decode())
    return done.stdout.decode()


def takes(text, form, *options):
    """Return whether a format writes a foreign text instead of refusing it."""
    try:
        write(setup(texts_at([text])), form, *options)
    except program.Refused:
        return False
    return True


def comparable(kind, data):
    """Return rdata in a normal form for comparison."""
    parsed = dns.rdata.from_text("IN", kind, data)
    if kind == "TXT":
        return b"".join(parsed.strings)
    return parsed.to_text().lower()


def gather(rows):
    """Group rows of (name, type, ttl, comparable) by set."""
    sets = collections.defaultdict(list)
    for name, kind, ttl, value in rows:
        sets[name.rstrip("."), kind, ttl].append(value)
    return {key: sorted(values) for key, values in sets.items()}


def wanted(document):
    """Return the desired sets of the plan."""
    plan = json.loads(write(document, "json"))
    return gather((rrset["name"], rrset["type"], rrset["ttl"],
                   comparable(rrset["type"], value["rdata"]))
                  for rrset in plan["recordsets"]
                  for value in rrset["records"] if value["op"] != "remove")


def existing(document):
    """Return the name and type of each existing set that is kept."""
    plan = json.loads(write(document, "json"))
    return {(rrset["name"], rrset["type"]) for rrset in plan["recordsets"]
            if rrset["prior"] == "present" and
            any(value["op"] != "remove" for value in rrset["records"])}


def after(document, extra=()):
    """Return all records of the zone after the document was applied."""
    sets = gather((name, kind, ttl, comparable(kind, data))
                  for name, kind, ttl, data in records(extra)
                  if kind not in ("SOA", "NS"))
    ours = wanted(document)
    changed = {key[:2] for key in ours}
    return {**{key: values for key, values in sets.items()
               if key[:2] not in changed}, **ours}


def carry_out(sets, adopted, refuses):
    """Return the zone after a state tool created or changed sets.

    The tool creates the sets that do not exist and overwrites those that it
    adopted. It refuses, or skips, other existing sets."""
    zone = gather((name, kind, ttl, comparable(kind, data))
                  for name, kind, ttl, data in records()
                  if kind not in ("SOA", "NS"))
    there = {key[:2]: key for key in zone}
    for key, values in sets.items():
        if key[:2] in there and key[:2] not in adopted:
            assert not refuses, key
            continue
        zone.pop(there.get(key[:2]), None)
        zone[key] = values
    return zone


def assert_untouched(case, zone):
    """Check that the 20 unrelated records and the foreign token and policy
    exist."""
    others = [*UNRELATED, ("_amazonses", "TXT", FOREIGN),
              ("_dmarc", "TXT", DMARC)]
    for name, kind, data in others:
        case.assertIn(comparable(kind, data), zone[whole(name), kind, 600])


def zone_text(extra=()):
    return "".join(
        f"{name}. {ttl} IN {kind} {data}\n"
        for name, kind, ttl, data in records(extra))


def of_zone_file(path):
    """Return the sets of a zone file except SOA and NS."""
    zone = dns.zone.from_file(str(path), ZONE, relativize=False)
    rows = []
    for name, ttl, data in zone.iterate_rdatas():
        kind = dns.rdatatype.to_text(data.rdtype)
        if kind not in ("SOA", "NS"):
            rows.append((name.to_text().lower(), kind, ttl,
                         comparable(kind, data.to_text())))
    return gather(rows)


def run(*command, **options):
    """Run a command and return its output, or fail with all of its output."""
    done = subprocess.run([*map(str, command)], capture_output=True,
                          check=False, text=True, **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}:\n"
                           f"{done.stdout}{done.stderr}")
    return done.stdout


class Directory:
    """A temporary working directory with only the given files."""

    def __init__(self, case):
        self.path = pathlib.Path(case.enterContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-")))

    def file(self, name, text):
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path


class Refusals:
    """The refusals that all state formats have in common; a mixin."""

    form = None
    options = ()
    careful = False  # whether the tool refuses to overwrite a set

    def assert_refused(self, document, said, *options):
        with self.assertRaisesRegex(program.Refused,
                                    f"(?m)^{self.form}: .*{said}"):
            write(document, self.form, *options)

    def test_conflict_is_refused(self):
        for options in self.options or ((),):
            self.assert_refused(CONFLICT, "cannot be written", *options)

    def test_unknown_shared_set_is_refused(self):
        for options in self.options or ((),):
            self.assert_refused(UNKNOWN, "existing values are not known", *options)

    def test_unknown_set_of_one_value(self):
        if self.careful:
            self.assertTrue(write(LONE, self.form))
        elif self.careful is not None:
            self.assert_refused(LONE, "existing values are not known")
