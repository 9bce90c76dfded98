# SPDX-License-Identifier: MIT
"""Read the listings that servers print, without editing: the plan is that of
the file which the server loaded."""
import pathlib
import subprocess
import tempfile
import unittest

import program
import servers
from process import ADDRESS, ENVIRONMENT, tool

ZONE = "example.com"
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="


def setup(domain):
    return {"domain": domain, "dmarc": "v=DMARC1; p=none", "instances": [
        {"label": label, "account": account, "region": region,
         "verification_token": TOKEN,
         "dkim_tokens": [letter * 32 for letter in "abc"],
         "mail_from": f"mail.{domain}"}
        for label, account, region in (("SES1", "1", "us-east-1"),
                                       ("SES2", "2", "us-east-1"))]}


HEAD = r"""
$ORIGIN example.com.
$TTL 1h
@ IN SOA ns1 host\.master ( 1 2h 15m ; refresh, retry
                            1w 5m )
  NS ns1
  NS ns.example.net.
NS1 A 192.0.2.1
    AAAA 2001:DB8:0::1
"""
# Our records in odd spellings, some of them wrong, among many others.
MIXED = HEAD + rf"""
@ 60 MX 10 mx
@ TXT "v=spf1 mx include:amazonses.com ~all"
@ TXT "a \"quoted\" \\ text" "second;part"
mx A 192.0.2.2
_AMAZONSES 300 TXT "not ours" "\000\255"
_amazonses 300 TXT "{TOKEN[:20]}" "{TOKEN[20:]}"
mail 600 MX 20 Feedback-SMTP.us-east-1.amazonses.com.
mail TXT "v=spf1 include:amazonses.com -all"
{"a" * 32}._domainkey CNAME {"a" * 32}.dkim.amazonses.com.
{"c" * 32}._domainkey TXT "x"
{"b" * 32}._domainkey.example.com CNAME {"b" * 32}.dkim.amazonses.com.
_dmarc 5 TXT "v=DMARC1; p=reject;" " rua=mailto:a@example.com"
* A 192.0.2.9
*.mail TXT "wild"
www CNAME @
sub NS ns.example.net.
odd\032name TXT "x"
_sip._tcp SRV 0 5 5060 sip
sip A 192.0.2.3
c CAA 0 issue "ca.example.net"
h HTTPS 1 . alpn=h2
t TYPE65280 \# 4 0a000001
"""
DELEGATED = HEAD + """
m NS ns.example.net.
n MX 10 feedback-smtp.us-east-1.amazonses.com.
"""
LONG = HEAD + "_amazonses TXT " + "".join(
    f'"{n:03}{"x" * 250}" ' for n in range(40)) + "\n"
CASES = (  # title, domain, zone file
    ("nothing of ours", ZONE, HEAD),
    ("right and wrong records", ZONE, MIXED),
    ("the zone above", f"n.{ZONE}", DELEGATED),
    ("below a delegation", f"x.m.{ZONE}", DELEGATED),
    ("10,000 octets of TXT", ZONE, LONG),
)


class Listings(unittest.TestCase):
    def setUp(self):
        self.directory = pathlib.Path(self.enterContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-")))

    def plan(self, domain, text, reader):
        path = self.directory / "listing"
        path.write_text(text, "utf-8")
        done = program.execute(setup(domain), "-k", "-f", "json", "-x",
                               f"{reader}={path}" if reader else path)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.stdout.decode()

    def assert_same_plan(self, print_listing, reader):
        """Compare the plans from a file and from its listing, which is also
        recognised."""
        for title, domain, text in CASES:
            with self.subTest(title):
                want = self.plan(domain, text, "zone")
                listing = print_listing(text)
                self.assertEqual(self.plan(domain, listing, reader), want)
                self.assertEqual(self.plan(domain, listing, None), want)

    def transfer(self, kind, client):
        def print_listing(text):
            with kind({ZONE: text}) as server:
                return tool(*client, f"@{ADDRESS}", "-p", str(server.port),
                            ZONE, "AXFR")
        self.assert_same_plan(print_listing, "zone")

    def test_transfers(self):
        for kind, *client in (
                (servers.Named, "dig", "-r"), (servers.Knot, "dig", "-r"),
                (servers.Nsd, "dig", "-r"), (servers.PowerDns, "dig", "-r"),
                (servers.Knot, "kdig")):
            with self.subTest(server=kind.__name__, client=client[0]):
                self.transfer(kind, client)

    def test_compiled(self):
        for style in ("full", "relative"):
            def print_listing(text, style=style):
                path = self.directory / "zone"
                path.write_text(text, "utf-8")
                return subprocess.run(
                    ["named-compilezone", "-k", "ignore", "-s", style, "-o",
                     "-", ZONE, path], env=ENVIRONMENT, check=True, text=True,
                    capture_output=True).stdout
            self.assert_same_plan(print_listing, "zone")

    def test_ldns(self):
        def print_listing(text):
            path = self.directory / "zone"
            path.write_text(text, "utf-8")
            return tool("ldns-read-zone", path)
        self.assert_same_plan(print_listing, "zone")

    def test_knotc(self):
        def print_listing(text):
            with servers.Knot({ZONE: text}) as server:
                return server.knotc("zone-read", ZONE)
        self.assert_same_plan(print_listing, "zone")

    def test_powerdns(self):
        def print_listing(text):
            with servers.PowerDns({ZONE: text}) as server:
                return server.request("GET", f"/zones/{ZONE}.")[1]
        self.assert_same_plan(print_listing, "powerdns")

    def test_pdnsutil(self):
        def print_listing(text):
            with servers.PowerDns({ZONE: text}) as server:
                return tool("pdnsutil", f"--config-dir={server.directory}",
                            "list-zone", ZONE)
        self.assert_same_plan(print_listing, "zone")


if __name__ == "__main__":
    unittest.main()
