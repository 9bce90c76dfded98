# SPDX-License-Identifier: MIT
"""Test the documents for the DNS operator: fields as in the provider's control
panel, and the link to its instructions."""

import csv
import html
import io
import re
import unittest

import sesdomain

D = "anycompany.com"
FEEDBACK = "feedback-smtp.us-east-1.amazonses.com"


def plan(provider=None, **options):
    made = sesdomain.Domain(
        D,
        provider=provider,
        options={
            "audience": "customer",
            **{f"dns.{k.replace('_', '-')}": v for k, v in options.items()},
        },
    )
    made.add_instance(
        "111122223333",
        "us-east-1",
        label="SES1",
        dkim_tokens=["t1", "t2", "t3"],
        mail_from="mail." + D,
        receiving=D,
    )
    made.set_complete()
    return made.plan()


def rows(made):
    """Return type, host and value of each record, as in the csv format."""
    return {
        (row[2], row[1], row[5])
        for row in list(csv.reader(io.StringIO(made.text("csv"))))[1:]
    }


class Fields(unittest.TestCase):
    def check(self, made, apex, below, dot):
        wanted = {
            ("CNAME", f"{t}._domainkey{below}", f"{t}.dkim.amazonses.com{dot}")
            for t in ("t1", "t2", "t3")
        } | {
            ("MX", apex, f"inbound-smtp.us-east-1.amazonaws.com{dot}"),
            ("MX", "mail" + below, FEEDBACK + dot),
            ("TXT", "mail" + below, "v=spf1 include:amazonses.com ~all"),
        }
        self.assertEqual(rows(made), wanted)
        for form in ("text", "markdown", "html"):
            words = set(re.split(r"[\s<>`|]+", made.text(form)))
            for _, host, value in wanted:
                with self.subTest(form, host=host):
                    self.assertIn(host, words)
                    self.assertLessEqual(set(value.split()), words)

    def test_as_usual(self):
        self.check(plan(), "@", "", "")

    def test_targets_with_a_final_dot(self):
        self.check(plan(final_dot="yes"), "@", "", ".")

    def test_whole_names(self):
        self.check(plan(names="absolute"), D, "." + D, "")


class Providers(unittest.TestCase):
    def test_each_has_a_page_and_its_words(self):
        usual = plan().text("html")
        for provider in sesdomain.providers():
            with self.subTest(provider.name):
                made = plan(provider.name)
                (page,) = re.findall(
                    r"^\S.*: (https.*)$", made.text("text"), re.M
                )
                self.assertEqual(page, provider.documentation)
                for form in ("markdown", "html"):
                    self.assertIn(page, html.unescape(made.text(form)))
                self.assertNotIn(page, usual)
                hosts = {host for _, host, _ in rows(made)}
                self.assertTrue(hosts & {"mail", f"mail.{D}", f"mail.{D}."})
                heads = made.text("csv").split("\r\n")[0].split(",")
                for head in heads[1:6]:
                    # some have no priority; a column has all types
                    if head not in ("Priority", "Value"):
                        self.assertIn(head, made.text("html"))


if __name__ == "__main__":
    unittest.main()
