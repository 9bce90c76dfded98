# SPDX-License-Identifier: MIT
"""Test that wrong use of the interface raises an exception and changes
nothing."""

import gc
import unittest

import sesdomain
from sesdomain import Domain, Error, Status

D = "anycompany.com"


def domain():
    made = Domain(D, from_domains=[D], options={"dig.server": "192.0.2.1"})
    made.add_instance(
        "1", "us-east-1", "SES1", dkim_tokens=["a"], dkim_keys={"s": None}
    )
    return made


# a call with a domain and its instance, and its status
REFUSED = [
    # an unknown type is not 0, which would make the name and all below it
    # nonexistent
    (lambda made, one: made.add_absent(D, 0), Status.E_VALUE),
    (lambda made, one: made.add_absent(D, None), Status.E_MISSING),
    (lambda made, one: made.add_absent(D, "NOSUCH"), Status.E_VALUE),
    (lambda made, one: made.add_absent(D, 2**32), Status.E_VALUE),
    (lambda made, one: made.add_failed(D, 0, "SERVFAIL"), Status.E_VALUE),
    (lambda made, one: made.add_record(D, 0, "x"), Status.E_VALUE),
    # a missing argument clears nothing
    (lambda made, one: made.add_from_domain(None), Status.E_MISSING),
    (lambda made, one: made.add_identity(None), Status.E_MISSING),
    (lambda made, one: made.add_ignored(None), Status.E_MISSING),
    (lambda made, one: made.add_absent(None, "A"), Status.E_MISSING),
    (lambda made, one: made.add_nonexistent(None), Status.E_MISSING),
    (lambda made, one: made.add_failed(None, "A", "x"), Status.E_MISSING),
    (lambda made, one: made.add_failed(D, "A", None), Status.E_MISSING),
    (lambda made, one: made.add_record(D, "A", None), Status.E_MISSING),
    (lambda made, one: made.add_instance(None, "x"), Status.E_MISSING),
    (lambda made, one: made.add_instance("1", None), Status.E_MISSING),
    (lambda made, one: made.set_option(None, "x"), Status.E_MISSING),
    (lambda made, one: one.add_dkim_token(None), Status.E_MISSING),
    (lambda made, one: one.add_dkim_key(None), Status.E_MISSING),
    (lambda made, one: one.set_receiving(None, "x.test"), Status.E_MISSING),
    (lambda made, one: one.set_tracking(None, "x.test"), Status.E_MISSING),
    # numbers that would be valid if they were truncated
    (lambda made, one: made.set_ttl(2**32), Status.E_VALUE),
    (lambda made, one: one.set_state(2**32 + 3), Status.E_VALUE),
    (lambda made, one: one.set_dkim_status(-1), Status.E_VALUE),
    # names of other enumerations
    (lambda made, one: one.set_state("unknown"), Status.E_VALUE),
    (lambda made, one: one.set_state("none"), Status.E_VALUE),
    (lambda made, one: one.set_dkim_status("verified"), Status.E_VALUE),
    # unknown options and formats
    (lambda made, one: made.option("no.such"), Status.E_OPTION),
    (lambda made, one: made.plan().text("no such"), Status.E_FORMAT),
    (lambda made, one: made.plan().text("zone", 1), Status.E_MISSING),
    (lambda made, one: made.load_existing("no listing"), Status.E_SYNTAX),
    (lambda made, one: made.load_existing("", "no such"), Status.E_FORMAT),
    (lambda made, one: made.add_instance("1", "x-y-1", "SES1"),
     Status.E_DUPLICATE),
]  # fmt: skip

# calls with arguments of a wrong type
MISTAKEN = [
    lambda made, one: Domain(None),
    lambda made, one: Domain(b"a.test"),
    lambda made, one: Domain(D, from_domains=D),
    lambda made, one: made.add_absent(D),
    lambda made, one: made.set_complete("no"),
    lambda made, one: made.set_authoritative(None),
    lambda made, one: made.set_reference(4711),
    lambda made, one: made.add_instance("2", "us-east-1", dkim_tokens="abc"),
    lambda made, one: made.add_instance("2", "us-east-1", sandbox="no"),
    lambda made, one: one.set_sending(0),
]


