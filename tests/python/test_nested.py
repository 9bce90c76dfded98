# SPDX-License-Identifier: MIT
"""Test that setup documents of the first edition are still read with the same
meaning."""

import json
import unittest

from sesdomain import Domain, Error
from setups import KEY

TOKENS = ["a" * 32, "b" * 32, "c" * 32]


def document(top, instance):
    made = {"domain": "a.test", **top}
    made["instances"] = [{"account": "1", "region": "us-east-1", **instance}]
    return json.dumps(made)


# keys of the first edition, and the same keys today
PAIRS = [
    ({"id": "T-1"}, {}, {"reference": "T-1"}, {}),
    ({"from": ["b.a.test"]}, {}, {"from_domains": ["b.a.test"]}, {}),
    (
        {"mail_from_sharing": "us-east-1"},
        {"mail_from": {"domain": "m.a.test"}},
        {"shared_mail_from_region": "us-east-1"},
        {"mail_from": "m.a.test"},
    ),
    (
        {},
        {
            "mail_from": {
                "domain": "m.a.test",
                "status": "TEMPORARY_FAILURE",
                "on_mx_failure": "REJECT_MESSAGE",
            },
            "verification_status": "SUCCESS",
        },
        {},
        {
            "mail_from": "m.a.test",
            "mail_from_status": "temporary-failure",
            "on_mx_failure": "reject-message",
            "verification_status": "success",
        },
    ),
    (
        {},
        {
            "dkim": {
                "tokens": TOKENS,
                "hosted_zone": "dkim.amazonses.com",
                "status": "PENDING",
                "signing": True,
                "origin": "AWS_SES",
            }
        },
        {},
        {
            "dkim_tokens": TOKENS,
            "dkim_hosted_zone": "dkim.amazonses.com",
            "dkim_status": "pending",
            "dkim_signing": True,
            "dkim_origin": "AWS_SES",
        },
    ),
    (
        {},
        {"dkim": {"selector": "s1", "public_key": KEY}},
        {},
        {"dkim_keys": [{"selector": "s1", "public_key": KEY}]},
    ),
    ({}, {"receiving": True}, {}, {"receiving": "a.test"}),
]

REFUSED = [
    ({"id": "T-1", "reference": "T-2"}, {}, "reference: there is no such key"),
    ({}, {"id": "T-1"}, "instances[0].id: there is no such key"),
    ({}, {"dkim": {"token": []}}, "instances[0].dkim.token: "),
    (
        {},
        {"mail_from": {"domain": "m.a.test", "status": "x"}},
        "instances[0].mail_from.status: ",
    ),
    ({}, {"mail_from": {}}, "instances[0].mail_from.domain: it is required"),
]


class Nested(unittest.TestCase):
    def test_the_same_plan(self):
        for number, (top, one, new_top, new_one) in enumerate(PAIRS):
            with self.subTest(number):
                plans = [
                    Domain.from_setup(document(*pair)).plan().text("json")
                    for pair in ((top, one), (new_top, new_one))
                ]
                self.assertEqual(*plans)

    def test_refused(self):
        for top, one, text in REFUSED:
            with self.subTest(text), self.assertRaises(Error) as caught:
                Domain.from_setup(document(top, one))
            self.assertIn(text, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
