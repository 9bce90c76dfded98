# SPDX-License-Identifier: MIT
"""Test a zone from a pipe, which can be read only once."""

import json
import os
import subprocess
import tempfile
import unittest

import sesdomain

PROGRAM = os.environ.get("SESDOMAIN_PLAN")

SETUP = {
    "domain": "anycompany.com",
    "instances": [{
        "account": "1",
        "region": "us-east-1",
        "dkim_tokens": ["a" * 32, "b" * 32, "c" * 32],
        "mail_from": "mail.anycompany.com",
    }],
}

# The included domain of the SPF record causes a question that this zone cannot
# answer.
ZONE = b"""\
$ORIGIN anycompany.com.
@ 60 IN SOA ns.example. hostmaster.example. 1 2 3 4 5
mail 60 IN MX 10 feedback-smtp.us-east-1.amazonses.com.
mail 60 IN TXT "v=spf1 include:amazonses.com include:example.net ~all"
"""


@unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
@unittest.skipUnless(os.path.exists("/dev/stdin"), "no /dev/stdin")
class Pipe(unittest.TestCase):
    def test_the_zone_is_read_once(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as setup:
            json.dump(SETUP, setup)
            setup.flush()
            done = subprocess.run(
                [PROGRAM, "-f", "diff", "-z", "/dev/stdin", setup.name],
                input=ZONE, capture_output=True, timeout=60,
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"\n+cccc", done.stdout)
        self.assertNotIn(b"+mail.", done.stdout)


if __name__ == "__main__":
    unittest.main()
