# SPDX-License-Identifier: MIT
"""Test existing records, questions, and Route 53."""

import json
import unittest

import sesdomain
from sesdomain import Domain, Error, Question, Status
from support import as_dict

D = "anycompany.com"
TOKENS = "_amazonses." + D
TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="


def domain():
    made = Domain(D, dmarc="v=DMARC1; p=none")
    made.add_instance("1", "us-east-1", verification_token=TOKEN)
    return made


def set_at(plan, name):
    return {rs.name: rs for rs in plan.recordsets}[name]


class Records(unittest.TestCase):
    def test_unknown_zone(self):
        rs = set_at(domain().plan(), TOKENS)
        self.assertEqual((rs.prior, rs.values[0].op), ("unknown", "add"))

    def test_a_foreign_value_is_kept(self):
        made = domain()
        made.add_record(TOKENS, "TXT", '"a\\000\\255" "b"', ttl=300, id="r1")
        rs = set_at(made.plan(), TOKENS)
        self.assertEqual(rs.prior, "present")
        kept, added = sorted(rs.values, key=lambda value: value.op)[::-1]
        self.assertEqual((kept.op, kept.purpose), ("keep", None))
        self.assertEqual(kept.text, b"a\0\xffb")
        self.assertEqual(kept.octets, kept.text)
        self.assertEqual((kept.id, added.id), ("r1", None))
        self.assertEqual((added.text, added.octets), (TOKEN, TOKEN.encode()))
        self.assertEqual(kept.rdata, '"a\\000\\255" "b"')
        self.assertEqual(kept.instances, ())
        self.assertEqual((added.op, added.purpose), ("add", "verification"))

    def test_existing_value_is_kept(self):
        made = domain()
        made.add_record(TOKENS.upper() + ".", 16, f'"{TOKEN}"')
        rs = set_at(made.plan(), TOKENS)
        self.assertEqual([v.op for v in rs.values], ["keep"])
        self.assertEqual(rs.values[0].purpose, "verification")

    def test_a_set_is_absent(self):
        for type in ("TXT", 16, "type16"):
            made = domain()
            made.add_absent(TOKENS, type)
            rs = set_at(made.plan(), TOKENS)
            self.assertEqual((rs.prior, rs.todo), ("absent", "create"))
        made = domain()
        made.add_nonexistent(TOKENS)
        self.assertEqual(set_at(made.plan(), TOKENS).prior, "absent")
        made = domain()
        made.add_absent(TOKENS, "MX")
        self.assertEqual(set_at(made.plan(), TOKENS).prior, "unknown")

    def test_the_zone_is_complete(self):
        made = domain()
        made.set_complete()
        for rs in made.plan().recordsets:
            self.assertEqual(rs.prior, "absent")

    def test_answers_of_a_wildcard(self):
        ops = []
        for exact in (False, True):
            made = domain()
            made.add_record("*." + D, "TXT", f'"{TOKEN}"')
            made.add_record(TOKENS, "TXT", f'"{TOKEN}"')
            made.set_authoritative(exact)
            ops.append(set_at(made.plan(), TOKENS).values[0].op)
        self.assertEqual(ops, ["add", "keep"])

    def test_octets_in_json(self):
        made = domain()
        for rdata in ('"\\000"', '"\\010"', '"\\255"', '"\\195\\169"', '"x"'):
            made.add_record(TOKENS, "TXT", rdata)
        plan = made.plan()
        said = json.loads(plan.text("json"))
        self.assertEqual(said["recordsets"], as_dict(plan)["recordsets"])
        texts = [v.get("text") for v in said["recordsets"][0]["records"]]
        self.assertEqual(texts.count(None), 3)
        self.assertEqual({text for text in texts if text}, {"é", "x", TOKEN})

    def test_refused(self):
        made = domain()
        made.add_record("x.test", "A", "192.0.2.1")
        for call, status, text in (
            (
                lambda: made.add_record("a..b", "A", "192.0.2.1"),
                Status.E_NAME,
                "name: 'a..b'",
            ),
            (
                lambda: made.add_record(None, "A", "192.0.2.1"),
                Status.E_MISSING,
                "name: ",
            ),
            (
                lambda: made.add_record("x", "NOSUCH", "x"),
                Status.E_VALUE,
                "type: ",
            ),
            (lambda: made.add_record("x", 0, "x"), Status.E_VALUE, "type: "),
            (
                lambda: made.add_record("x", 2**32 + 16, "x"),
                Status.E_VALUE,
                "type: ",
            ),
            (
                lambda: made.add_record("x", "TXT", "x", ttl=-2),
                Status.E_VALUE,
                "ttl: ",
            ),
            (
                lambda: made.add_record("x", "TXT", "x", ttl=2**32),
                Status.E_VALUE,
                "ttl: ",
            ),
            (
                lambda: made.add_record("x", "TXT", '"'),
                Status.E_VALUE,
                "rdata: ",
            ),
            (
                lambda: made.add_record("x", "TXT", None),
                Status.E_MISSING,
                "rdata: ",
            ),
            (
                lambda: made.add_record("x", "TXT", "x", id="\n"),
                Status.E_VALUE,
                "id: ",
            ),
            # a misspelt type is not 0, which would make the name nonexistent
            (
                lambda: made.add_absent("x", "NOSUCH"),
                Status.E_VALUE,
                "type: ",
            ),
            (lambda: made.add_absent("x", 0), Status.E_VALUE, "type: "),
            (
                lambda: made.add_absent("X.TEST.", "A"),
                Status.E_STATE,
                "name: 'x.test': ",
            ),
        ):
            with self.subTest(text, status=status):
                with self.assertRaises(Error) as caught:
                    call()
                self.assertEqual(caught.exception.status, status)
                self.assertEqual(caught.exception.text[: len(text)], text)


