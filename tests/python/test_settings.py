# SPDX-License-Identifier: MIT
"""Test the setters and keywords of the Python package."""

import datetime
import unittest

import sesdomain
from sesdomain import Domain, Error

D = "anycompany.com"


def instance():
    return Domain(D).add_instance("1", "us-east-1")


class NothingChanges(unittest.TestCase):
    def test_refused_call_keeps_the_setting(self):
        domain = Domain(D, ttl=60, reference="kept")
        before = domain.plan().text("json")
        for call in (
            lambda: domain.set_domain("-"),
            lambda: domain.set_reference("\n"),
            lambda: domain.set_ttl(-1),
            lambda: domain.set_zone("-"),
        ):
            self.assertRaises(Error, call)
        self.assertEqual(domain.plan().text("json"), before)

    def test_refused_instance_is_not_added(self):
        domain = Domain(D)
        for keywords in (
            {"sandbox": False, "tracking": "-"},
            {"dkim_tokens": iter("abcd")},
            {"label": "x", "state": "gone"},
        ):
            with self.assertRaises(Error):
                domain.add_instance("1", "us-east-1", **keywords)
        self.assertEqual(domain.plan().instances, ())

    def test_tokens_may_come_from_an_iterator(self):
        domain = Domain(D)
        domain.add_instance("1", "us-east-1", dkim_tokens=iter("abc"))
        self.assertEqual(len(domain.plan().recordsets), 3)

    def test_tokens_are_replaced(self):
        domain = Domain(D)
        one = domain.add_instance("1", "us-east-1", dkim_tokens=["a", "b"])
        one.clear_dkim_tokens()
        one.add_dkim_token("c")
        self.assertEqual(
            [rs.name for rs in domain.plan().recordsets],
            ["c._domainkey." + D],
        )

    def test_none_clears(self):
        domain = Domain(
            D,
            reference="x",
            contact="x",
            due="x",
            zone="com",
            dmarc="v=DMARC1",
            shared_mail_from_region="us-east-1",
        )
        one = domain.add_instance(
            "1",
            "us-east-1",
            verification_token="x",
            dkim_tokens=["a"],
            dkim_hosted_zone="x.test",
            mail_from="m." + D,
            feedback_host="x.test",
            receiving=D,
            tracking="t." + D,
            dkim_signing=True,
            sandbox=True,
        )
        for target, names in (
            (domain, "reference contact due zone dmarc shared_mail_from_region"),
            (
                one,
                "verification_token dkim_hosted_zone mail_from "
                "feedback_host receiving tracking dkim_signing sandbox",
            ),
        ):
            for name in names.split():
                getattr(target, "set_" + name)(None)
        one.clear_dkim_tokens()
        bare = Domain(D)
        bare.add_instance("1", "us-east-1")
        self.assertEqual(domain.plan().text("json"), bare.plan().text("json"))


class Mistakes(unittest.TestCase):
    """Mistakes that Python detects before it calls the library."""

    def test_text_instead_of_a_boolean(self):
        for wrong in ("no", 2, 0.0):
            self.assertRaises(TypeError, instance().set_sandbox, wrong)

    def test_text_instead_of_a_list(self):
        with self.assertRaises(TypeError):
            Domain(D).add_instance("1", "us-east-1", dkim_tokens="abc")

    def test_values_that_json_lacks(self):
        self.assertRaises(TypeError, Domain.from_setup, {"domain": object()})

    def test_a_keyword_that_is_misspelt(self):
        with self.assertRaises(TypeError):
            Domain(D).add_instance("1", "us-east-1", dkim_token=["a"])

    def test_a_fraction_of_a_second(self):
        self.assertRaises(Exception, Domain(D).set_ttl, 0.5)

    def test_after_it_was_closed(self):
        with Domain(D) as domain:
            one = domain.add_instance("1", "us-east-1")
            plan = domain.plan()
        for call in (domain.plan, lambda: one.set_sandbox(True)):
            self.assertRaisesRegex(ValueError, "is closed", call)
        with plan:
            self.assertEqual(len(plan.instances), 1)
        for call in (lambda: plan.ready, lambda: plan.text("json")):
            self.assertRaisesRegex(ValueError, "is closed", call)
        self.assertEqual(plan.instances[0].account, "1")  # was copied
        domain.close()
        plan.close()


class Documents(unittest.TestCase):
    def test_responses_of_boto3(self):
        domain = Domain(D)
        domain.add_instance("1", "us-east-1").load_aws(
            {
                "DkimAttributes": {
                    "Tokens": ["a", "b", "c"],
                    "LastKeyGenerationTimestamp": datetime.datetime.now(),
                },
                "ResponseMetadata": {"HTTPStatusCode": 200},
            }
        )
        self.assertEqual(len(domain.plan().recordsets), 3)

    def test_a_list(self):
        domain = Domain(D)
        domain.add_instance("1", "us-east-1").load_aws(
            [
                {
                    "OutputKey": "DkimDNSTokenName1",
                    "OutputValue": "a._domainkey." + D,
                },
                {
                    "OutputKey": "DkimDNSTokenValue1",
                    "OutputValue": "a.dkim.amazonses.com",
                },
            ]
        )
        self.assertEqual(len(domain.plan().recordsets), 1)

    def test_a_refused_document_changes_nothing(self):
        domain = Domain(D)
        one = domain.add_instance("1", "us-east-1", dkim_tokens=["a"])
        before = domain.plan().text("json")
        with self.assertRaises(Error):
            one.load_aws({"DkimTokens": ["x", "y", "-"]})
        self.assertEqual(domain.plan().text("json"), before)


if __name__ == "__main__":
    unittest.main()
