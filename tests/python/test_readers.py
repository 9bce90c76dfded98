# SPDX-License-Identifier: MIT
"""Compare the readers of existing records: the same zone gives the same plan,
octet for octet, in every input format.
"""

import json
import os
import random
import subprocess
import tempfile
import unittest
from pathlib import Path

import listings

PROGRAM = os.environ.get("SESDOMAIN_PLAN", "")
APEX = "example.com"
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
SES = ".dkim.amazonses.com."
HEAD = [
    ("@", "SOA", 3600, "ns1.example.net. h.example.net. 1 7200 3600 99 300"),
    ("@", "NS", 3600, "ns1.example.net."),
    ("@", "A", 300, "192.0.2.1"),
    ("www", "A", 300, "192.0.2.2"),
]


def setup(domain=APEX, **more):
    return {
        "domain": domain,
        "instances": [
            {
                "label": "SES1", "account": "1", "region": "us-east-1",
                "verification_token": TOKEN,
                "dkim_tokens": ["a", "b", "c"],
                "mail_from": f"mail.{domain}",
            }
        ],
        **more,
    }  # fmt: skip


# records of every kind, at every name, that findings depend on
RECORDS = [
    ("@", "TXT", 300, '"v=spf1 include:_spf.example.com a:box.example.com -all"'),
    ("_spf", "TXT", 300, '"v=spf1 include:more.example.com -all"'),
    ("more", "TXT", 300, '"v=spf1 ip4:192.0.2.0/24 -all"'),
    ("_amazonses", "TXT", 300, f'"{TOKEN}"'),
    ("_amazonses", "TXT", 300, '"other" "strings"'),
    ("_amazonses.example.com", "TXT", 300, f'"{TOKEN}"'),
    ("a._domainkey", "CNAME", 600, "a" + SES),
    ("b._domainkey", "CNAME", 600, "wrong.example.org."),
    ("c._domainkey", "A", 600, "192.0.2.3"),
    ("c._domainkey", "TXT", 600, '"c.dkim.amazonses.com"'),
    ("mail", "MX", 300, "10 feedback-smtp.us-east-1.amazonses.com."),
    ("mail", "MX", 300, "20 mx.example.net."),
    ("mail", "TXT", 300, '"v=spf1 include:amazonses.com redirect=more.example.com"'),
    ("mail", "CAA", 300, '0 issue "ca.example"'),
    ("x.mail", "AAAA", 300, "2001:db8::1"),
    ("news", "MX", 300, "10 feedback-smtp.eu-west-1.amazonses.com."),
    ("*", "A", 300, "192.0.2.9"),
    ("*.mail", "TXT", 300, '"wild"'),
    ("_dmarc", "TXT", 300, '"v=DMARC1; p=none; rua=mailto:d@example.com"'),
    ("_dmarc.mail", "CNAME", 300, "one.example.com."),
    ("one", "CNAME", 300, "two.example.com."),
    ("two", "TXT", 300, '"v=DMARC1; p=reject"'),
    ("_domainkey", "NS", 300, "ns.example.net."),
    ("sub", "NS", 300, "ns.example.net."),
    ("elsewhere", "TXT", 300, f'"{TOKEN}"'),
    ("k1._domainkey", "TXT", 300, '"v=DKIM1; p=AAAA"'),
]


SETUPS = [
    setup(),
    setup("mail.example.com"),
    setup(
        dmarc="v=DMARC1; p=reject; rua=mailto:a@example.com",
        options={"plan.dmarc": "merge-rua", "plan.removal": "always"},
        instances=[
            {
                "label": f"{region} {state}", "account": "1",
                "region": region, "state": state,
                "verification_token": TOKEN,
                "verification_status": "SUCCESS",
                "dkim_tokens": ["a", "b", "c"],
                "mail_from": {"domain": "mail.example.com"},
            }
            for region in ("us-east-1", "eu-west-1")
            for state in ("active", "retired")
        ],
    ),
]  # fmt: skip


