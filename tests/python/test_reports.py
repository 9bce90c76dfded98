# SPDX-License-Identifier: MIT
"""Test the reports for people: every field of the control panel, every
instance, and sentences that are true for the input."""
import csv
import io
import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain

PROGRAM = os.environ.get("SESDOMAIN_PLAN")
D = "example.com"
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
KEYS = [letter * 32 for letter in "abc"]
FORMATS = ("text", "markdown", "html")
REGIONS = (
    "us-east-1 us-east-2 us-west-2 eu-west-1 eu-central-1 ca-central-1 "
    "sa-east-1 ap-south-1 ap-northeast-1 ap-southeast-2 eu-north-1 eu-west-2"
).split()
SOA = {"name": D, "type": "SOA", "ttl": 300, "rdata": "a.b. c.d. 1 2 3 4 5"}
EMPTY = {"existing": [SOA], "existing_complete": True}


def ses(**more):
    return {"label": "SES1", "account": "111122223333", "region": "us-east-1",
            **more}


def setup(*instances, **more):
    given = {key: value for key, value in more.items() if value is not None}
    return {"domain": D, "instances": list(instances), **given}


def plan(*instances, **more):
    with sesdomain.Domain.from_setup(setup(*instances, **more)) as domain:
        return domain.plan()


def customer(**more):
    options = {"audience": "customer", **more.pop("options", {})}
    return plan(ses(dkim_tokens=KEYS, verification_token=TOKEN,
                    mail_from="mail." + D), **{**EMPTY, **more},
                options=options)


def many(count):
    return [ses(label=f"SES{i + 1}", account=f"{i + 1:012}", region=region,
                verification_token=f"t{i}")
            for i, region in enumerate(REGIONS[:count])]


def columns(made):
    return list(csv.DictReader(io.StringIO(made.text("csv"))))


class Boxes(unittest.TestCase):
    """The fields that the DNS operator fills in, in the terms of the control
    panel."""

    def cname_words(self, provider):
        text = customer(provider=provider).text("text")
        (card,) = [c for c in text.split("\n[ ] ") if KEYS[0] in c]
        return [re.split("  +", line.strip())[0]
                for line in card.splitlines() if line.startswith("    ")]

    def test_the_word_of_a_txt_is_not_that_of_a_cname(self):
        for provider, word in (
            ("squarespace", "Target"), ("gandi", "Target"),
            ("dreamhost", "Target"), ("cloudflare", "Target"),
            ("hostinger", "Target"), ("hostgator", "CNAME"),
            ("digitalocean", "Is an alias of"), ("namescouk", "Result"),
            ("gcloud", "Canonical name"), ("azure", "Alias"),
            ("porkbun", "Answer / Value"), ("cpanel", "Record"),
            ("route53", "Value"), (None, "Target"),
        ):
            with self.subTest(provider):
                words = self.cname_words(provider)
                self.assertIn(word, words)
                for txt in ("Text", "Text value", "TXT Value", "TXT value",
                            "TXT Data", "TXT data"):
                    self.assertNotIn(txt, words)

    def test_no_provider_has_the_word_of_a_txt_for_a_cname(self):
        for provider in sesdomain.providers():
            with self.subTest(provider.name):
                for word in self.cname_words(provider.name):
                    self.assertNotRegex(word, "(?i)te?xt")

    def test_a_column_for_all_types_has_a_neutral_word(self):
        for provider, word in (("gandi", "Value"), ("dreamhost", "Value"),
                               ("cloudflare", "Value"),
                               ("namescouk", "Result")):
            with self.subTest(provider):
                heads = customer(provider=provider).text("csv").split("\r\n")
                self.assertIn(word, heads[0].split(","))

    def test_the_proxy_is_off_at_cnames_alone(self):
        made = customer(provider="cloudflare")
        for row in columns(made):
            self.assertEqual(row["Proxy status"],
                             "DNS only" if row["Type"] == "CNAME" else "")
        for form in FORMATS:
            with self.subTest(form):
                text = made.text(form)
                self.assertEqual(text.count("Proxy status"), len(KEYS))
                self.assertEqual(text.count("DNS only"), len(KEYS))

    def test_no_proxy_elsewhere(self):
        for provider in ("route53", "godaddy", None):
            for form in FORMATS + ("csv",):
                self.assertNotIn("DNS only",
                                 customer(provider=provider).text(form))

    def test_an_automatic_ttl(self):
        there = {"name": "_amazonses." + D, "type": "TXT", "ttl": 1,
                 "rdata": '"another"', "id": "r1"}
        for provider, word in (("cloudflare", "Auto"), ("route53", "1")):
            made = customer(provider=provider, existing=[SOA, there])
            for row in columns(made):
                if row["name"].startswith("_amazonses"):
                    self.assertIn(word, row.values())
                    self.assertEqual("Auto" in row.values(), word == "Auto")
            for form in FORMATS:
                with self.subTest(form, provider=provider):
                    self.assertEqual("Auto" in made.text(form),
                                     word == "Auto")

    def test_names_with_a_final_dot(self):
        hosts = {row["Name"] for row in columns(customer(provider="cpanel"))}
        self.assertIn(f"mail.{D}.", hosts)