class Questions(unittest.TestCase):
    def test_fields_of_questions(self):
        questions = domain().plan().questions
        self.assertIn(Question(TOKENS, "TXT", "name"), questions)
        for question in questions:
            self.assertIn(question.scope, ("name", "below"))
            self.assertIn(question.type, (None, *TYPES))

    def test_foreign_tokens_are_questions(self):
        made = Domain(D)
        made.add_instance("1", "us-east-1", dkim_tokens=["a", "b", "c"])
        wanted = Question(TOKENS, "TXT", "name")
        self.assertIn(wanted, made.plan().questions)

    def test_plan_feed_and_plan_again(self):
        """Answer questions from a zone until a plan has no new ones."""
        zone = {
            ("_dmarc." + D, "TXT"): ['"v=DMARC1; p=reject"'],
            (TOKENS, "TXT"): [f'"{TOKEN}"', '"another"'],
            (D, "NS"): ["ns.test."],
            (D, "SOA"): ["ns.test. root.test. 1 2 3 4 5"],
        }
        made, answered = domain(), set()
        for rounds in range(10):
            new = set(made.plan().questions) - answered
            if not new:
                break
            for question in new:
                self.answer(made, zone, question)
            answered |= new
        self.assertGreater(rounds, 0)
        plan = made.plan()
        self.assertEqual(set(plan.questions) - answered, set())
        ops = {
            (rs.name, value.rdata): value.op
            for rs in plan.recordsets
            for value in rs.values
        }
        self.assertEqual(ops[TOKENS, f'"{TOKEN}"'], "keep")
        self.assertEqual(ops[TOKENS, '"another"'], "keep")
        self.assertNotIn("add", ops.values())

    def answer(self, made, zone, question):
        if question.scope != "name":
            return
        types = [question.type] if question.type else TYPES
        for type in types:
            for rdata in zone.get((question.name, type), ()):
                made.add_record(question.name, type, rdata, ttl=300)
            if (question.name, type) not in zone:
                made.add_absent(question.name, type)


TYPES = ("A", "NS", "CNAME", "SOA", "MX", "TXT", "AAAA", "DNAME")


class Route53(unittest.TestCase):
    LIST = {
        "ResourceRecordSets": [
            {
                "Name": "anycompany.com.",
                "Type": "SOA",
                "TTL": 900,
                "ResourceRecords": [{"Value": "ns.test. r.test. 1 2 3 4 5"}],
            },
            {
                "Name": "\\137amazonses.anycompany.com.",
                "Type": "TXT",
                "TTL": 60,
                "ResourceRecords": [{"Value": f'"{TOKEN}"'}],
            },
        ],
        "IsTruncated": False,
        "MaxItems": "300",
    }

    def test_a_list(self):
        for document in (self.LIST, json.dumps(self.LIST)):
            made = domain()
            made.load_existing(document)
            plan = made.plan()
            rs = set_at(plan, TOKENS)
            self.assertEqual([v.op for v in rs.values], ["keep"])
            self.assertEqual(set_at(plan, "_dmarc." + D).prior, "absent")

    def test_refused(self):
        for document, status in (
            ("{", Status.E_SYNTAX),
            ({"ResourceRecordSets": {}}, Status.E_DOCUMENT),
            ({"ResourceRecordSets": [{"Name": 1}]}, Status.E_DOCUMENT),
        ):
            with self.assertRaises(Error) as caught:
                domain().load_existing(document, "route53")
            self.assertEqual(caught.exception.status, status)
        with self.assertRaises(Error) as caught:
            domain().load_existing(self.LIST, "no such")
        self.assertEqual(caught.exception.status, Status.E_FORMAT)

    def test_a_refused_list_changes_nothing(self):
        sets = self.LIST["ResourceRecordSets"]
        made = domain()
        plan = made.plan()
        with self.assertRaises(Error):
            made.load_existing({"ResourceRecordSets": [*sets, {"Name": "x"}]})
        other = made.plan()
        self.assertEqual(other.text("json"), plan.text("json"))
        self.assertEqual(other.questions, plan.questions)


class Keys(unittest.TestCase):
    def test_from_domains_and_provider(self):
        made = Domain(D, from_domains=["news." + D, D], provider="route53")
        made.clear_from_domains()
        made.add_from_domain(D)
        made.set_provider(None)
        for call in (
            lambda: made.set_provider("no such"),
            lambda: made.add_from_domain("-"),
            lambda: Domain(D, from_domains=["-"]),
        ):
            self.assertRaises(Error, call)
        with self.assertRaises(TypeError):
            Domain(D, from_domains=D)

    def test_a_secret_is_not_repeated(self):
        pem = (
            "-----BEGIN PRIVATE KEY-----\n"
            + "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC" * 8
            + "\n-----END PRIVATE KEY-----"
        )
        made = Domain(D)
        for call in (
            lambda: made.add_instance(
                "1", "us-east-1", dkim_keys={"s": pem}
            ),
            lambda: made.add_instance("1", "us-east-1").add_dkim_key("s", pem),
        ):
            with self.assertRaises(Error) as caught:
                call()
            self.assertEqual(caught.exception.status, Status.E_SECRET)
            self.assertNotIn("MIIE", caught.exception.text)

    def test_a_key_without_selector(self):
        with self.assertRaises(Error) as caught:
            Domain(D).add_instance("1", "us-east-1", dkim_keys={None: "x"})
        self.assertEqual(caught.exception.status, Status.E_MISSING)


if __name__ == "__main__":
    unittest.main()
