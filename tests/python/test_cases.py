# SPDX-License-Identifier: MIT
"""Zone files and listings that were once read wrongly, each with siblings of
its kind: what the plan knows of the zone, and what the formats make of it.
"""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import listings

PROGRAM = os.environ.get("SESDOMAIN_PLAN", "")
TOKENS = [letter * 31 + "2" for letter in "abc"]
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
SOA = "SOA ns1.example.net. hostmaster 1 7200 3600 1209600 300\n"
HEAD = "$ORIGIN example.com.\n$TTL 3600\n@ IN " + SOA + "@ IN NS ns1.example.net.\n"
FOREIGN = '_amazonses TXT "foreign"\n'
REJECT = '_dmarc TXT "v=DMARC1; p=reject"\n'


def setup(domain="example.com", **more):
    return {
        "domain": domain, "dmarc": "v=DMARC1; p=none",
        "instances": [{
            "label": "SES1", "account": "1", "region": "us-east-1",
            "dkim_tokens": TOKENS, "verification_token": TOKEN,
            "mail_from": f"mail.{domain}",
        }], **more,
    }  # fmt: skip


# what, zone file, and of sets the TTL; None: absent. All others are absent
READ = [
    ("the class before the TTL", HEAD + "_amazonses IN 300 TXT foreign\n",
     {"_amazonses": 300}),
    ("the TTL before the class", HEAD + "_amazonses 300 IN TXT foreign\n",
     {"_amazonses": 300}),
    ("units, in either case", HEAD + "_amazonses 1h5M tXt foreign\n",
     {"_amazonses": 3900}),
    ("the TTL of the record before",
     "$ORIGIN example.com.\n@ 86400 IN " + SOA + "@ NS ns1.example.net.\n"
     + FOREIGN, {"_amazonses": 86400}),
    ("the last TTL of several",
     "$ORIGIN example.com.\n@ 86400 IN " + SOA + "www 60 A 192.0.2.1\n"
     + FOREIGN + '_dmarc TXT "v=DMARC1; p=none"\n',
     {"_amazonses": 60, "_dmarc": 60}),
    ("the TTL of the SOA's last number",
     "$ORIGIN example.com.\n@ IN " + SOA + FOREIGN, {"_amazonses": 300}),
    ("$TTL after a record with one",
     HEAD + "www 60 A 192.0.2.1\n$TTL 7\n" + FOREIGN, {"_amazonses": 7}),
    ("directives in any case", "$origin example.com.\n$Ttl 9\n@ IN " + SOA
     + FOREIGN, {"_amazonses": 9}),
    ("ALIAS, and blank lines", HEAD + "@ ALIAS web.example.net.\n\n\n\n"
     "www A 192.0.2.1\n" + FOREIGN, {"_amazonses": 3600}),
    ("ALIAS over several lines", HEAD + "www ALIAS (\n  web.example.net.\n)\n"
     + FOREIGN, {"_amazonses": 3600}),
    ("types of providers",
     HEAD + "@ LUA A \"ifportup(443, {'192.0.2.1'})\"\nx WINS L1 ( 10.0.0.1 )\n"
     "y [AGE:3731000] 60 A 192.0.2.1\n" + FOREIGN, {"_amazonses": 3600}),
    ("types that are new", HEAD + "r RESINFO qnamemin exterr=15\n"
     "d DSYNC CDS NOTIFY 5300 r\nf TYPE65280 \\# 2 0102\n" + FOREIGN,
     {"_amazonses": 3600}),
    ("a value with escapes", HEAD + "svc SVCB 1 . alpn=\\\\,\n" + FOREIGN,
     {"_amazonses": 3600}),
    ("$GENERATE", HEAD + "$GENERATE 1-3 host$ A 192.0.2.$\n" + FOREIGN,
     {"_amazonses": 3600}),
    ("$GENERATE of a set of ours",
     HEAD + "$GENERATE 1-1 _amazonses 77 TXT \"foreign $\"\n",
     {"_amazonses": 77}),
    ("a byte order mark", "\ufeff" + HEAD + FOREIGN, {"_amazonses": 3600}),
    ("UTF-16", (HEAD + FOREIGN).encode("utf-16"), {"_amazonses": 3600}),
    ("CRLF", (HEAD + FOREIGN).replace("\n", "\r\n"), {"_amazonses": 3600}),
    ("no newline at the end", (HEAD + FOREIGN)[:-1], {"_amazonses": 3600}),
    ("tabs and trailing blanks", (HEAD + FOREIGN).replace(" ", "\t").replace(
        "\n", " \t\n"), {"_amazonses": 3600}),
    ("a parenthesis ends a word", HEAD + 'www TXT("a")\n_amazonses TXT("b"'
     '"c")\n', {"_amazonses": 3600}),
    ("a record within parentheses", HEAD + "( www 60 IN A 192.0.2.1 )\n"
     "( _amazonses 8 IN\n TXT foreign )\n", {"_amazonses": 8}),
    ("$ORIGIN . with a comment", "$ORIGIN . ; a comment\n$TTL 5\nexample.com "
     "IN " + SOA + '_amazonses.example.com TXT "x"\n', {"_amazonses": 5}),
    ("$ORIGIN . with CRLF", "$ORIGIN .\r\n$TTL 5\r\nexample.com IN " + SOA
     + '_amazonses.example.com TXT "x"\r\n', {"_amazonses": 5}),
    ("generic data of a known type",
     HEAD + "_amazonses TYPE16 \\# 4 03666f6f\n", {"_amazonses": 3600}),
    ("escapes in the owner", HEAD + "\\095amazonses TXT x\n",
     {"_amazonses": 3600}),
    ("unquoted strings", HEAD + "_amazonses TXT v=x; a comment\n",
     {"_amazonses": 3600}),
]  # fmt: skip