class Page(unittest.TestCase):
    """The page as a whole: sender, reason, deadline, and next steps."""

    def test_it_says_who_and_by_when(self):
        made = customer(contact="A. Body", due="2027-01-15", reference="r-1")
        for form in FORMATS:
            with self.subTest(form):
                text = made.text(form).replace("\\", "")
                for words in ("Requested by A. Body", "by 2027-01-15", "r-1",
                              "Then reply to A. Body", "Amazon SES"):
                    self.assertIn(words, text)
                self.assertNotIn("Requested by", customer().text(form))
                self.assertNotIn("A. Body", plan(ses(), contact="A. Body")
                                 .text(form))

    def test_the_cards_are_numbered(self):
        for form in FORMATS:
            numbers = re.findall(r"(\d+) of 6: (\w+)", customer().text(form))
            self.assertEqual(numbers, [(str(i + 1), "add") for i in range(6)])

    def test_each_has_a_box_to_tick_and_a_command(self):
        made = customer()
        self.assertEqual(made.text("text").count("[ ] "), 6)
        self.assertEqual(made.text("markdown").count("- [ ] "), 6)
        self.assertEqual(made.text("html").count('type="checkbox"'), 6)
        for form in FORMATS:
            text = made.text(form)
            self.assertEqual(text.count("nslookup -type="), 6)
            self.assertIn(f"nslookup -type=MX mail.{D}", text)
            self.assertIn("after at most 60 minutes", text)

    def test_what_is_right_stands_apart(self):
        mx = {"name": "mail." + D, "type": "MX", "ttl": 300,
              "rdata": "10 feedback-smtp.us-east-1.amazonses.com."}
        made = customer(existing=[SOA, mx])
        for form in FORMATS:
            with self.subTest(form):
                before, right = re.split("(?i)already right",
                                         made.text(form))
                self.assertIn(" of 5: ", before)
                self.assertNotIn("nslookup -type=MX", before)
                self.assertIn("mail." + D, right)
                self.assertNotIn("lready right", customer().text(form))

    def test_nothing_to_do(self):
        made = plan(ses(), **EMPTY, options={"audience": "customer"})
        for form in FORMATS:
            text = made.text(form)
            self.assertNotIn("the cards", text)
            self.assertNotIn("nslookup", text)

    def test_no_finding_is_for_the_operator(self):
        made = customer(options={"dns.underscore": "no"})
        self.assertTrue([f for f in made.findings if f.severity == "error"])
        for form in FORMATS:
            text = made.text(form)
            for f in made.findings:
                self.assertNotIn(f.code, text)
            self.assertNotIn("underscores", text)

    def test_what_the_dns_operator_can_correct(self):
        cname = {"name": "mail." + D, "type": "CNAME", "ttl": 300,
                 "rdata": "elsewhere.test."}
        made = customer(existing=[SOA, cname])
        for form in FORMATS:
            text = made.text(form)
            self.assertIn("Please also correct this", text)
            self.assertIn("elsewhere.test", text)
            self.assertNotIn("cname-conflict", text)


