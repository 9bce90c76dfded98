# SPDX-License-Identifier: MIT
"""Compare how lib/record/zonetext.c, BIND (named-compilezone), Knot
(kzonecheck, and transfers from knotd) and dnspython read master files.

The files are random (zonespellings.py). A file that BIND loads is read with
the same names, types, TTLs and RDATA; a file that BIND refuses is refused.
Knot and dnspython support less spellings: for each there is a second set of
files, as many as for BIND, without those.
Where the library differs on purpose, a row of OURS or BIND gives the reason.
"""
import collections
import concurrent.futures
import os
import pathlib
import re
import subprocess
import tempfile
import typing
import unittest

import dns.exception
import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone

import servers
import zonespellings
from process import ENVIRONMENT, tool

COUNT = int(os.environ.get("ZONETEXT_FILES", 2000))  # of each kind
SEED = int(os.environ.get("ZONETEXT_SEED", 1))  # of the first
SAMPLE = 30  # zones that dig transfers, too
ZONE = "example.com"

# The types whose RDATA the library parses. RDATA of other types is neither
# compared nor checked.
PARSED = {"A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "DNAME", "SPF"}

# Checks of the syntax alone, not of the contents of a zone.
COMPILE = ("named-compilezone", "-k", "ignore", "-i", "none", "-m", "ignore",
           "-M", "ignore", "-S", "ignore", "-r", "ignore", "-n", "ignore",
           "-T", "ignore", "-W", "ignore", "-l", "0", "-s", "full", "-o", "-")


START = ("$TTL 300\n@ SOA ns.example.net. h 1 2 3 4 5\n"
         "@ NS ns.example.net.\n")


class Row(typing.NamedTuple):
    """The reason why only the library or only BIND reads a file."""
    message: str  # a regular expression for the error of the other
    example: str  # the text after start
    reason: str
    start: str = START


# Files that BIND refuses and the library reads. First faults of a zone, not of
# a file: the plan reports them, if they concern it.
BIND = [
    Row("not at top of zone", "x SOA a. b. 1 2 3 4 5\n", "a zone's fault"),
    Row("CNAME and other data|a CNAME RRset of a CNAME",
        "x CNAME a\nx A 192.0.2.1\n", "a zone's fault"),
    Row("multiple RRs of singleton type", "x CNAME a\nx CNAME b\n",
        "a zone's fault"),
    Row("has no address records", "@ NS none\n", "a zone's fault"),
    Row("invalid NS owner name", "* NS ns.example.net.\n", "a zone's fault"),
    Row("has 0 SOA records|has no NS records", "x A 192.0.2.1\n",
        "a zone's fault", start="$TTL 300\n"),
    Row("unknown RR type '[A-Za-z][A-Za-z0-9-]*'", "@ ALIAS a.example.\n",
        "a type that is new, or a provider's: it is passed over"),
    Row("unknown RR type '.AGE:[0-9]*.'", "x [AGE:3731000] A 192.0.2.1\n",
        "dynamic records of Windows"),
    Row("no TTL specified", "@ NS ns.example.net.\n",
        "an SOA that is outside the zone, whose name we do not know",
        start="x.example.net. SOA a. b. 1 2 3 4 5\n"),
    Row("type 'M[DF]': obsolete", "x MD a\n", "passed over"),
    Row("CDS/CDNSKEY consistency checks failed", "@ CDS 1 2 3 00\n",
        "a zone's fault"),
    Row("bad label type", "\\[x A 192.0.2.1\n", "'\\[' was for bit-string "
        "labels, which RFC 6891 ends; by RFC 1035 it is a '['"),
    Row("dns_master_load: .*(extra input text|unexpected end)", "$TTL 5",
        "a directive ends the file, and its line has no end"),
    Row("dns_rdata_fromtext", "x LOC nowhere\n",
        "the RDATA of types that are passed over is not judged"),
]

# Messages after which BIND continues.
WARNINGS = ("ignoring out-of-zone|inherited owner|using RFC1035 TTL|"
            "using SOA MINTTL|TTL set to prior|MAXTTL|end with newline|failed:")

# Files that the library refuses and BIND reads.
OURS = [
    Row("a line ends with a backslash", 'x TXT "a\\\nb"\n',
        "BIND reads the line end as text; it is a slip, after which the next "
        "quotation mark turns text and records around"),
    Row("a comment has a carriage return", "; a\rx A 192.0.2.1\n",
        "BIND's comment goes on, its author's may not"),
    Row("not closed on its line", 'x TXT "a\rb"\n', "the same in a string"),
    Row("a TTL up to 2147483647", "x 3000000000 A 192.0.2.1\n",
        "BIND warns and takes 0"),
    Row("minimum is no TTL", "@ NS ns.example.net.\n", "the same",
        start="@ SOA ns.example.net. h 1 2 3 4 3000000000\n"),
    Row("\\$DATE", "$DATE 20260101000000\n", "of files that BIND writes"),
    Row("a range such as", "$GENERATE 1-2x a$ A 192.0.2.$\n",
        "BIND passes over what is behind a range"),
    Row("makes more than the option", "$GENERATE 0-262144 a$ A 192.0.2.1\n",
        "a short file must not cost more than the longest one"),
    Row("a NUL octet", 'x TXT "\0"\n', "no file of text has one"),
]

# Spellings that Knot 3.2 refuses.
KNOT = {
    "adjacent": "strings have a blank between them",
    "bom": "a byte order mark",
    "class-number": "it has no CLASS1",
    "crlf": "it says so",
    "escape-in-list": "of SVCB and HTTPS",
    "generate": "it has no $GENERATE",
    "outside": "it refuses records outside the zone",
    "quoted-owner": "an owner name in quotation marks is BIND's",
    "rare-type": "it does not know them",
    "relative-origin": "it wants an absolute one",
    "split-digits": "the digits of an octet are in one word",
    "whole": "a parenthesis does not come before the owner name",
}

# Spellings that Knot 3.2 reads differently from BIND.
KNOT_OTHER = {
    "ttl-of-minimum": "it has a default TTL, 3600",
    "ttl-of-soa": "the same",
    "blank-parenthesis": "a blank and '(' begin a record that it leaves out",
    "tight": "')' is part of the tag of a CAA record",
}

# Spellings that dnspython 2.3 refuses or reads differently from BIND.
DNSPYTHON = {
    "bom": "a byte order mark",
    "generate": "it has less modifiers",
    "generic-name": "it takes such names for relative",
    "quoted-owner": "a name in quotation marks is BIND's",
    "ttl-of-minimum": "it takes the last TTL stated",
    "ttl-of-soa": "it takes the SOA's minimum",
    "relative-origin": "it leaves it relative",
    "class-first": "it wants the TTL first",
}


class Zone(typing.NamedTuple):
    """The result of reading a file: the TTLs and RDATA of each RRset, and the
    error, if any."""
    rrsets: dict
    error: str
    lines: dict  # the types of the records that begin in a line, by line


def canonical(owner, kind, rdata, zone):
    """Return the key of a record's RRset, and its RDATA if that is
    compared."""
    name = dns.name.from_text(owner).canonicalize()
    if not name.is_subdomain(dns.name.from_text(zone)):
        return None, None
    number = dns.rdatatype.from_text(kind)
    if dns.rdatatype.to_text(number) not in PARSED:
        return (name, number), None
    parsed = dns.rdata.from_text("IN", number, rdata)
    return (name, number), parsed.to_digestable()


def gather(records, zone):
    """Group (owner, type, ttl, rdata) by RRset."""
    rrsets = collections.defaultdict(lambda: ([], set()))
    for owner, kind, ttl, rdata in records:
        key, octets = canonical(owner, kind, rdata, zone)
        if key:
            rrsets[key][0].append(int(ttl))
            rrsets[key][1].add(octets)
    return dict(rrsets)


def ours(paths, zone):
    """Return the zones that the library reads from files."""
    done = subprocess.run([os.environ["SESDOMAIN_ZONECAT"], zone, *paths],
                          check=True, capture_output=True)
    zones = []
    for part in done.stdout.decode("latin-1").split("file\n")[1:]:
        *lines, last = part.splitlines()
        records, by_line = [], collections.defaultdict(set)
        for line in lines:
            owner, kind, ttl, rdata, _, number = line.split("\t")
            by_line[int(number)].add(kind)
            if kind.startswith("TYPE"):
                records.append((owner + "." * (owner != "."), kind, ttl,
                                rdata))
        error = "" if last.startswith("end\t") else last.split("\t")[2]
        if error:
            by_line[int(last.split("\t")[1])].add("error")
        zones.append(Zone(gather(records, zone), error, by_line))
    return zones


def without_bom(path):
    """Return the path of the same file without a byte order mark."""
    text = path.read_bytes()
    if not text.startswith(zonespellings.BOM):
        return path
    plain = path.with_suffix(".plain.zone")
    plain.write_bytes(text.removeprefix(zonespellings.BOM))
    return plain


def bind(path, zone):
    """Return the zone that named-compilezone reads from a file. It refuses a
    byte order mark."""
    done = subprocess.run([*COMPILE, zone, without_bom(path)],
                          env=ENVIRONMENT, check=False, capture_output=True)
    said = done.stderr.decode("latin-1")
    if done.returncode:
        return Zone({}, said, {})
    records = []
    for line in done.stdout.decode("latin-1").splitlines():
        owner, ttl, _, kind, rdata = line.split(None, 4)
        records.append((owner, kind, ttl, rdata))
    return Zone(gather(records, zone), "", {})


def of_dnspython(text, zone):
    """Return the zone that dnspython reads from a text."""
    try:
        read = dns.zone.from_text(
            text.decode("latin-1").replace("\r\n", "\n"), zone + ".",
            relativize=False, check_origin=False)
    except (dns.exception.DNSException, ValueError, AttributeError) as error:
        return Zone({}, f"{type(error).__name__}: {error}", {})
    rrsets = {}
    for name, rdataset in read.iterate_rdatasets():
        kind = dns.rdatatype.to_text(rdataset.rdtype)
        rrsets[(name.canonicalize(), rdataset.rdtype)] = (
            [rdataset.ttl], {rdata.to_digestable() if kind in PARSED else None
                             for rdata in rdataset})
    return Zone(rrsets, "", {})


def knot(path, file, zone):
    """Return the errors of kzonecheck, or an empty text for a valid file, or
    for one with a spelling that it does not read."""
    if file.features & {*KNOT, *KNOT_OTHER}:
        return ""
    done = subprocess.run(["kzonecheck", "-v", "-o", zone, path],
                          env=ENVIRONMENT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.stdout.decode("latin-1") if done.returncode else ""


def explain(rows, message):
    return [row for row in rows if re.search(row.message, message)]


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class ZoneText(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory(prefix="sesdomain-real-")
        cls.addClassCleanup(cls.directory.cleanup)
        cls.pool = concurrent.futures.ThreadPoolExecutor(2)
        cls.addClassCleanup(cls.pool.shutdown)

    def files(self, make, *without):
        """Generate and write COUNT files; return the paths and the files."""
        made = [make(seed, ZONE, *without)
                for seed in range(SEED, SEED + COUNT)]
        paths = []
        for number, file in enumerate(made):
            path = pathlib.Path(self.directory.name, f"{number}.zone")
            path.write_bytes(file.text)
            paths.append(path)
        return paths, made

    def assert_same(self, mine, theirs, who):
        """Check that two readers find the same RRsets. If the records of an
        RRset differ in TTL, one of the TTLs is used, since an RRset has only
        one (RFC 2181 section 5.2)."""
        self.assertEqual(sorted(mine.rrsets), sorted(theirs.rrsets), who)
        for key, (ttls, rdatas) in theirs.rrsets.items():
            self.assertIn(ttls[0], mine.rrsets[key][0], (who, key))
            self.assertEqual(mine.rrsets[key][1], rdatas, (who, key))

    def compare(self, file, mine, theirs, knots):
        """Compare our result for a valid file with the other readers, and
        return the names of those that read it."""
        took = {"BIND"}
        self.assertEqual(mine.error, "")
        self.assertEqual(theirs.error, "")
        self.assert_same(mine, theirs, "BIND")
        if not file.features & {*KNOT, *KNOT_OTHER}:
            self.assertEqual(knots, "")
            took.add("Knot")
        if not file.features & DNSPYTHON.keys():
            read = of_dnspython(file.text, ZONE)
            self.assertEqual(read.error, "")
            self.assert_same(mine, read, "dnspython")
            took.add("dnspython")
        return took

    def test_every_spelling(self):
        paths, files = self.files(zonespellings.valid)
        took = collections.Counter()
        for path, file, *read in zip(
                paths, files, ours(paths, ZONE),
                self.pool.map(lambda path: bind(path, ZONE), paths),
                self.pool.map(lambda path, file: knot(path, file, ZONE),
                              paths, files)):
            with self.subTest(path.name, features=file.features):
                took.update(self.compare(file, *read))
        self.assertEqual(took["BIND"], COUNT)
        self.assertGreater(took["Knot"], COUNT / 8)
        self.assertGreater(took["dnspython"], COUNT / 25)

    def test_damaged_files(self):
        paths, files = self.files(zonespellings.damaged)
        both = collections.Counter()
        for path, mine, theirs in zip(
                paths, ours(paths, ZONE),
                self.pool.map(lambda path: bind(path, ZONE), paths)):
            both[not mine.error, not theirs.error] += 1
            with self.subTest(path.name):
                if mine.error and theirs.error:
                    continue
                if not mine.error and not theirs.error:
                    self.assert_same(mine, theirs, "BIND")
                    continue
                rows = explain(OURS, mine.error) if mine.error else \
                    self.why_read(mine, theirs)
                self.assertTrue(rows, mine.error or theirs.error)
        self.assertGreater(both[True, True], COUNT / 10)
        self.assertGreater(both[False, False], COUNT / 10)

    def why_read(self, mine, theirs):
        """Return the rows for a file that only BIND refuses, one for each
        message with a line number, or an empty list if one is not
        explained."""
        rows = []
        for line in theirs.error.splitlines():
            if re.search(WARNINGS, line):
                continue
            found = explain(BIND, line)
            place = re.search(r"\.zone:(\d+): ", line)
            if "dns_rdata_fromtext" in line and \
                    not self.is_passed(mine, int(place[1])):
                found = []
            if place and not found:
                return []
            rows += found
        return rows

    def test_rows(self):
        """The example of each row shows the difference."""
        path = pathlib.Path(self.directory.name, "row.zone")
        for row in BIND + OURS:
            path.write_bytes((row.start + row.example).encode("latin-1"))
            (mine,), theirs = ours([path], ZONE), bind(path, ZONE)
            with self.subTest(row.message):
                self.assertRegex((theirs if row in BIND else mine).error,
                                 row.message)
                self.assertEqual((mine if row in BIND else theirs).error, "")

    def is_passed(self, mine, line):
        """Return whether the library does not parse the RDATA of the record in
        a line."""
        before = [number for number in mine.lines if number <= line]
        return bool(before) and all(
            dns.rdatatype.to_text(dns.rdatatype.from_text(kind)) not in PARSED
            for kind in mine.lines[max(before)] if kind.startswith("TYPE"))

    def test_dnspython(self):
        """Compare files in the spellings that dnspython reads."""
        paths, files = self.files(zonespellings.valid, frozenset(DNSPYTHON))
        compared = 0
        for path, file, mine in zip(paths, files, ours(paths, ZONE)):
            with self.subTest(path.name, features=file.features):
                read = of_dnspython(file.text, ZONE)
                self.assertEqual((mine.error, read.error), ("", ""))
                self.assert_same(mine, read, "dnspython")
                compared += 1
        self.assertEqual(compared, COUNT)

    def test_knot(self):
        """Compare zones that Knot serves, in the spellings that it reads, as
        kdig and dig print them."""
        without = frozenset({*KNOT, *KNOT_OTHER})
        zones = [f"z{seed}.example.com" for seed in range(SEED, SEED + COUNT)]
        texts = {zone: zonespellings.valid(seed, zone, without).text
                 .decode("latin-1")
                 for seed, zone in enumerate(zones, SEED)}
        compared = 0
        with servers.Knot(texts) as server:
            for number, zone, checked, *served in zip(
                    range(COUNT), zones,
                    self.pool.map(lambda zone: self.kzonecheck(server, zone),
                                  zones),
                    self.pool.map(lambda zone: self.transfer(
                        "kdig", server, zone), zones)):
                with self.subTest(zone):
                    self.assertEqual(checked, "")
                    if number < SAMPLE:
                        served.append(self.transfer("dig", server, zone))
                    self.check_transfer(server, zone, served)
                    compared += 1
        self.assertEqual(compared, COUNT)

    def kzonecheck(self, server, zone):
        """Return the errors of kzonecheck for a file of a server."""
        done = subprocess.run(
            ["kzonecheck", "-o", zone, server.directory / f"{zone}.zone"],
            env=ENVIRONMENT, check=False, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT)
        return done.stdout.decode("latin-1") if done.returncode else ""

    def transfer(self, program, server, zone):
        """Return the path of the output of dig or kdig for a transfer."""
        words = ["-r"] if program == "dig" else []
        path = pathlib.Path(self.directory.name, f"{zone}.{program}")
        path.write_text(tool(program, *words, f"@{server.address}", "-p",
                             str(server.port), zone, "AXFR"), "utf-8")
        return path

    def check_transfer(self, server, zone, served):
        """Compare a file with what the server transfers of it."""
        file, *read = ours([server.directory / f"{zone}.zone", *served], zone)
        for path, printed in zip(served, read):
            self.assertEqual((file.error, printed.error), ("", ""))
            self.assert_same(file, printed, path.suffix)


if __name__ == "__main__":
    unittest.main()