# what, zone file, line and word of the message
REFUSED = [
    ("a parenthesis left open",
     HEAD + 'www TXT ( "open"\n' + FOREIGN + REJECT, 5, r"\("),
    ("one that begins a record", HEAD + "\n( www TXT open\n" + REJECT, 6,
     r"\("),
    ("a parenthesis never opened", HEAD + 'www TXT "a" )\n' + REJECT, 5,
     r"\)"),
    ("a quotation mark left open", HEAD + 'www TXT "a\n' + REJECT, 5,
     "quotation mark"),
    ("$INCLUDE", HEAD + "\n$INCLUDE more.zone\n", 6, r"\$INCLUDE.*compilezone"),
    ("NUL", HEAD + "www TXT a\0b\n", 5, "NUL"),
    ("a class of another network", HEAD + "www CH A 192.0.2.1\n", 5, "CH"),
    ("a string of 256 octets", HEAD + f'www TXT "{"x" * 256}"\n', 5, "255"),
    ("a text that is longer than DNS allows", HEAD + "_amazonses TXT (\n"
     + '"' + "x" * 255 + '"\n' + ('"' + "x" * 255 + '"\n') * 256 + ")\n", 5,
     "65"),
    ("an octal escape", HEAD + "www TXT \\300\n", 5, "300"),
    ("a TTL that is too large", HEAD + "_amazonses 2147483648 TXT a\n", 5,
     "2147483648"),
    ("a label of 64 octets", HEAD + "x" * 64 + " A 192.0.2.1\n", 5, "63"),
    ("data of the wrong form", HEAD + "_amazonses.x MX mx.example.\n", 5,
     "MX|preference"),
]  # fmt: skip