class Tables(unittest.TestCase):
    """The matrix and the readiness, for any number of instances."""

    def test_each_instance_with_account_and_region(self):
        for count in (1, 2, 3, 4, 7, 12):
            made = plan(*many(count))
            for form in FORMATS:
                text = made.text(form).replace("\\", "")
                for i in range(count):
                    with self.subTest(form, count=count, i=i):
                        self.assertIn(f"SES{i + 1}", text)
                        self.assertIn(f"{i + 1:012}", text)
                        self.assertIn(REGIONS[i], text)

    def test_sixty_columns(self):
        labels = ("x", "a label of forty characters, or nearly so", "ü" * 50)
        for count in (1, 2, 3, 4, 12):
            for label in labels:
                instances = many(count)
                instances[0]["label"] = label
                instances[0]["mail_from"] = "mail." + D
                text = plan(*instances, **EMPTY).text("text")
                tables = text.split("\n\n_amazonses")[0].split("\n")[2:]
                for line in tables:
                    with self.subTest(count=count, line=line):
                        self.assertLessEqual(len(line), 60)

    def test_no_instance(self):
        for form in FORMATS:
            self.assertIn(D, plan(dmarc="v=DMARC1; p=none").text(form))

    def test_the_zone_unknown_is_said_first(self):
        words = "The existing records of the zone are not known"
        for form in FORMATS:
            text = plan(ses(dkim_tokens=KEYS)).text(form)
            self.assertIn(words, text)
            self.assertLess(text.index(words), text.index("SES1"))
            self.assertNotIn("to create", text)
            self.assertIn("3 to add, existing records not known", text)
            known = plan(ses(dkim_tokens=KEYS), **EMPTY).text(form)
            self.assertNotIn(words, known)
            self.assertIn("3 to create", known)

    def test_a_finding_names_an_instance_once(self):
        made = plan(ses(dkim_tokens=KEYS[:1]), **EMPTY)
        (at,) = [i for i, line in enumerate(made.text("text").split("\n"))
                 if line.startswith("warning dkim-tokens-incomplete")]
        text = "\n".join(made.text("text").split("\n")[at : at + 3])
        self.assertEqual(text.count("SES1"), 1)


class Colours(unittest.TestCase):
    def test_severities(self):
        for colour, begins in (("yes", "\033["), ("no", "note ")):
            made = plan(ses(dkim_tokens=KEYS), **EMPTY,
                        options={"text.colour": colour})
            self.assertEqual("\033" in made.text("text"), colour == "yes")
            self.assertIn("\n" + begins, made.text("text"))
            self.assertNotIn("\033", made.text("markdown"))


class Sentences(unittest.TestCase):
    def findings(self, *instances, **more):
        return {f.code: f for f in plan(*instances, **more).findings}

    def refused(self, what, *instances, **more):
        with self.assertRaisesRegex(sesdomain.Error, what):
            sesdomain.Domain.from_setup(setup(*instances, **more))

    def test_a_place_of_which_nothing_is_known(self):
        two = [ses(verification_token=TOKEN),
               ses(label="SES2", account="2", verification_token="A" + TOKEN)]
        one = {"dns.txt-values": "one"}
        found = self.findings(*two, options=one)
        self.assertNotIn("one-txt-value", found)
        finding = found["one-txt-value-unknown"]
        self.assertEqual([i.label for i in finding.instances], ["SES2"])
        self.assertIn("not known whether " + D, finding.message)
        self.assertIn("-z", finding.hint)
        for known in (EMPTY, {"existing": [
                {"name": D, "type": "TXT", "absent": True}]}):
            found = self.findings(*two, options=one, **known)
            self.assertNotIn("one-txt-value-unknown", found)
            self.assertNotIn("one-txt-value", found)
        found = self.findings(*two, **EMPTY, options={
            **one, "dns.underscore": "no"})
        self.assertEqual(
            [i.label for i in found["one-txt-value"].instances], ["SES2"])

    def test_dmarc_without_underscores(self):
        no = {"dns.underscore": "no"}
        found = self.findings(ses(verification_token=TOKEN), options=no,
                              dmarc="v=DMARC1; p=none", **EMPTY)
        self.assertIn("underscore-not-allowed", found)
        self.assertNotIn("no-dmarc", found)
        found = self.findings(ses(verification_token=TOKEN), options=no,
                              **EMPTY)
        self.assertNotIn("no-dmarc", found)  # none can be published

    def test_the_tag_that_is_wrong(self):
        for record, tag in (
            ("v=DMARC1; p=none; fo=0:1:d:s", "'fo=0:1:d:s': a tag has"),
            ("v=DMARC1; p=nothing", "'p=nothing': a tag has"),
            ("v=DMARC1; p=none; q=1", "'q.*': a tag that"),
            ("v=DMARC1; p=none; sp=none; sp=none", "'sp.*': a tag is there"),
            ("v=DMARC1; p", "'p': every tag"),
        ):
            with self.subTest(record):
                self.refused("^dmarc: " + tag, dmarc=record)

    def test_a_key_that_is_not_rsa(self):
        ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
        for key in (ed25519, "v=DKIM1; k=ed25519; p=" + ed25519):
            self.refused("RSA key was expected; SES signs with no other",
                         ses(dkim_keys=[{"selector": "s",
                                         "public_key": key}]))

    def test_a_short_key(self):
        aws = {"DkimAttributes": {"Tokens": KEYS,
                                  "CurrentSigningKeyLength": "RSA_1024_BIT"}}
        hint = self.findings(ses(aws=[aws]))["dkim-key-short"].hint
        self.assertNotIn("no DNS record", hint)
        self.assertIn("read the tokens again", hint)

    def test_external_dns_says_for_which_version(self):
        made = plan(ses(mail_from="mail." + D), **EMPTY)
        self.assertIn("0.22.0", made.text("external-dns").split("api")[0])

    def test_the_fragment_says_what_it_replaces(self):
        spf = {"name": "mail." + D, "type": "TXT", "ttl": 300,
               "rdata": '"v=spf1 a -all"'}
        text = plan(ses(mail_from="mail." + D),
                    **{**EMPTY, "existing": [SOA, spf]}).text("zone")
        self.assertRegex(
            text, '(?m)^; takes the place of\n; .*"v=spf1 a -all"\n'
            'mail.*include:amazonses.com')
        text = plan(ses(mail_from="mail." + D), **EMPTY).text("zone")
        self.assertNotIn("takes the place", text)

    def test_the_fragment_says_that_nothing_is_known(self):
        words = "; The existing records are not known"
        self.assertTrue(plan(ses(dkim_tokens=KEYS)).text("zone")
                        .startswith(words))
        self.assertNotIn(words, plan(ses(dkim_tokens=KEYS), **EMPTY)
                         .text("zone"))


