# SPDX-License-Identifier: MIT
"""Test that errors are exceptions with a status and a message."""

import pickle
import unittest

import sesdomain
from sesdomain import Domain, Error, Status

D = "anycompany.com"


def instance():
    return Domain(D).add_instance("1", "us-east-1")


def without_domain():
    domain = Domain(D)
    domain.set_domain(None)
    return domain


def place(call):
    """Return path, line and column of the exception of a call."""
    try:
        call()
    except Error as error:
        return error.path, error.line, error.column
    raise AssertionError("no error")


# call, its status, the beginning of its message
REFUSED = [
    (lambda: Domain("a..b"), "E_NAME", "domain: 'a..b': a label is empty"),
    (lambda: Domain("com"), "E_NAME", "domain: 'com': at least two labels"),
    (lambda: Domain("192.0.2.1"), "E_NAME", "domain: '192.0.2.1': "),
    (lambda: Domain("a\0.test"), "E_VALUE", "a string contains NUL"),
    (lambda: Domain(D, reference="\ud800"), "E_VALUE", "reference: '\\xed\\xa0\\x80': "),
    (lambda: Domain(D, reference="a\nb"), "E_VALUE", "reference: 'a\\x0ab': printable"),
    (lambda: Domain(D, reference="x" * 129), "E_LIMIT", "reference: '" + "x" * 100 + "...'"),
    (lambda: Domain(D, zone="-"), "E_NAME", "zone: '-': "),
    (lambda: Domain(D, ttl=-1), "E_VALUE", "ttl: 0 to 2147483647"),
    (lambda: Domain(D, ttl=2**31), "E_VALUE", "ttl: 0 to 2147483647"),
    (lambda: Domain(D, ttl=2**32), "E_VALUE", "ttl: 0 to 2147483647"),
    (lambda: Domain(D, ttl=2**80), "E_VALUE", "ttl: 0 to 2147483647"),
    (lambda: Domain(D, dmarc="p=none"), "E_VALUE", "dmarc: 'p=none': "),
    (
        lambda: Domain(D, shared_mail_from_region="here"),
        "E_VALUE",
        "shared_mail_from_region: 'here': a region such as",
    ),
    (
        lambda: Domain(D, options={"no.such": "x"}),
        "E_OPTION",
        "options: 'no.such': no option of that name",
    ),
    (
        lambda: Domain(D, options={"dig.server": "-x"}),
        "E_VALUE",
        "dig.server: '-x': ",
    ),
    (lambda: without_domain().plan(), "E_MISSING", "domain: it is required"),
    (
        lambda: Domain(D, zone="other.test").plan(),
        "E_VALUE",
        "zone: 'other.test': the domain or a name above it",
    ),
    (
        lambda: Domain(D).add_instance(None, "us-east-1"),
        "E_MISSING",
        "account: it is required",
    ),
    (
        lambda: Domain(D).add_instance("", "us-east-1"),
        "E_VALUE",
        "account: '': 1 to 64 printable",
    ),
    (
        lambda: Domain(D).add_instance("x" * 65, "us-east-1"),
        "E_LIMIT",
        "account: ",
    ),
    (
        lambda: Domain(D).add_instance("1", "us_east"),
        "E_VALUE",
        "region: 'us_east': a region such as",
    ),
    (
        lambda: Domain(D).add_instance("1", "us-east-1", label=""),
        "E_VALUE",
        "label: '': 1 to 64",
    ),
    (
        lambda: instance().set_state("gone"),
        "E_VALUE",
        "state: none, active, draining",
    ),
    (lambda: instance().set_state(0), "E_VALUE", "state: not a value of"),
    (
        lambda: instance().set_state(2**32 + 1),
        "E_VALUE",
        "state: not a value of",
    ),
    (
        lambda: instance().set_verification_token("a b"),
        "E_VALUE",
        "verification_token: 'a b': Base64",
    ),
    (
        lambda: instance().set_verification_token("x" * 256),
        "E_LIMIT",
        "verification_token: ",
    ),
    (
        lambda: instance().set_verification_status("Success"),
        "E_VALUE",
        "verification_status: unknown, not-started, pending, success",
    ),
    (
        lambda: instance().add_dkim_token("a_b"),
        "E_VALUE",
        "dkim_tokens: 'a_b': ",
    ),
    (lambda: instance().add_dkim_token("a.b"), "E_VALUE", "dkim_tokens: 'a.b'"),
    (lambda: instance().set_dkim_hosted_zone("a b"), "E_NAME", "dkim_hosted_zone: 'a b': "),
    (
        lambda: instance().set_dkim_status(99),
        "E_VALUE",
        "dkim_status: not a value",
    ),
    (lambda: instance().set_mail_from("x"), "E_NAME", "mail_from: 'x': "),
    (
        lambda: instance().set_mail_from_status(-1),
        "E_VALUE",
        "mail_from_status: not a value",
    ),
    (
        lambda: instance().set_on_mx_failure("bounce"),
        "E_VALUE",
        "on_mx_failure: unknown, use-default-value or reject-message was expected",
    ),
    (
        lambda: Domain(D).set_option("plan.dkim-targets", "true"),
        "E_VALUE",
        "plan.dkim-targets: 'true': 'no' or 'yes' was expected",
    ),
    (
        lambda: Domain(D).set_option("external-dns.provider", "route53"),
        "E_VALUE",
        "external-dns.provider: 'route53': 'aws', 'azure', 'cloudflare', "
        "'google' or 'pdns' was expected",
    ),
    (lambda: instance().set_receiving("x"), "E_NAME", "receiving: 'x': "),
    (lambda: instance().set_tracking("*.x"), "E_NAME", "tracking: '*.x': "),
]

