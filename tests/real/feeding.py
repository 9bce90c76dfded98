# SPDX-License-Identifier: MIT
"""The answers of a name server that does everything at once, and the plan that
follows from them: for the programs in examples/feed."""
import json
import pathlib
import tempfile

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from internet import Scripted
from process import free_port

T1, T2, T3 = (letter * 32 for letter in "abc")
SETUP = {
    "domain": "d.test",
    "dmarc": "v=DMARC1; p=none",
    "instances": [{
        "label": "SES1", "account": "111122223333", "region": "us-east-1",
        "verification_token": "x" * 43 + "=", "dkim_tokens": [T1, T2, T3],
        "mail_from": "mail.d.test", "tracking": "click.d.test",
    }],
}
SOA = "d.test. 300 IN SOA ns1. hostmaster. 1 1 1 1 60"
# owner name and type (None: any): the records, and the response code
ANSWERS = {
    (f"{T1}._domainkey.d.test.", None): (
        [f"{T1}._domainkey.d.test. 300 IN CNAME {T1}.dkim.amazonses.com."],
        "NOERROR"),
    (f"{T1}._domainkey.d.test.", "TXT"): (
        [f"{T1}._domainkey.d.test. 300 IN CNAME {T1}.dkim.amazonses.com.",
         f'{T1}.dkim.amazonses.com. 300 IN TXT "p="'],  # revoked
        "NOERROR"),
    (f"{T2}._domainkey.d.test.", None): (
        [f"{T2}._domainkey.d.test. 300 IN CNAME {T2}.dkim.amazonses.com."],
        "NXDOMAIN"),
    (f"{T3}._domainkey.d.test.", None): ([], "SERVFAIL"),
    ("mail.d.test.", None): ([], "NOERROR"),
    ("mail.d.test.", "MX"): (None, "NXDOMAIN"),  # without an SOA
    ("mail.d.test.", "TXT"): (None, None),  # no answer
    ("_amazonses.d.test.", None): ([], "NOERROR"),
    ("_domainkey.d.test.", None): ([], "NOERROR"),
    ("d.test.", None): ([], "NOERROR"),
    ("_dmarc.d.test.", None): (
        ["_dmarc.d.test. 300 IN CNAME a.other.test.",
         "a.other.test. 300 IN CNAME b.other.test."],
        "NOERROR"),
    ("_dmarc.d.test.", "TXT"): (
        ["_dmarc.d.test. 300 IN CNAME a.other.test.",
         "a.other.test. 300 IN CNAME b.other.test.",
         'b.other.test. 300 IN TXT "v=DMARC1; p=reject"'],
        "NOERROR"),
}


def respond(query, tcp):
    question = query.question[0]
    name = question.name.to_text()
    kind = dns.rdatatype.to_text(question.rdtype)
    records, code = ANSWERS.get((name, kind)) or ANSWERS.get(
        (name, None)) or ([], "NXDOMAIN")
    if code is None:
        return None
    response = dns.message.make_response(query)
    response.flags |= dns.flags.AA
    response.set_rcode(dns.rcode.from_text(code))
    for record in records or ():
        owner, ttl, _, kind, rdata = record.split(" ", 4)
        response.answer.append(dns.rrset.from_text(owner, ttl, "IN", kind,
                                                   rdata))
    if records is not None and (not records or code == "NXDOMAIN"):
        owner, ttl, _, kind, rdata = SOA.split(" ", 4)
        response.authority.append(dns.rrset.from_text(
            owner, ttl, "IN", kind, rdata))
    return response


class Cases:
    """run() is given the path of the setup document, and the address and port
    of a server; it returns the plan as JSON."""

    def test_answers(self):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory, "setup.json")
            path.write_text(json.dumps(SETUP), "utf-8")
            with Scripted("127.0.0.1", respond, port=free_port()) as server:
                plan = json.loads(self.run_program(
                    path, server.address, server.port))
        found = {(r["name"].removesuffix("."), r["type"]):
                 (r["prior"], r["todo"]) for r in plan["recordsets"]}
        dkim = "._domainkey.d.test"
        self.assertEqual(found[T1 + dkim, "CNAME"], ("present", "none"))
        self.assertEqual(found[T2 + dkim, "CNAME"], ("present", "none"))
        self.assertEqual(found[T3 + dkim, "CNAME"], ("unknown", "add"))
        self.assertEqual(found["mail.d.test", "MX"], ("unknown", "add"))
        self.assertEqual(found["mail.d.test", "TXT"], ("unknown", "add"))
        self.assertEqual(found["click.d.test", "CNAME"],
                         ("absent", "create"))
        self.assertEqual(found["_amazonses.d.test", "TXT"],
                         ("absent", "create"))
        self.assertNotIn(("_dmarc.d.test", "TXT"), found)
        (instance,) = plan["instances"]
        self.assertEqual(instance["readiness"]["dmarc"]["dns"], "published")
        # the key of T1 is revoked; T2's target does not exist
        self.assertEqual({f["code"] for f in plan["findings"]},
                         {"dkim-target-without-key", "dmarc-is-cname",
                          "lookup-failed"})