class Dig(unittest.TestCase):
    NS = [{"name": D, "type": "NS", "ttl": 300, "rdata": f"ns{i}.test."}
          for i in (1, 2)]

    def commands(self, **more):
        text = plan(ses(dkim_tokens=KEYS[:1]), **more).text("dig")
        return re.findall("(?m)^dig .*", text)

    def test_every_name_server(self):
        known = {**EMPTY, "existing": [SOA, *self.NS]}
        name = f"{KEYS[0]}._domainkey.{D}."
        asks = "dig +noall +comments +answer"
        self.assertEqual(self.commands(**known), [
            f"{asks} +norecurse @ns1.test. CNAME {name}",
            f"{asks} +norecurse @ns2.test. CNAME {name}",
            f"{asks} TXT {name}",
        ])
        self.assertEqual(
            self.commands(**known, options={"dig.server": "192.0.2.1#53"}),
            [f"{asks} @192.0.2.1 -p 53 CNAME {name}",
             f"{asks} @192.0.2.1 -p 53 TXT {name}"])
        self.assertEqual(self.commands(**EMPTY),
                         [f"{asks} CNAME {name}", f"{asks} TXT {name}"])

    def test_no_key_is_asked_for_through_other_cnames(self):
        made = plan(ses(tracking="click." + D), **EMPTY)
        self.assertNotIn(" TXT ", made.text("dig"))


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
class Program(unittest.TestCase):
    def run_plan(self, *arguments, **more):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory, "setup.json")
            path.write_text(json.dumps(setup(*more.pop("instances"),
                                                 **more)), encoding="utf-8")
            return subprocess.run([PROGRAM, *arguments, path], text=True,
                                  capture_output=True, check=False)

    def test_findings_with_hint_and_source(self):
        two = [ses(dkim_tokens=KEYS),
               ses(label="SES2", account="2", region="us-esat-1",
                   dkim_tokens=KEYS)]
        done = self.run_plan(instances=two, **EMPTY)
        lines = done.stderr.splitlines()
        at = [i for i, line in enumerate(lines) if line.startswith("error:")]
        self.assertTrue(at)
        for i in at:
            self.assertIn("SES2", lines[i])
            self.assertRegex(lines[i + 1], "^  [A-Z]")
            self.assertRegex(lines[i + 2], "^  https://")
        self.assertNotIn("\033", done.stderr + done.stdout)

    def test_what_is_withheld_is_said(self):
        token = [ses(region="us-esat-1", mail_from="mail." + D)]
        for form in ("nsupdate", "zone", "route53"):
            done = self.run_plan("-f", form, instances=token, **EMPTY)
            self.assertEqual((done.returncode, done.stdout), (1, ""))
            self.assertRegex(done.stderr, f"(?m)^{form}: .*-k")
        done = self.run_plan("-f", "text", instances=token, **EMPTY)
        self.assertNotIn("-k", done.stderr)

    def test_a_format_that_there_is_not(self):
        done = self.run_plan("-f", "jsn", instances=[])
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, "^jsn: .*json")

    def test_a_refusal_says_what_would_help(self):
        done = self.run_plan("-k", "-f", "cloudflare",
                             instances=[ses(mail_from="mail." + D)])
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertRegex(done.stderr, "(?m)^cloudflare: .*-z.*existing")


if __name__ == "__main__":
    unittest.main()
