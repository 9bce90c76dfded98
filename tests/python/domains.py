# SPDX-License-Identifier: MIT
"""Setup documents of many domains, for the tests of sesdomain-bulk and for
the benchmarks: domains.py COUNT prints them as lines of JSON."""

import base64
import hashlib
import json
import sys

REGIONS = (("111122223333", "us-east-1"), ("444455556666", "eu-west-1"))


def digest(*parts):
    return hashlib.sha256("/".join(map(str, parts)).encode()).digest()


def token(*parts):
    """Return a text that looks like a DKIM token of SES."""
    return base64.b32encode(digest(*parts)).decode().lower()[:32]


def setup(i):
    """Return the setup document of domain i: two instances in two regions."""
    domain = f"domain{i}.example"
    return {
        "domain": domain,
        "dmarc": f"v=DMARC1; p=none; rua=mailto:dmarc@{domain}",
        "instances": [
            {
                "label": f"SES{k}",
                "account": account,
                "region": region,
                "verification_token": base64.b64encode(
                    digest(i, k, "token")
                ).decode(),
                "dkim_tokens": [token(i, k, n) for n in range(3)],
                "mail_from": f"mail{k}.{domain}",
            }
            for k, (account, region) in enumerate(REGIONS, 1)
        ],
    }


def line(i):
    return json.dumps(setup(i)) + "\n"


if __name__ == "__main__":
    for i in range(int(sys.argv[1])):
        sys.stdout.write(line(i))