@unittest.skipUnless(PROGRAM, "needs the example programs")
class Readers(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.at = Path(directory.name)

    def plan(self, document, *texts, form="json"):
        """Return the output and the messages of the program."""
        path = self.at / "setup.json"
        path.write_text(json.dumps(document))
        words = [PROGRAM, "-k", "-f", form]
        for number, text in enumerate(texts):
            (self.at / f"{number}").write_text(text)
            words += ["-x", self.at / f"{number}"]
        return subprocess.run(
            words + [path], capture_output=True, text=True, timeout=60
        )

    def without_ids(self, done):
        """Return the document without ids, and the seconds of its steps: a
        listing of Cloudflare has no SOA, from which some of them come."""
        plan = json.loads(done.stdout)
        for one in plan["recordsets"] if "recordsets" in plan else []:
            for value in one["records"]:
                value.pop("id", None)
        seconds = [step.pop("seconds") for step in plan.get("steps", [])]
        return plan, seconds

    def compare(self, document, records):
        plans = {}
        for name, write in listings.LISTINGS.items():
            done = self.plan(document, listings.text(write(records, APEX)))
            self.assertIn(done.returncode, (0, 1), (name, done.stderr))
            plans[name] = done.stderr, *self.without_ids(done)
        for name, (messages, plan, seconds) in plans.items():
            with self.subTest(name, records=records):
                self.assertEqual((messages, plan), plans["zone"][:2])
                if name != "cloudflare":
                    self.assertEqual(seconds, plans["zone"][2])
        return plans["zone"][:2]

    def test_each_record_alone(self):
        for record in RECORDS:
            self.compare(setup(), HEAD + [record])

    def test_any_records_together(self):
        chance = random.Random(1)
        for number in range(40):
            some = [r for r in RECORDS if chance.random() < 0.5]
            self.compare(SETUPS[number % len(SETUPS)], HEAD + some)

    def test_the_zone_is_taken_from_any_listing(self):
        for domain in ("example.com", "sub2.example.com", "x.y.example.com"):
            _, plan = self.compare(setup(domain), HEAD + RECORDS)
            self.assertEqual(plan["zone"], APEX)

    def test_pages(self):
        """All pages together are the zone; an incomplete listing makes nothing
        absent."""
        pages = [
            json.dumps(page)
            for page in listings.cloudflare_pages(HEAD + RECORDS, APEX, 7)
        ]
        whole = self.plan(
            setup(), json.dumps(listings.cloudflare(HEAD + RECORDS, APEX))
        )
        together = self.plan(setup(), "\n".join(pages))
        self.assertEqual(together.stdout, whole.stdout)
        array = self.plan(setup(), "[" + ",".join(pages) + "]")
        self.assertEqual(array.stdout, whole.stdout)
        apart = self.plan(setup(), *pages)
        self.assertNotIn("listing-incomplete", apart.stderr)
        self.assertEqual(
            self.priors(apart), self.priors(whole), apart.stderr
        )
        some = self.plan(setup(), pages[0])
        self.assertIn("listing-incomplete", some.stderr)
        self.assertNotIn('"absent"', some.stdout)
        self.assertIn("follow each other", self.plan(setup(), pages[1]).stderr)

    def priors(self, done):
        plan = json.loads(done.stdout)
        return [
            (one["name"], one["type"], one["prior"])
            for one in plan.get("recordsets", plan.get("records", []))
        ]

    def test_ids_reach_the_change(self):
        """A change of a Cloudflare record uses its id."""
        records = HEAD + [("_amazonses", "TXT", 300, '"old"')]
        document = setup(instances=[dict(
            setup()["instances"][0], state="retired",
            verification_token="old",
        )])  # fmt: skip
        done = self.plan(
            document,
            json.dumps(listings.cloudflare(records, APEX)),
            form="cloudflare",
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(f'"id": "{len(HEAD):032x}"', done.stdout)

    # ---- properties that zone files do not have ----

    def listed(self, write, change):
        """Return the plan with a listing that is changed before it is read."""
        records = HEAD + [
            ("_amazonses", "TXT", 300, f'"{TOKEN}"'),
            ("a._domainkey", "CNAME", 600, "a" + SES),
        ]
        listing = write(records, APEX)
        change(listing)
        return self.plan(setup(), json.dumps(listing))

    def prior(self, done, name):
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return {one[0]: one[2] for one in self.priors(done)}.get(
            f"{name}.{APEX}"
        )

    def test_a_proxied_record(self):
        def proxy(listing):
            listing["result"][-1]["proxied"] = True

        def flatten(listing):
            listing["result"][-1]["settings"] = {"flatten_cname": True}

        for change, code in (
            (proxy, "record-proxied: The DKIM CNAME is proxied at a._domain"),
            (flatten, "dkim-proxied: a._domainkey"),
        ):
            done = self.listed(listings.cloudflare, change)
            self.assertIn(code, done.stderr)
        export = listings.cloudflare_export(
            HEAD + [("a._domainkey", "CNAME", 1, "a" + SES)], APEX
        )
        self.assertNotIn("proxied", self.plan(setup(), export).stderr)
        done = self.plan(setup(), export.replace(":false", ":true"))
        self.assertIn("record-proxied: The DKIM CNAME is proxied", done.stderr)
        for proxied in (True, False):
            done = self.plan(setup(existing=[{
                "name": f"a._domainkey.{APEX}", "type": "CNAME", "ttl": 1,
                "rdata": "a" + SES, "id": "r1", "proxied": proxied,
            }]))  # fmt: skip
            self.assertEqual("record-proxied" in done.stderr, proxied)

    def test_a_private_key_in_what_is_passed_over(self):
        secret = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBGV4YW1wbGUB="
        for write, where in (
            (listings.route53, ("ResourceRecordSets", -1, "Comment")),
            (listings.gcloud, (-1, "signatureRrdatas")),
            (listings.powerdns, ("rrsets", -1, "comments")),
            (listings.azure, (-1, "metadata")),
            (listings.azure_rest, ("value", -1, "properties", "metadata")),
            (listings.cloudflare, ("result", -1, "comment")),
        ):
            def hide(listing):
                for step in where[:-1]:
                    listing = listing[step]
                listing[where[-1]] = {"x": [secret]}

            done = self.listed(write, hide)
            with self.subTest(write.__name__):
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn("a private key", done.stderr)
                self.assertNotIn("lQOYBGV4", done.stderr)

    def test_records_that_are_not_served(self):
        def disable(listing):
            listing["rrsets"][-2]["records"][0]["disabled"] = True

        def shadow(listing):
            listing["result"][-2]["meta"] = {"shadowed_by": ["1"]}

        def empty(listing):
            listing[-2]["TXTRecords"] = None

        for write, change in (
            (listings.powerdns, disable),
            (listings.cloudflare, shadow),
            (listings.azure, empty),
        ):
            done = self.listed(write, change)
            self.assertEqual(self.prior(done, "_amazonses"), "absent")

    def test_sets_without_data_of_their_own(self):
        def route(listing):
            listing[-2]["routingPolicy"] = {"wrr": {"items": []}}
            del listing[-2]["rrdatas"]

        def alias(listing):
            listing[-1]["targetResource"] = {"id": "/subscriptions/s"}
            listing[-1]["CNAMERecord"] = None

        for write, change, code in (
            (listings.gcloud, route, "routing-policy-conflict"),
            (listings.azure, alias, "alias-conflict"),
        ):
            self.assertIn(code, self.listed(write, change).stderr)

    def test_data_that_no_message_can_hold(self):
        """RFC 1035 section 3.2.1: the length of RDATA has 16 bits."""
        for strings, refused in ((256, False), (263, True)):
            rdata = " ".join(['"%s"' % (250 * "x")] * strings)
            record = "_dmarc", "TXT", 300, rdata
            for name, write in listings.LISTINGS.items():
                listing = listings.text(write(HEAD + [record], APEX))
                done = self.plan(setup(), listing)
                with self.subTest(name, strings=strings):
                    self.assertEqual(done.returncode == 2, refused)
                    self.assertEqual("65535 octets" in done.stderr, refused)

    def test_more_pages_than_one(self):
        token = {"rrsets": listings.gcloud(HEAD, APEX), "nextPageToken": "x"}
        link = {**listings.azure_rest(HEAD, APEX), "nextLink": "https://x"}
        truncated = {**listings.route53(HEAD, APEX), "IsTruncated": True}
        for listing in (token, link, truncated):
            done = self.plan(setup(), json.dumps(listing))
            self.assertIn("listing-incomplete", done.stderr)
            self.assertNotIn('"absent"', done.stdout)

    def test_pages_that_are_missing(self):
        """A page of another zone completes nothing, in one text or in
        several, and Cloudflare counts the records of a page."""
        other = json.loads(
            json.dumps(listings.gcloud(HEAD, APEX)).replace(APEX, "a.example")
        )
        first = {"rrsets": listings.gcloud(HEAD, APEX), "nextPageToken": "x"}
        last = {"rrsets": listings.gcloud([("x", "A", 9, "192.0.2.9")], APEX)}
        fewer = listings.cloudflare(HEAD + [("x", "A", 300, "192.0.2.9")], APEX)
        fewer["result"].pop()
        end = {**listings.route53([("x", "A", 9, "192.0.2.9")], APEX)}
        more = {**listings.route53(HEAD, APEX), "IsTruncated": True}
        for pages, complete in (
            ((first, {"rrsets": other}), False),
            ((first, last), True),
            (({"rrsets": other}, first, last), True),
            ((first, last, {"rrsets": other}), True),
            ((fewer,), False),
            (({**more, "NextRecordName": f"b.{APEX}."}, end), False),
            (({**more, "NextRecordName": f"x.{APEX}."}, end), True),
        ):
            texts = [json.dumps(page) for page in pages]
            for done in (
                self.plan(setup(), *texts),
                self.plan(setup(), "".join(texts)),
            ):
                with self.subTest(pages=texts):
                    self.assertIn(done.returncode, (0, 1), done.stderr)
                    self.assertEqual('"absent"' in done.stdout, complete)
                    self.assertEqual(
                        "listing-incomplete" not in done.stderr, complete
                    )

    def test_documents_that_are_no_listing(self):
        for listing, message in (
            ({"success": False, "errors": [], "result": []}, "success: "),
            ({"result": {"id": "1"}, "success": True}, "an array"),
            ({"name": "example.com.", "kind": "Native"}, "no reader"),
            ({}, "no reader"),
            ([{"name": "a", "type": "A", "rrdatas": [1]}], "a string"),
            ({"rrsets": [{"name": "a..b.", "type": "A", "records": []}]},
             "rrsets[0].name: 'a..b.'"),
        ):  # fmt: skip
            done = self.plan(setup(), json.dumps(listing))
            with self.subTest(listing):
                self.assertEqual(done.returncode, 2, done.stderr)
                self.assertIn(message, done.stderr)


DIG = "; <<>> DiG 9.18 <<>> axfr example.com @192.0.2.1\n"
SOA = "example.com. 60 IN SOA a. b. 1 2 3 4 5\n"
PRIOR = f'_amazonses.example.com. 60 IN TXT "{TOKEN}"\n'


@unittest.skipUnless(PROGRAM, "needs the example programs")
class Zones(unittest.TestCase):
    """Tests of which zone a text has, and whether it is complete."""

    setUp = Readers.setUp
    plan = Readers.plan
    priors = Readers.priors

    def check(self, text, apex, prior, *codes, domain=APEX, **more):
        done = self.plan(setup(domain, **more), text)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        plan = json.loads(done.stdout)
        self.assertEqual(plan["zone"], apex)
        found = {one[0]: one[2] for one in self.priors(done)}
        self.assertEqual(found[f"_amazonses.{domain}"], prior)
        for code in ("listing-incomplete", "listing-of-other-zone",
                     "origin-assumed"):  # fmt: skip
            self.assertEqual(code in done.stderr, code in codes, done.stderr)
        return done

    def test_the_zone_above(self):
        for text in (
            "$ORIGIN example.com.\n$TTL 60\n@ SOA a. b. 1 2 3 4 5\n",
            SOA,
            "$ORIGIN .\n$TTL 60\nexample.com SOA a. b. 1 2 3 4 5\n",
            "example.com 60 SOA a. b. 1 2 3 4 5\n",  # Cloudflare
        ):
            for domain in (APEX, "support." + APEX, "a.b." + APEX):
                self.check(text, APEX, "absent", domain=domain)

    def test_the_zone_that_is_set(self):
        self.check(SOA, APEX, "absent", domain="s." + APEX, zone=APEX)
        done = self.check(
            SOA, "s." + APEX, "unknown", "listing-of-other-zone",
            domain="s." + APEX, zone="s." + APEX,
        )  # fmt: skip
        self.assertIn("of the zone example.com", done.stderr)

    def test_a_delegation_in_between(self):
        for cut in ("s", "t.s"):
            self.check(
                SOA + f"{cut}.example.com. 60 NS ns.example.\n",
                "t.s." + APEX, "unknown", "listing-of-other-zone",
                domain="t.s." + APEX,
            )  # fmt: skip

    def test_another_zone(self):
        for text in (
            SOA.replace("example.com.", "example.org."),
            SOA.replace("example.com.", "example.org"),
            SOA.replace("example.com.", "xexample.com."),
            SOA.replace("example.com.", "s.example.com."),
        ):
            self.check(text, APEX, "unknown", "listing-of-other-zone")

    def test_several_zones(self):
        below = SOA.replace("example.com.", "s.example.com.")
        other = SOA.replace("example.com.", "example.org.")
        for text in (SOA + below + other, other + below + SOA):
            self.check(text, "s." + APEX, "absent", domain="s." + APEX)
            self.check(text, APEX, "absent")

    def test_no_zone(self):
        for text, why in (
            (PRIOR.replace("_amazonses", "x"), "the SOA of the zone is miss"),
            ("; nothing\n", "it has no records"),
            (json.dumps({"ResourceRecordSets": []}), "it has no records"),
            (json.dumps(listings.route53(HEAD, APEX)["ResourceRecordSets"]),
             "there may be"),
        ):
            done = self.check(text, APEX, "unknown", "listing-incomplete")
            self.assertIn(why, done.stderr)
        self.check(PRIOR, APEX, "present", "listing-incomplete")

    def test_answers_of_dig(self):
        answer = (
            DIG.replace("axfr ", "soa ")
            + ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n"
            + ";; ANSWER SECTION:\n" + SOA + "\n;; AUTHORITY SECTION:\n"
            + "example.com. 60 IN NS ns.example.\n"
        )  # fmt: skip
        self.check(answer, APEX, "unknown", "listing-incomplete")
        self.check(DIG + SOA + PRIOR + SOA, APEX, "present")
        self.check(DIG + SOA + SOA, APEX, "absent")
        for text in (DIG + SOA + PRIOR, DIG + "; Transfer failed.\n"):
            done = self.plan(setup(), text)
            self.assertEqual(done.returncode, 2)
            self.assertIn("transfer", done.stderr)

    def test_an_origin_that_is_assumed(self):
        head = "$TTL 60\n@ SOA a. b. 1 2 3 4 5\n"
        for text, *codes in (
            (head + f'_amazonses.s TXT "{TOKEN}"\n', "origin-assumed"),
            (head + "s A 192.0.2.1\n", "origin-assumed"),
            (head + "xs A 192.0.2.1\n",),
            ("$ORIGIN s.example.com.\n" + head + "s A 192.0.2.1\n",),
        ):
            self.check(text, "s." + APEX, "absent", *codes,
                       domain="s." + APEX)  # fmt: skip
        self.check(head + "s A 192.0.2.1\n", APEX, "absent",
                   domain="s." + APEX, zone=APEX)  # fmt: skip


if __name__ == "__main__":
    unittest.main()
