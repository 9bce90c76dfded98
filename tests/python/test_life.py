# SPDX-License-Identifier: MIT
"""Test the replacement of an instance step by step: the old and the new
instance become active, draining and retired in a zone with unrelated records.
After each step, a second plan has no changes."""

import base64
import unittest

from sesdomain import Domain

D = "anycompany.com"
OTHERS = {
    (D, "SOA", "ns.test. root.test. 1 2 3 4 5"),
    (D, "NS", "ns.test."),
    (D, "TXT", '"v=spf1 mx -all"'),
    ("_amazonses." + D, "TXT", '"of another account"'),
    ("_dmarc." + D, "TXT", '"v=DMARC1; p=none"'),
    ("k1._domainkey." + D, "CNAME", "k1.dkim.example."),
}


def key(n):
    """Return a 1024-bit RSA public key as DER (RFC 8017 A.1.1)."""
    head = "30819f300d06092a864886f70d010101050003818d0030818902818100"
    der = bytes.fromhex(head) + bytes([200 + n] * 128) + b"\2\3\1\0\1"
    return base64.b64encode(der).decode()


def own_key(n):
    return {"dkim_keys": {f"s{n}": key(n)}}


def easy(letter):
    return [f"{letter * 31}{n}" for n in "234"]


def cnames(letter):
    return {
        (f"{t}._domainkey.{D}", "CNAME", f"{t}.dkim.amazonses.com.")
        for t in easy(letter)
    }


def token(text):
    return {("_amazonses." + D, "TXT", f'"{text}"')}


def mail_from(name):
    return {
        (name, "MX", "10 feedback-smtp.us-east-1.amazonses.com."),
        (name, "TXT", '"v=spf1 include:amazonses.com ~all"'),
    }


# The defaults of all stories.
USUAL = {
    "account": "111122223333",
    "verification_token": "one=",
    "dkim_tokens": easy("a"),
    "mail_from": "mail." + D,
}
VERIFIED = {
    "verification_status": "success",
    "dkim_status": "success",
    "mail_from_status": "success",
}


class Story:
    """A replacement of an instance; a mixin. old and new are the instances,
    goes the records of old alone."""

    old, new, goes = {}, {}, set()
    stays = set()  # records of old that are kept, with a note

    def setUp(self):
        self.zone = set(OTHERS)

    def plan(self, *instances):
        made = Domain(D)
        for label, state, given in instances:
            given = {**USUAL, **given}
            if "dkim_keys" in given:
                del given["dkim_tokens"]
            made.add_instance(
                given.pop("account"),
                "us-east-1",
                label=label,
                state=state,
                **given,
            )
        for name, type, rdata in self.zone:
            made.add_record(name, type, rdata, ttl=300)
        made.set_complete()
        return made.plan()

    def ops(self, plan, op):
        return {
            (rs.name, rs.type, value.rdata)
            for rs in plan.recordsets
            for value in rs.values
            if value.op == op
        }

    def step(self, *instances):
        """Apply a plan; return it with the added and the removed records."""
        plan = self.plan(*instances)
        came, went = self.ops(plan, "add"), self.ops(plan, "remove")
        self.assertNotIn("error", [f.severity for f in plan.findings])
        self.assertLessEqual(went, self.zone)
        self.assertFalse(came & self.zone)
        self.zone = self.zone - went | came
        again = self.plan(*instances)
        self.assertFalse(self.ops(again, "add") | self.ops(again, "remove"))
        return plan, came, went

    def codes(self, plan, label):
        return {
            f.code
            for f in plan.findings
            if label in [i.label for i in f.instances]
        }

    def test_story(self):
        verified_old = {**self.old, **VERIFIED}
        verified_new = {**self.new, **VERIFIED}

        _, of_old, went = self.step(("old", "active", self.old))
        self.assertFalse(went)
        plan, came, went = self.step(("old", "active", verified_old))
        self.assertFalse(came | went)
        self.assertTrue(plan.ready)

        # old drains: the records of new are added, none is removed
        plan, came, went = self.step(
            ("old", "draining", verified_old), ("new", "active", self.new)
        )
        self.assertFalse(went)
        self.assertLessEqual(of_old, self.ops(plan, "keep"))
        self.assertFalse(plan.ready)
        self.assertEqual(plan.scenario, "single")
        of_new = came | (of_old - self.goes - self.stays)

        # old is retired too early: its records are kept until new is verified
        plan, came, went = self.step(
            ("old", "retired", verified_old), ("new", "active", self.new)
        )
        self.assertFalse(came | went)
        self.assertEqual(
            "removal-deferred" in self.codes(plan, "new"), bool(self.goes)
        )

        # after that they are removed
        plan, came, went = self.step(
            ("old", "retired", verified_old), ("new", "active", verified_new)
        )
        self.assertFalse(came)
        self.assertEqual(went, self.goes)
        self.assertEqual(
            "retired-record-kept" in self.codes(plan, "old"), bool(self.stays)
        )
        self.assertTrue(plan.ready)

        # a plan of new alone has no changes and the same records
        plan, came, went = self.step(("new", "active", verified_new))
        self.assertFalse(came | went)
        self.assertTrue(plan.ready)
        self.assertEqual(self.zone, OTHERS | of_new | self.stays)
        self.zone = set(OTHERS)
        self.step(("new", "active", self.new))
        self.assertEqual(self.zone, OTHERS | of_new)


class Selector(Story, unittest.TestCase):
    """The selector of BYODKIM is rotated. The old key is never removed,
    because mail that it has signed may be in transit."""

    old, new = own_key(1), own_key(2)
    stays = {(f"s1._domainkey.{D}", "TXT", f'"p={key(1)}"')}


class MailFrom(Story, unittest.TestCase):
    """The custom MAIL FROM domain changes."""

    old = {"mail_from": "old." + D}
    goes = mail_from("old." + D)


class Identity(Story, unittest.TestCase):
    """The identity was deleted and created again: SES issued new tokens."""

    new = {"verification_token": "two=", "dkim_tokens": easy("b")}
    goes = token("one=") | cnames("a")


class Account(Story, unittest.TestCase):
    """Another account takes over, with the same custom MAIL FROM domain."""

    new = {
        "account": "444455556666",
        "verification_token": "two=",
        "dkim_tokens": easy("b"),
    }
    goes = token("one=") | cnames("a")


if __name__ == "__main__":
    unittest.main()