UNREADABLE = [
    (lambda: Domain.from_setup(""), "E_SYNTAX", "line 1, column "),
    (lambda: Domain.from_setup(b'{\n"a": \xff}'), "E_SYNTAX", "line 2, col"),
    (lambda: Domain.from_setup('{"\ud800": 1}'), "E_SYNTAX", "line 1, col"),
    (lambda: Domain.from_setup('{"domain": "a\0"}'), "E_SYNTAX", "line 1, "),
    (lambda: Domain.from_setup([]), "E_DOCUMENT", "document: an object was"),
    (lambda: Domain.from_setup({}), "E_MISSING", "domain: it is required"),
    (
        lambda: Domain.from_setup({"domain": D, "ttl": float("inf")}),
        "E_SYNTAX",
        "line 1, column ",
    ),
    (
        lambda: Domain.from_setup({"domain": D, "instances": [{"labl": 1}]}),
        "E_DOCUMENT",
        "instances[0].labl: there is no such key; did you mean 'label'?",
    ),
    *((
        lambda key=key: Domain.from_setup({"domain": D,
                                           "instances": [{key: 1}]}),
        "E_DOCUMENT",
        f"instances[0].{key}: there is no such key; did you mean '{near}'?",
    ) for key, near in (
        ("verificationToken", "verification_token"),
        ("mailfrom_status", "mail_from_status"),
        ("dkim_token", "dkim_tokens"))),
    (lambda: instance().load_aws("{"), "E_SYNTAX", "line 1, column "),
    (lambda: instance().load_aws({}), "E_DOCUMENT", "document: no output of"),
    (
        lambda: without_domain().add_instance("1", "us-east-1").load_aws({}),
        "E_MISSING",
        "domain: it is required before",
    ),
    (
        lambda: instance().load_aws({"DkimTokens": ["a", "b", "c", "d"]}),
        "E_LIMIT",
        "DkimTokens[3]: 'd': ",
    ),
]


class Errors(unittest.TestCase):
    def test_no_key_is_near(self):
        for key in ("colour", "x", "\ud7ff" * 99):
            with self.subTest(key), self.assertRaises(sesdomain.Error) as e:
                Domain.from_setup({"domain": D, "instances": [{key: 1}]})
            self.assertNotIn("did you mean", e.exception.text)

    def check(self, rows):
        for number, (call, status, text) in enumerate(rows):
            with self.subTest(number, text=text):
                with self.assertRaises(Error) as caught:
                    call()
                error = caught.exception
                self.assertEqual(error.status, Status[status])
                self.assertEqual(error.status.name, status)
                self.assertEqual(error.text[: len(text)], text)
                self.assertEqual(str(error), error.text)
                self.assertEqual(len(error.text.splitlines()), 1)

    def test_refused(self):
        self.check(REFUSED)

    def test_unreadable(self):
        self.check(UNREADABLE)

    def test_two_instances_of_one_label(self):
        domain = Domain(D)
        domain.add_instance("1", "us-east-1", label="x")
        with self.assertRaises(Error) as caught:
            domain.add_instance("2", "us-east-1", label="x")
        self.assertEqual(caught.exception.status, Status.E_DUPLICATE)

    def test_a_status_that_is_newer(self):
        error = Error(-4711)
        self.assertEqual(error.status, -4711)
        self.assertNotIsInstance(error.status, Status)
        self.assertIn("does not know", error.text)

    def test_every_status_has_a_sentence(self):
        texts = {Error(status).text for status in Status}
        self.assertEqual(len(texts), len(Status))

    def test_it_can_be_pickled(self):
        made = Error(Status.E_NAME, "a text", "a path", 1, 2)
        error = pickle.loads(pickle.dumps(made))
        self.assertEqual(vars(error), vars(made))
        self.assertEqual(str(error), "a text")

    def test_place_of_an_error(self):
        self.assertEqual(place(lambda: Domain(D, ttl=-1)), ("ttl", None, None))
        setup = '{"domain": "a.test",\n "reference": "é", "ttl": "x"}'
        self.assertEqual(
            place(lambda: Domain.from_setup(setup)), ("ttl", 2, 20)
        )
        self.assertEqual(
            place(lambda: Domain.from_setup("{\n }}")), (None, 2, 3)
        )
        self.assertEqual(
            place(lambda: instance().set_state("gone")), ("state", None, None)
        )

    def test_texts_are_utf_8(self):
        with self.assertRaises(Error) as caught:
            instance().set_mail_from("é é.test")
        self.assertIn("é é", caught.exception.text)


if __name__ == "__main__":
    unittest.main()