class Misuse(unittest.TestCase):
    def check(self, call, expected):
        made = domain()
        before = made.plan().text("json"), made.plan().questions
        with self.assertRaises(expected) as caught:
            call(made, made.instances[0])
        after = made.plan().text("json"), made.plan().questions
        self.assertEqual(after, before)
        self.assertEqual(len(made.instances), 1)
        return caught.exception

    def test_refused(self):
        for number, (call, status) in enumerate(REFUSED):
            with self.subTest(number):
                self.assertEqual(self.check(call, Error).status, status)

    def test_mistakes(self):
        for number, call in enumerate(MISTAKEN):
            with self.subTest(number):
                self.check(call, TypeError)

    def test_an_error_does_not_outlive_success(self):
        made = domain()
        self.assertRaises(Error, made.set_zone, "-")
        made.set_zone(None)
        with self.assertRaises(Error) as caught:
            made.set_reference("x" * 129)
        self.assertEqual(caught.exception.path, "reference")

    def test_a_refusal_is_no_bad_value(self):
        """An unknown zone and an inexpressible plan have statuses of their
        own."""
        refused = {}
        for form in sesdomain.formats():
            refusal = domain().plan().refusal(form.name)
            if refusal:
                refused[form.name] = refusal.status
        self.assertEqual(set(refused.values()), {Status.E_PRIOR_UNKNOWN})


class Instances(unittest.TestCase):
    """Handles of instances from setters and from documents."""

    SETUP = {
        "domain": D,
        "instances": [
            {"label": f"SES{n}", "account": f"{n}", "region": "us-east-1"}
            for n in range(3)
        ],
    }

    def test_instances_of_a_setup_have_handles(self):
        made = Domain.from_setup(self.SETUP)
        self.assertEqual(
            [(i.label, i.account, i.region) for i in made.instances],
            [(f"SES{n}", f"{n}", "us-east-1") for n in range(3)],
        )
        made.instance("SES1").set_state("retired")
        states = [i.state for i in made.plan().instances]
        self.assertEqual(states, ["active", "retired", "active"])
        self.assertRaises(KeyError, made.instance, "SES3")

    def test_one_handle_per_instance(self):
        made = Domain.from_setup(self.SETUP)
        one = made.instance("SES1")
        self.assertIs(made.instances[1], one)
        added = made.add_instance("4", "us-east-1")
        self.assertIs(made.instances[3], added)
        self.assertIs(made.instance("4/us-east-1"), added)

    def test_a_removed_one_is_refused(self):
        made = Domain.from_setup(self.SETUP)
        one, same = made.instance("SES1"), made.instances[1]
        one.remove()
        self.assertEqual([i.label for i in made.instances], ["SES0", "SES2"])
        # may have the address of the removed instance
        added = made.add_instance("4", "us-east-1", "SES1")
        for gone in (one, same):
            for call in (
                lambda: gone.label,
                lambda: gone.set_sandbox(True),
                lambda: gone.load_aws({"DkimTokens": ["a"]}),
                gone.clear_dkim_tokens,
                gone.remove,
            ):
                self.assertRaisesRegex(ValueError, "was removed", call)
        self.assertEqual(added.account, "4")
        self.assertEqual(len(made.instances), 3)

    def test_one_whose_domain_is_closed_is_refused(self):
        with Domain.from_setup(self.SETUP) as made:
            one = made.instances[0]
        for call in (
            lambda: one.region,
            lambda: one.set_sandbox(True),
            one.remove,
            lambda: made.instances,
            lambda: made.instance("SES1"),
            lambda: made.add_instance("4", "us-east-1"),
            lambda: made.option("dig.server"),
            made.set_complete,
            made.plan,
        ):
            self.assertRaisesRegex(ValueError, "is closed", call)

    def test_it_keeps_its_domain(self):
        one = Domain.from_setup(self.SETUP).instances[2]
        gc.collect()
        one.set_sandbox(True)
        self.assertEqual(one.label, "SES2")

    def test_label_of_refused_instance_is_free(self):
        made = domain()
        for wrong in ({"tracking": "-"}, {"dkim_tokens": ["a", "-"]}):
            with self.assertRaises(Error):
                made.add_instance("2", "us-east-1", "x", **wrong)
        made.add_instance("2", "us-east-1", "x")
        self.assertEqual([i.label for i in made.instances], ["SES1", "x"])


if __name__ == "__main__":
    unittest.main()