@unittest.skipUnless(PROGRAM, "needs the example programs")
class Cases(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.at = Path(directory.name)

    def run_plan(self, document, listing, *words):
        (self.at / "setup.json").write_text(json.dumps(document))
        if isinstance(listing, str):
            listing = listing.encode()
        if listing is not None:
            (self.at / "zone").write_bytes(listing)
            words = (*words, "-x", "zone")
        return subprocess.run(
            [PROGRAM, "-k", *words, "setup.json"],
            cwd=self.at, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    def plan(self, document, listing):
        done = self.run_plan(document, listing, "-f", "json")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return json.loads(done.stdout), done.stderr

    def test_zone_files_that_are_read(self):
        for what, text, wanted in READ:
            with self.subTest(what):
                plan, _ = self.plan(setup(), text)
                there = {
                    rs["name"].removesuffix(".example.com"): rs["ttl"]
                    for rs in plan["recordsets"]
                    if rs["prior"] == "present"
                }
                self.assertEqual(there.pop("_dmarc", None),
                                 wanted.get("_dmarc"))  # fmt: skip
                self.assertEqual(there, {
                    k: v for k, v in wanted.items() if k != "_dmarc"
                })  # fmt: skip
                self.assertEqual(
                    {rs["prior"] for rs in plan["recordsets"]},
                    {"absent", "present"},
                )

    def test_zone_files_that_are_refused(self):
        for what, text, line, word in REFUSED:
            with self.subTest(what):
                done = self.run_plan(setup(), text, "-f", "json")
                self.assertEqual((done.returncode, done.stdout), (2, ""))
                self.assertRegex(done.stderr, rf"zone: line {line}: .*{word}")

    # ---- the apex is read, not assumed ----

    STATE = ["octodns", "dnscontrol", "cloudformation", "terraform"]

    def check_zone(self, domain, apex, listing):
        """All sets are absent, and each format names the zone."""
        plan, _ = self.plan(setup(domain), listing)
        self.assertEqual(plan["zone"], apex)
        self.assertEqual(
            {rs["prior"] for rs in plan["recordsets"]}, {"absent"}
        )
        host = f"_amazonses.{domain}".removesuffix(f".{apex}")
        page = self.run_plan(
            setup(domain), listing, "-o", "audience=customer"
        ).stdout
        self.assertRegex(page, rf"(?m)\b{host}$|\b{host} ")
        update = self.run_plan(setup(domain), listing, "-f", "nsupdate")
        self.assertEqual(update.returncode, 0, update.stderr)
        self.assertIn(f"\nzone {apex}.\n", "\n" + update.stdout)
        for form in self.STATE:
            done = self.run_plan(setup(domain), listing, "-f", form)
            self.assertEqual(done.returncode, 0, (form, done.stderr))

    def test_the_zone_of_the_listing(self):
        records = [
            ("@", "SOA", 300, SOA[4:-1].replace("master", "master.x.")),
            ("@", "NS", 300, "ns1.example.net."),
            ("support", "MX", 300, "10 mx.example.net."),
            ("www", "A", 300, "192.0.2.1"),
        ]
        for name, write in listings.LISTINGS.items():
            listing = listings.text(write(records, "example.com"))
            for domain in ("support.example.com", "a.b.example.com",
                           "example.com"):  # fmt: skip
                with self.subTest(name, domain=domain):
                    self.check_zone(domain, "example.com", listing)

    # ---- what is not known ----

    def test_nothing_known(self):
        """Every report says so, and none says that something is created."""
        for form in ("text", "markdown", "html"):
            done = self.run_plan(setup(), None, "-f", form)
            with self.subTest(form):
                self.assertNotIn("to create", done.stdout)
                self.assertIn("7 to add, existing records not known", done.stdout)
                self.assertIn("Nothing is known of the records", done.stdout)
        self.assertIn("note: nothing-known: ", done.stderr)
        for listing in ("", HEAD, FOREIGN):
            done = self.run_plan(setup(), listing, "-f", "text")
            self.assertNotIn("nothing-known", done.stderr)
            self.assertEqual("to create" in done.stdout, listing == HEAD)

    def test_a_zone_that_is_a_guess(self):
        """A domain of three labels may be in the zone above."""
        soa = {"name": "example.com", "type": "SOA", "ttl": 300,
               "rdata": SOA[4:-1].replace("master", "master.x.")}
        own = {**soa, "name": "sub.example.com"}
        above = "$ORIGIN example.com.\n@ 60 IN " + SOA
        one = listings.cloudflare([("sub", "A", 60, "192.0.2.1")],
                                  "example.com")
        named = json.loads(json.dumps(one))
        named["result"][0]["zone_name"] = "example.com"
        for guess, zone, more, listing in (
            (True, "sub.example.com", {}, None),
            (True, "sub.example.com", {}, json.dumps(one)),
            (False, "example.com", {}, json.dumps(named)),
            (False, "example.com", {"zone": "example.com"}, json.dumps(one)),
            (False, "example.com", {"zone": "example.com"}, None),
            (False, "example.com", {"existing": [soa]}, None),
            (False, "sub.example.com", {"existing": [own, soa]}, None),
            (False, "sub.example.com", {"existing_complete": True}, None),
            (False, "example.com", {}, above),
            (False, "sub.example.com", {}, above.replace("example.com", "sub.example.com")),
        ):  # fmt: skip
            with self.subTest(guess, zone=zone, more=more):
                document = setup("sub.example.com", **more)
                plan, said = self.plan(document, listing)
                self.assertEqual("zone-assumed" in said, guess, said)
                self.assertEqual(plan["zone"], zone)
        _, said = self.plan(setup("example.com"), None)
        self.assertNotIn("zone-assumed", said)


if __name__ == "__main__":
    unittest.main()
