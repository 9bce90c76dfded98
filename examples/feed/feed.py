# SPDX-License-Identifier: MIT
"""Answers the questions of a plan with dnspython, in the place of
libsesdomain-dns: for programs that have a resolver of their own.

    python3 feed.py SETUP.json SERVER [PORT]

feed() does no input or output: it is given a response, however it came.
"""
import sys

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rcode
import dns.rdatatype
import sesdomain

CHAIN_MOST = 16
ROUNDS_MOST = 24


def add(domain, known, rrset):
    """Add an RRset, once."""
    name = rrset.name.to_text(omit_final_dot=True)
    kind = dns.rdatatype.to_text(rrset.rdtype)
    if (rrset.name, kind) not in known:
        known.add((rrset.name, kind))
        for rdata in rrset:
            domain.add_record(name, kind, rdata.to_text(), ttl=rrset.ttl)


def add_negative(domain, known, owner, kind, response):
    """Add that a name has no such records, if the response proves that."""
    name = owner.to_text(omit_final_dot=True)
    if (owner, kind) in known:
        return
    known.add((owner, kind))
    # RFC 2308 section 5: without an SOA it is no answer of a server that
    # knows
    if not any(rrset.rdtype == dns.rdatatype.SOA
               for rrset in response.authority):
        domain.add_failed(name, kind, "a negative answer without an SOA")
        return
    domain.add_absent(name, kind)
    if response.rcode() == dns.rcode.NXDOMAIN:
        try:
            domain.add_nonexistent(name)
        except sesdomain.Error as error:  # names below it are known
            if error.status != sesdomain.Status.E_STATE:
                raise


def feed(domain, known, question, response):
    """Add what a response says about a question. known has the names and
    types that were added before."""
    owner, kind = dns.name.from_text(question.name), question.type
    if response.rcode() not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        domain.add_failed(question.name, kind,
                          dns.rcode.to_text(response.rcode()))
        return
    answer = {(rrset.name, rrset.rdtype): rrset for rrset in response.answer}
    for _ in range(CHAIN_MOST):
        rrset = answer.get((owner, dns.rdatatype.from_text(kind)))
        if rrset:
            add(domain, known, rrset)
            return
        # what is below a DNAME is not there: its CNAME is synthesised
        # (RFC 6672)
        above = [rrset for rrset in response.answer
                 if rrset.rdtype == dns.rdatatype.DNAME
                 and rrset.name != owner and owner.is_subdomain(rrset.name)]
        alias = answer.get((owner, dns.rdatatype.CNAME))
        for rrset in above or ([alias] if alias else []):
            add(domain, known, rrset)
        if above or not alias:
            break
        # an alias has no other records (RFC 1034 section 3.6.2); the rest of
        # the response, and its code, are about its target (RFC 6604)
        known.add((owner, kind))
        domain.add_absent(owner.to_text(omit_final_dot=True), kind)
        owner = alias[0].target
    else:
        domain.add_failed(owner.to_text(omit_final_dot=True), kind,
                          "a chain of too many CNAMEs")
        return
    if above:
        known.add((owner, kind))
        domain.add_absent(owner.to_text(omit_final_dot=True), kind)
        return
    add_negative(domain, known, owner, kind, response)


def look_up(domain, ask):
    """Ask what the plan asks, until that is nothing new. ask() is given a
    name and a type, and returns the response; or raises OSError or
    dns.exception.DNSException, and then nothing is known."""
    known, asked = set(), set()
    for _ in range(ROUNDS_MOST):
        questions = [q for q in domain.plan().questions
                     if q.scope == "name" and q not in asked]
        if not questions:
            break
        for question in questions:
            asked.add(question)
            owner = dns.name.from_text(question.name)
            if (owner, question.type) in known:
                continue
            try:
                response = ask(question.name, question.type)
            except (OSError, dns.exception.DNSException) as error:
                domain.add_failed(question.name, question.type,
                                  type(error).__name__)
                continue
            feed(domain, known, question, response)


def main(path, server, port=53):
    def ask(name, kind):
        query = dns.message.make_query(name, kind, payload=1232)
        response, _ = dns.query.udp_with_fallback(
            query, server, timeout=2, port=int(port))
        return response

    with open(path, encoding="utf-8") as file:
        domain = sesdomain.Domain.from_setup(file.read())
    look_up(domain, ask)
    print(domain.plan().text("json"), end="")


if __name__ == "__main__":
    main(*sys.argv[1:])
