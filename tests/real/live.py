# SPDX-License-Identifier: MIT
"""Run sesdomain-check in a small Internet, with zones of a domain and name
servers for it."""
import contextlib
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

import dns.message
import dns.query
import dns.rcode

import internet
from internet import (HOSTS, RESOLVER, ROOT, VALIDATOR, Bind, Knot, Nsd,
                      Scripted, soa)

CHECK = os.environ["SESDOMAIN_CHECK"]
NS1, NS2, NS3 = HOSTS.values()
# Times for a busy machine; those of servers that do not answer are shorter.
PATIENT = ("--timeout=5", "--deadline=120")
TOKENS = [letter * 32 for letter in "abc"]
SETUP = {
    "version": 1,
    "domain": "d.test",
    "dmarc": "v=DMARC1; p=none",
    "instances": [{
        "label": "SES1", "account": "111122223333", "region": "us-east-1",
        "verification_token": "x" * 43 + "=",
        "dkim_tokens": TOKENS,
        "mail_from": "mail.d.test",
    }],
}
RECORDS = {
    "token": f'_amazonses TXT "{"x" * 43}="\n',
    "dkim": "".join(f"{t}._domainkey CNAME {t}.dkim.amazonses.com.\n"
                    for t in TOKENS),
    "mx": "mail MX 10 feedback-smtp.us-east-1.amazonses.com.\n",
    "spf": 'mail TXT "v=spf1 include:amazonses.com ~all"\n',
    "dmarc": '_dmarc TXT "v=DMARC1; p=none"\n',
}


def glue(zone, hosts):
    """Return the NS records of a zone and the addresses of its hosts."""
    return "".join(
        f"{zone}. NS {host}.\n" +
        "".join(f"{host}. {'AAAA' if ':' in a else 'A'} {a}\n"
                for a in addresses)
        for host, addresses in hosts.items())


def zone(serial=7, without=(), more="", name="d.test", hosts=None,
         minimum=60):
    """Return the text of a zone with the records that SES1 needs."""
    hosts = HOSTS if hosts is None else hosts
    inside = {h: a for h, a in hosts.items() if h.endswith("." + name)}
    return (soa(name, serial, minimum) + glue(name, inside) +
            "".join(f"@ NS {h}.\n" for h in hosts if h not in inside) +
            "".join(text for key, text in RECORDS.items()
                    if key not in without) + more)


def start_internet(delegations, addresses):
    """Enter a namespace with these addresses, and run a root and a resolver
    until the module ends."""
    try:
        internet.enter_namespace()
    except OSError as error:
        raise unittest.SkipTest(f"no network namespace: {error}")
    internet.add_addresses([ROOT, RESOLVER, VALIDATOR, *addresses] +
                           [a for pair in HOSTS.values() for a in pair])
    stack = contextlib.ExitStack()
    unittest.addModuleCleanup(stack.close)
    stack.enter_context(internet.Internet(delegations))


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.05)


def setup_for(domain):
    text = json.dumps(SETUP).replace("d.test", domain)
    return json.loads(text)


class Result:
    """The parsed output of sesdomain-check --json."""

    def __init__(self, done):
        self.status = done.returncode
        self.stderr = done.stderr
        if done.returncode == 2:
            raise AssertionError(done.stderr)
        document = json.loads(done.stdout)
        (self.check,) = document["checks"]
        self.questions = {(q["name"], q["type"]): q
                          for q in document["questions"]}

    def zone(self, name):
        (zone,) = (z for z in self.check["zones"] if z["name"] == name)
        return zone

    def aspect(self, name):
        (instance,) = self.check["instances"]
        return instance[name]["dns"]

    def servers(self, host):
        return [s for s in self.check["servers"] if s["host"] == host]

    def outcomes(self, name, kind):
        """Return the outcome of a lookup at each address."""
        return {r["address"]: r["outcome"]
                for r in self.questions[name, kind]["replies"]}

    def codes(self):
        return {f["code"] for f in self.check["findings"]}


def run_check(*options, setup=None, resolver=RESOLVER):
    """Run the program and return the completed process."""
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "setup.json"
        path.write_text(json.dumps(setup or SETUP), "utf-8")
        return subprocess.run(
            [CHECK, *([f"--resolver={resolver}"] if resolver else []),
             *options, *(o for o in PATIENT if not any(
                 given.startswith(o.split("=")[0]) for given in options)),
             path],
            capture_output=True, text=True, timeout=200, check=False)


def check(*options, **more):
    return Result(run_check("--json", *options, **more))


@contextlib.contextmanager
def waiting_check(setup, *options):
    """Run the program with --wait. Return it and the path of the setup."""
    with tempfile.TemporaryDirectory() as directory:
        path = pathlib.Path(directory) / "setup.json"
        path.write_text(json.dumps(setup), "utf-8")
        with subprocess.Popen(
                [CHECK, f"--resolver={RESOLVER}", "--timeout=5", "--wait=180",
                 "--rate=500", *options, path], stdout=subprocess.PIPE,
                stderr=subprocess.PIPE, text=True) as program:
            try:
                yield program, path
            finally:
                program.kill()


@contextlib.contextmanager
def servers(first, second, third):
    """Return BIND, NSD and Knot with zones of d.test, or the given servers."""
    real, scripted = [], []
    for given, kind, addresses in ((first, Bind, NS1), (second, Nsd, NS2),
                                   (third, Knot, NS3)):
        if isinstance(given, str):
            real.append(kind({"d.test": given}, addresses))
        elif given is not None:
            scripted += [Scripted(address, given) for address in addresses]
    with contextlib.ExitStack() as stack:
        stack.enter_context(internet.together(real))
        for server in scripted:
            stack.enter_context(server)
        yield


def silent(query, tcp):
    return None


def forward(query, address=NS1[0]):
    """Return the answer of another server."""
    return dns.query.udp(query, address, timeout=20)


def refusing(query, tcp):
    answer = dns.message.make_response(query)
    answer.set_rcode(dns.rcode.REFUSED)
    return answer
