# SPDX-License-Identifier: MIT
"""Test sesdomain-check with real name servers in a small Internet, in each
state that a domain can have."""
import contextlib
import json
import os
import pathlib
import random
import tempfile
import time
import unittest

import dns.edns
import dns.flags
import dns.message
import dns.rcode
import dns.rdataset
import dns.rdatatype
import dns.rrset

import internet
from internet import (HOSTS, ROOT, VALIDATOR, Bind, Knot, Nsd, Relay,
                      Scripted, Unbound, soa)
from live import (NS1, NS2, NS3, RECORDS, SETUP, TOKENS, check, forward, glue,
                  refusing, run_check, servers, setup_for, silent,
                  start_internet, wait_for, waiting_check, zone)
from process import tool

DIFFER_PARENT = {"ns1.differ.test": ["45.2.0.1"], "old.differ.test":
                 ["45.2.0.9"]}
DIFFER_CHILD = {"ns1.differ.test": ["45.2.0.1"], "new.differ.test":
                ["45.2.0.2"]}
SIX = {"ns.six.test": ["2a00::6:1"]}
PRIVATE = {"ns.private.test": ["10.0.0.1"]}
GLUE = {"ns.glue.test": ["45.2.0.1", "45.2.0.9"]}  # the last is outdated
SIGNED = {"ns.signed.test": ["45.2.0.3"]}
UNSIGNED = {"ns.unsigned.test": ["45.2.0.3"]}
MANY = {f"ns{i}.many.test": [f"45.4.{i // 250}.{1 + i % 250}"]
        for i in range(90)}
DELEGATIONS = (glue("d.test", HOSTS) + glue("differ.test", DIFFER_PARENT) +
               glue("six.test", SIX) + glue("private.test", PRIVATE) +
               glue("many.test", MANY) + glue("glue.test", GLUE) +
               glue("signed.test", SIGNED) +
               glue("unsigned.test", UNSIGNED) +
               f"unsigned.test. DS 12345 13 2 {'00' * 32}\n")
KEYS = {"ns.keys.test": ["45.3.0.1"]}  # name servers of a delegated _domainkey
DELEGATIONS += "ns.keys.test. A 45.3.0.1\n"


def setUpModule():
    start_internet(DELEGATIONS, [
        "10.0.0.1", "2a00::6:1", "45.3.0.1", "45.2.0.1", "45.2.0.2",
        "45.2.0.3", "45.2.0.9", *(f"45.5.0.{i}" for i in range(1, 6))])


class States(unittest.TestCase):

    def assert_others_ready(self, result):
        """Check that the authoritative servers decide."""
        for name in ("verification", "dkim", "mail_from", "spf", "dmarc"):
            self.assertEqual(result.aspect(name), "on all servers", name)
        self.assertEqual(result.status, 0)

    def test_published(self):
        with servers(zone(), zone(), zone()):
            result = check()
        self.assert_others_ready(result)
        self.assertEqual(len(result.check["servers"]), 6)
        for server in result.check["servers"]:
            self.assertEqual(
                (server["serial"], server["in_parent"], server["in_child"]),
                (7, "yes", "yes"))
        name = f"{TOKENS[0]}.dkim.amazonses.com"
        self.assertEqual(result.questions[name, "TXT"]["conclusion"],
                         "present")
        self.assertEqual(result.questions["_dmarc.d.test", "TXT"]["zone"],
                         "d.test")

    def test_empty_zone(self):
        bare = zone(without=RECORDS)
        with servers(bare, bare, bare):
            result = check()
        self.assertEqual(result.aspect("dkim"), "missing")
        self.assertEqual(result.status, 1)
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["conclusion"],
            "nonexistent")
        self.assertEqual(result.check["wait"], 60)  # the SOA's minimum

    def test_one_record_is_missing(self):
        part = zone(without=["mx"])
        with servers(part, part, part):
            result = check()
        self.assertEqual(result.aspect("dkim"), "on all servers")
        self.assertEqual(result.aspect("mail_from"), "missing")
        self.assertEqual(result.status, 1)

    def test_one_secondary_is_behind(self):
        with servers(zone(), zone(), zone(6, without=["dkim"])):
            result = check()
        self.assertEqual(result.aspect("dkim"), "on some servers")
        self.assertEqual(result.aspect("spf"), "on all servers")
        self.assertEqual(result.status, 3)
        self.assertEqual([s["behind"] for s in result.check["servers"]],
                         [False] * 4 + [True] * 2)
        question = result.questions[f"{TOKENS[0]}._domainkey.d.test",
                                    "CNAME"]
        self.assertTrue(question["differs"])
        self.assertEqual(question["conclusion"], "present")

    def test_newest_serial_lacks_a_record(self):
        """A record that the newest serial lacks is absent, even if an older
        serial has it."""
        with servers(zone(8, without=["mx"]), zone(7), zone(7)):
            result = check()
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["conclusion"], "absent")

    def test_same_serial_with_different_data(self):
        with servers(zone(), zone(), zone(without=["mx"])):
            result = check()
        question = result.questions["mail.d.test", "MX"]
        self.assertEqual(question["conclusion"], "failed")
        self.assertEqual(question["reason"], "the name servers differ")
        self.assertEqual(result.status, 3)

    def test_two_primaries_have_no_order(self):
        """Serials of different primaries cannot be compared."""
        other = zone(2026010101, without=["mx"]).replace(
            "SOA ns1", "SOA ns3.other.test.")
        with servers(zone(), zone(), other):
            result = check()
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["conclusion"], "failed")

    def test_one_server_does_not_answer(self):
        for other in (None, silent):
            with self.subTest(other=other), servers(zone(), zone(), other):
                result = check("--timeout=1")
                self.assertEqual(result.check["end"], "complete")
                self.assert_others_ready(result)
                for server in result.servers("ns3.other.test"):
                    self.assertEqual(
                        server["outcome"],
                        "timed-out" if other else "unreachable")

    def test_no_server_answers(self):
        with servers(silent, silent, silent):
            result = check("--timeout=0.3")
        self.assertEqual(result.status, 4)
        self.assertEqual({q["conclusion"] for (name, _), q in
                          result.questions.items() if
                          name.endswith("d.test")}, {"failed"})

    def test_one_server_is_lame(self):
        def resolver(query, tcp):
            """Give a correct answer that is not authoritative."""
            answer = dns.message.make_response(query)
            answer.answer = [dns.rrset.from_text(
                query.question[0].name, 60, "IN", "TXT", '"no"')]
            return answer

        def upwards(query, tcp):
            answer = dns.message.make_response(query)
            answer.authority = [dns.rrset.from_text(
                ".", 60, "IN", "NS", "a.root.")]
            return answer

        for other, outcome in ((refusing, "refused"), (resolver, "lame"),
                               (upwards, "lame")):
            with self.subTest(outcome), servers(zone(), zone(), other):
                result = check()
                self.assert_others_ready(result)
                for server in result.servers("ns3.other.test"):
                    self.assertEqual(server["outcome"], outcome)

    def test_all_refuse(self):
        with servers(refusing, refusing, refusing):
            result = check()
        self.assertEqual(result.status, 4)
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["reason"],
            f"REFUSED from {NS1[0]}")

    def test_servfail_for_one_name_is_not_absence(self):
        """One server returns SERVFAIL where the others return NXDOMAIN."""
        def partial(query, tcp):
            answer = dns.message.make_response(query)
            name = query.question[0].name
            if name == dns.name.from_text("mail.d.test"):
                answer.set_rcode(dns.rcode.SERVFAIL)
                return answer
            return forward(query).to_wire()

        text = zone(without=["mx", "spf"])
        with servers(text, text, partial):
            result = check()
        question = result.questions["mail.d.test", "MX"]
        self.assertEqual(question["conclusion"], "failed")
        self.assertEqual(question["reason"], f"SERVFAIL from {NS3[0]}")
        self.assertEqual(result.aspect("mail_from"),
                         "could not be determined")
        self.assertEqual(result.status, 4)

    def test_a_denial_without_soa_is_not_absence(self):
        """RFC 2308 section 5: a name server states its SOA beside it."""
        def bare(query, tcp):
            answer = forward(query)
            if not answer.answer:
                answer.authority = []
            return answer

        text = zone(without=["mx", "spf"])
        with servers(text, text, bare):
            result = check()
        question = result.questions["mail.d.test", "MX"]
        self.assertEqual(question["conclusion"], "failed")
        self.assertEqual(question["reason"], "a negative answer without an "
                         f"SOA from {NS3[0]}")
        self.assertEqual(result.status, 4)

    def test_empty_nonterminal(self):
        """A name that only has names below it exists (RFC 4592 section
        2.2.2)."""
        text = zone(without=["mx", "spf"], more="x.mail A 192.0.2.1\n")
        with servers(text, text, text):
            result = check()
        self.assertEqual(
            set(result.outcomes("mail.d.test", "MX").values()), {"nodata"})
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["conclusion"], "absent")
        self.assertEqual(result.aspect("mail_from"), "missing")

    def test_late_garbage_and_formerr(self):
        def late(query, tcp):
            time.sleep(20)  # more than all attempts take
            return refusing(query, tcp)

        def garbage(query, tcp):
            wire = dns.message.make_response(query).to_wire()
            return wire[:2] + b"\x84\x00" + wire[4:6] + b"\x00\x09" + wire[8:]

        def noise(query, tcp):
            return os.urandom(60)

        # c-ares 1.18 passes over noise, and 1.34 says that it is none
        for other, outcomes in ((late, ["timed-out"]),
                                (garbage, ["malformed"]),
                                (noise, ["timed-out", "malformed"])):
            with self.subTest(outcomes), servers(zone(), zone(), other):
                result = check("--timeout=1")
                self.assertEqual(result.check["end"], "complete")
                self.assert_others_ready(result)
                for server in result.servers("ns3.other.test"):
                    self.assertIn(server["outcome"], outcomes)

    def test_the_deadline_holds(self):
        with servers(silent, silent, silent):
            start = time.monotonic()
            result = check("--deadline=1", "--timeout=30")
            self.assertLess(time.monotonic() - start, 20)
        self.assertEqual(result.check["end"], "deadline")
        self.assertEqual(result.status, 4)

    def test_without_edns(self):
        """A server that drops queries with EDNS is queried without EDNS."""
        for code in (None, dns.rcode.FORMERR, dns.rcode.NOTIMP,
                     dns.rcode.BADVERS):
            def old(query, tcp, code=code):
                if query.edns >= 0:
                    if code is None:
                        return None
                    answer = dns.message.make_response(query)
                    if code != dns.rcode.BADVERS:
                        answer.use_edns(False)
                    answer.set_rcode(code)
                    return answer
                return forward(query).to_wire()

            with self.subTest(code=code), servers(zone(), zone(), old):
                result = check("--timeout=2")
                self.assert_others_ready(result)
                for server in result.servers("ns3.other.test"):
                    self.assertEqual(server["serial"], 7)


class Sizes(unittest.TestCase):
    MANY = "".join(f'_amazonses TXT "{i:043}="\n' for i in range(60))

    def test_large_answer_over_tcp(self):
        text = zone(more=self.MANY)
        with servers(text, text, text):
            result = check()
        self.assertEqual(result.status, 0)
        for reply in result.questions["_amazonses.d.test", "TXT"]["replies"]:
            self.assertTrue(reply["tcp"])
            self.assertEqual(len(reply["records"]), 61)

    def test_tcp_is_closed(self):
        def truncated(query, tcp):
            answer = forward(query)
            return answer.to_wire()

        text = zone(more=self.MANY)
        with contextlib.ExitStack() as stack:
            stack.enter_context(Bind({"d.test": text}, NS1))
            stack.enter_context(Nsd({"d.test": text}, NS2))
            for address in NS3:
                stack.enter_context(Scripted(address, truncated, tcp=False))
            result = check()
        outcomes = result.outcomes("_amazonses.d.test", "TXT")
        self.assertEqual(outcomes.pop(NS3[0]), "truncated")
        self.assertEqual(outcomes.pop(NS3[1]), "truncated")
        self.assertEqual(set(outcomes.values()), {"answer"})
        self.assertEqual(result.status, 4)  # one server is unknown

    def test_one_answer_a_connection(self):
        """All answers are truncated, and each TCP connection is closed after
        one."""
        count = [0]

        def once(query, tcp):
            if tcp:
                count[0] += 1
                return forward(query).to_wire()
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.TC | dns.flags.AA
            return answer

        with contextlib.ExitStack() as stack:
            stack.enter_context(Bind({"d.test": zone()}, NS1))
            for address in (*NS2, *NS3):
                stack.enter_context(Scripted(address, once, once=True))
            result = check()
        self.assertEqual(result.status, 0)
        self.assertGreater(count[0], 100)


class Delegations(unittest.TestCase):

    def test_parent_and_child_differ(self):
        text = zone(name="differ.test", hosts=DIFFER_CHILD)
        with Bind({"differ.test": text}, ["45.2.0.1"]), \
                Nsd({"differ.test": text}, ["45.2.0.2"]), \
                Scripted("45.2.0.9", refusing):
            result = check(setup=setup_for("differ.test"))
        found = {s["host"]: (s["in_parent"], s["in_child"], s["outcome"])
                 for s in result.check["servers"]}
        self.assertEqual(found, {
            "ns1.differ.test": ("yes", "yes", "answer"),
            "new.differ.test": ("no", "yes", "answer"),
            "old.differ.test": ("yes", "no", "refused"),
        })
        self.assertEqual(result.status, 0)

    def test_glue_differs(self):
        """The parent zone has an old address of a host, and lacks a new
        one."""
        text = zone(name="glue.test", hosts={
            "ns.glue.test": ["45.2.0.1", "45.2.0.2"]})
        with Bind({"glue.test": text}, ["45.2.0.1", "45.2.0.2"]):
            result = check(setup=setup_for("glue.test"))
            done = run_check(setup=setup_for("glue.test"))
        self.assertEqual(
            {s["address"]: (s["in_glue"], s["resolved"], s["outcome"])
             for s in result.check["servers"]},
            {"45.2.0.1": ("yes", "yes", "answer"),
             "45.2.0.2": ("no", "yes", "answer"),
             "45.2.0.9": ("yes", "no", "unreachable")})
        self.assertIn("45.2.0.2: serial 7, not in the glue of the parent "
                      "zone\n", done.stdout)
        self.assertIn("45.2.0.9: unreachable, in the glue of the parent zone "
                      "alone\n", done.stdout)
        self.assertEqual(result.status, 0)

    def test_ipv6_only(self):
        text = zone(name="six.test", hosts=SIX)
        with Bind({"six.test": text}, ["2a00::6:1"]):
            self.assertEqual(check(setup=setup_for("six.test")).status, 0)
            result = check("-4", setup=setup_for("six.test"))
        self.assertEqual(result.status, 4)
        (server,) = result.check["servers"]
        self.assertTrue(server["skipped"] or not server["address"])

    def test_private_addresses(self):
        text = zone(name="private.test", hosts=PRIVATE)
        asked = []

        def listening(query, tcp):
            asked.append(query.question[0].name.to_text())
            return forward(query, "45.5.0.1").to_wire()

        with Bind({"private.test": text}, ["45.5.0.1"]), \
                Scripted("10.0.0.1", listening):
            result = check(setup=setup_for("private.test"))
            self.assertNotIn("mail.private.test.", asked)  # by the resolver
            self.assertEqual(result.status, 4)
            self.assertTrue(result.check["servers"][0]["skipped"])
            result = check("--private", setup=setup_for("private.test"))
            self.assertEqual(result.status, 0)

    def test_delegated_domainkey(self):
        keys = soa("_domainkey.d.test", 3) + "@ NS ns.keys.test.\n" + \
            RECORDS["dkim"].replace("._domainkey", "")
        text = zone(without=["dkim"], more="_domainkey NS ns.keys.test.\n")
        with servers(text, text, text), \
                Knot({"_domainkey.d.test": keys}, ["45.3.0.1"]):
            result = check()
        question = result.questions[f"{TOKENS[0]}._domainkey.d.test",
                                    "CNAME"]
        self.assertEqual(question["zone"], "_domainkey.d.test")
        self.assertEqual(question["conclusion"], "present")
        question = result.questions["_domainkey.d.test", "NS"]
        self.assertEqual(question["conclusion"], "present")
        self.assertEqual(question["zone"], "d.test")

    def test_parent_and_child_on_one_server(self):
        """ns1 serves parent and child; the zone cut is found nevertheless."""
        keys = soa("_domainkey.d.test", 3) + "@ NS ns.keys.test.\n" + \
            RECORDS["dkim"].replace("._domainkey", "")
        text = zone(without=["dkim"], more="_domainkey NS ns.keys.test.\n")
        both = {"d.test": text, "_domainkey.d.test": keys}
        with Bind(both, NS1), Nsd(both, NS2), Knot(both, NS3), \
                Knot({"_domainkey.d.test": keys}, ["45.3.0.1"]):
            result = check()
        question = result.questions[f"{TOKENS[0]}._domainkey.d.test",
                                    "CNAME"]
        self.assertEqual(question["zone"], "_domainkey.d.test")
        self.assertEqual([r["address"] for r in question["replies"]],
                         ["45.3.0.1"])

    def test_domain_in_a_larger_zone(self):
        text = soa("d.test", 7) + glue("d.test", {
            h: a for h, a in HOSTS.items() if h.endswith("d.test")}) + \
            "$ORIGIN in.d.test.\n" + "".join(RECORDS.values())
        with servers(text, text, text):
            result = check(setup=setup_for("in.d.test"))
        self.assertEqual(result.questions["in.d.test", "TXT"]["zone"],
                         "d.test")
        self.assertEqual(
            len(result.outcomes("mail.in.d.test", "MX")), 6)
        self.assertEqual(result.aspect("dkim"), "on all servers")

    def test_a_domain_that_is_not_registered(self):
        result = check(setup=setup_for("none.test"))
        self.assertEqual(result.aspect("dkim"), "could not be determined")

    def test_given_servers(self):
        """Only the given servers are queried."""
        text = zone(8)
        with servers(zone(), zone(), zone()), \
                Knot({"d.test": text}, ["45.5.0.1"]):
            result = check("--server=45.5.0.1")
        self.assertEqual([s["address"] for s in result.check["servers"]],
                         ["45.5.0.1"])
        self.assertEqual(result.check["servers"][0]["serial"], 8)

    def test_hundreds_of_name_servers(self):
        result = check(setup=setup_for("many.test"))
        # each name that is asked for NS records may be a zone of its own
        zones = result.check["zones"]
        self.assertLessEqual(len(result.check["servers"]), 64 * len(zones))
        self.assertTrue(any(zone["limited"] for zone in zones))
        self.assertEqual(result.status, 4)


class Names(unittest.TestCase):

    def test_wildcard(self):
        text = zone(without=["dkim"],
                    more="*._domainkey CNAME x.dkim.amazonses.com.\n")
        with servers(text, text, text):
            result = check()
        self.assertNotEqual(result.aspect("dkim"), "on all servers")
        self.assertEqual(
            result.questions["*._domainkey.d.test", "CNAME"]["conclusion"],
            "present")

    def test_a_server_that_answers_for_any_name(self):
        """It has no wildcard, but the same answer for all that is asked."""
        def generous(query, tcp):
            name = query.question[0].name
            if name.labels[1] != b"_domainkey" or name.labels[0] == b"*":
                return forward(query).to_wire()
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.AA
            answer.answer = [dns.rrset.from_text(
                name, 60, "IN", "CNAME", "x.dkim.amazonses.com.")]
            return answer

        with servers(zone(without=["dkim"]), zone(), generous):
            result = check(f"--server={NS3[0]}")
        self.assertEqual(
            result.questions["*._domainkey.d.test", "CNAME"]["conclusion"],
            "present")
        self.assertEqual(result.aspect("dkim"), "missing")

    def test_cname_loop(self):
        text = zone(without=["dmarc"],
                    more="_dmarc CNAME a\na CNAME b\nb CNAME a\n")
        with servers(text, text, text):
            result = check()
        self.assertEqual(result.check["end"], "complete")
        self.assertEqual(
            result.questions["_dmarc.d.test", "CNAME"]["conclusion"],
            "present")
        self.assertNotEqual(result.aspect("dmarc"), "on all servers")

    def test_a_long_chain(self):
        def chain(query, tcp):
            """Answer each name below c.d.test with an alias of the next."""
            question = query.question[0]
            labels = question.name.to_text().split(".")
            if labels[0] != "_dmarc" and labels[1] != "c":
                return forward(query).to_wire()
            number = 0 if labels[0] == "_dmarc" else int(labels[0]) + 1
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.AA
            answer.answer = [dns.rrset.from_text(
                question.name, 60, "IN", "CNAME", f"{number}.c.d.test.")]
            return answer

        with servers(zone(), zone(), chain):
            result = check(f"--server={NS3[0]}")
        self.assertEqual(result.check["end"], "complete")
        self.assertIn(("15.c.d.test", "TXT"), result.questions)
        self.assertNotIn(("16.c.d.test", "TXT"), result.questions)

    def test_servfail_for_what_an_alias_points_to(self):
        """Some servers return SERVFAIL because they do not serve the target;
        the alias is known nevertheless."""
        def failing(query, tcp):
            answer = forward(query)
            if answer.answer and query.question[0].rdtype == 16 and \
                    answer.answer[0].rdtype == 5:
                answer = dns.message.make_response(query)
                answer.set_rcode(dns.rcode.SERVFAIL)
            return answer

        with servers(zone(), zone(), failing):
            result = check()
        self.assertEqual(result.outcomes(f"{TOKENS[0]}._domainkey.d.test",
                                         "TXT")[NS3[0]], "servfail")
        self.assertEqual(result.status, 4)

    def test_dname(self):
        text = zone(without=["dkim"],
                    more="_domainkey DNAME keys.other.test.\n")
        with servers(text, text, text):
            result = check()
        self.assertEqual(
            result.questions["_domainkey.d.test", "DNAME"]["conclusion"],
            "present")
        self.assertEqual(
            result.questions[f"{TOKENS[0]}._domainkey.d.test",
                             "CNAME"]["conclusion"], "absent")

    def test_nxdomain_above_names_that_exist(self):
        """Servers that return NXDOMAIN for empty non-terminals (against RFC
        8020) do not make the names below nonexistent."""
        def denying(query, tcp):
            answer = forward(query)
            if query.question[0].name == dns.name.from_text(
                    "_domainkey.d.test"):
                answer.set_rcode(dns.rcode.NXDOMAIN)
            return answer.to_wire()

        with servers(zone(), denying, denying), \
                contextlib.ExitStack() as stack:
            result = check(*(f"--server={a}" for a in (*NS2, *NS3)))
            del stack
        question = result.questions["_domainkey.d.test", "DNAME"]
        self.assertEqual(set(result.outcomes("_domainkey.d.test",
                                             "DNAME").values()),
                         {"nxdomain"})
        self.assertEqual(question["conclusion"], "absent")
        self.assertEqual(result.aspect("dkim"), "on all servers")

    def test_names_in_another_case(self):
        def shouting(query, tcp):
            answer = forward(query)
            return answer.to_wire().replace(b"amazonses\x03com",
                                            b"AmazonSES\x03COM")

        with servers(zone(), zone(), shouting):
            self.assertEqual(check().status, 0)


    def test_cookies_mixed_case_and_nsec(self):
        """Cookies (RFC 7873) and other EDNS options, a question whose letters
        are in another case (0x20), and what DNSSEC adds to answers and denials
        (RFC 4035 section 3.1) change nothing."""
        def adorned(query, tcp):
            answer = forward(query)
            name = query.question[0].name
            section = answer.answer or answer.authority
            for rrset in list(section):
                kind = dns.rdatatype.to_text(rrset.rdtype)
                section.append(dns.rrset.from_text(
                    rrset.name, 60, "IN", "RRSIG", f"{kind} 13 3 60 "
                    "20400101000000 20200101000000 1 d.test. AAAA"))
            answer.authority.append(dns.rrset.from_text(
                name, 60, "IN", "NSEC", f"\\000.{name} A RRSIG NSEC"))
            if query.edns >= 0:
                answer.use_edns(0, answer.ednsflags, options=[
                    dns.edns.GenericOption(3, b"ns3"),
                    dns.edns.GenericOption(internet.COOKIE, bytes(16)),
                    dns.edns.GenericOption(15, b"\0\0told")])
                internet.give_cookie(query, answer)
            wire = bytearray(answer.to_wire())
            end = wire.index(0, 12)
            wire[12:end] = bytes(wire[12:end]).swapcase()
            return bytes(wire)

        for text, status in ((zone(), 0), (zone(without=RECORDS), 1)):
            with servers(text, text, adorned):
                result = check()
            self.assertEqual(result.status, status)
            compared = 0
            for question in result.questions:
                found = result.outcomes(*question)
                if NS3[0] in found:
                    self.assertEqual(found[NS3[0]], found[NS1[0]], question)
                    compared += 1
            self.assertGreater(compared, 12)


class Hostile(unittest.TestCase):
    """Servers whose answers are false or malformed."""

    def test_forged_answers_are_not_believed(self):
        def forging(query, tcp):
            right = forward(query).to_wire()
            number = dns.message.make_response(query)
            number.id ^= 1
            other = dns.message.make_response(dns.message.make_query(
                "other.d.test", "TXT"))
            other.id = query.id
            kind = dns.message.make_response(dns.message.make_query(
                query.question[0].name, "HINFO"))
            kind.id = query.id
            return [m.to_wire() for m in (number, other, kind)] + [right]

        with servers(zone(), zone(), forging):
            result = check()
        self.assertEqual(result.status, 0)
        for server in result.check["servers"]:
            self.assertEqual(server["serial"], 7)

    def test_an_answer_to_no_question_is_not_believed(self):
        """c-ares 1.18 passes over it; to 1.34, the server is broken."""
        def forging(query, tcp):
            none = dns.message.Message(query.id)
            none.flags = dns.flags.QR | dns.flags.AA
            right = forward(query)
            return [none.to_wire(), right.to_wire()]

        with servers(zone(), zone(), forging):
            result = check()
        self.assert_no_absence(result)

    def assert_no_absence(self, result):
        """No server that was asked is said to lack what the others have."""
        for question in result.questions.values():
            self.assertFalse(question["differs"], question)
        for server in result.check["servers"]:
            self.assertEqual(server.get("serial", 7), 7)

    def test_answers_from_elsewhere_are_not_believed(self):
        """Neither from another address nor from another port."""
        def forged(query):
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.AA
            answer.set_rcode(dns.rcode.NXDOMAIN)
            answer.authority = [dns.rrset.from_text(
                "d.test.", 60, "IN", "SOA", "evil. evil. 9 1 1 1 1")]
            return answer

        def right(query, tcp):
            return forward(query).to_wire()

        with Bind({"d.test": zone()}, NS1), \
                Scripted(NS2[0], right, forger=("45.5.0.5", 53, forged)), \
                Scripted(NS3[0], right, forger=(NS3[0], 5353, forged)):
            result = check(f"--server={NS2[0]}", f"--server={NS3[0]}")
        self.assertEqual(result.status, 0)
        self.assertEqual([s["serial"] for s in result.check["servers"]],
                         [7, 7])

    def test_records_of_other_names_are_not_believed(self):
        """Records that were not queried are ignored, in every section of the
        message."""
        def poisoning(query, tcp):
            answer = forward(query)
            more = [dns.rrset.from_text("mail.d.test.", 60, "IN", "MX",
                                        "1 evil.test."),
                    dns.rrset.from_text("amazonses.com.", 60, "IN", "TXT",
                                        '"evil"'),
                    dns.rrset.from_text("ns9.d.test.", 60, "IN", "A",
                                        "45.5.0.1")]
            if query.question[0].rdtype != dns.rdatatype.MX:
                answer.answer += more
                answer.authority += more
                answer.additional += more
            return answer.to_wire()

        with servers(zone(), zone(), poisoning):
            result = check(f"--server={NS3[0]}")
        self.assertEqual(result.status, 0)
        text = json.dumps(list(result.questions.values()))
        self.assertNotIn("evil", text)
        self.assertNotIn("45.5.0.1", text)

    def test_thousands_of_name_servers(self):
        records = dns.rdataset.from_text(
            "IN", "NS", 60, *(f"n{i}.d.test." for i in range(3000)))

        def many(query, tcp):
            answer = forward(query)
            question = query.question[0]
            if question.rdtype == dns.rdatatype.NS and tcp:
                answer.answer = [dns.rrset.from_rdata_list(
                    question.name, 60, records)]
            elif question.rdtype == dns.rdatatype.NS:
                answer.answer, answer.flags = [], answer.flags | dns.flags.TC
            return answer.to_wire(max_size=65535)

        with servers(zone(), zone(), many):
            result = check()
        # each name that is asked for NS records may be a zone of its own
        zones = result.check["zones"]
        self.assertLessEqual(len(result.check["servers"]), 64 * len(zones))
        self.assertTrue(any(zone["limited"] for zone in zones))

    def test_mutated_answers(self):
        """Mutated answers cause no crash and no hang: the check ends by itself
        or at the deadline."""
        generator = random.Random(4711)
        count = [0]

        def mutating(query, tcp):
            wire = bytearray(forward(query).to_wire())
            count[0] += 1
            for _ in range(generator.randrange(4)):
                wire[generator.randrange(2, len(wire))] = \
                    generator.choice((0, 0xc0, 0xff, generator.randrange(256)))
            if generator.random() < 0.1:
                del wire[generator.randrange(12, len(wire)):]
            return bytes(wire)

        with Bind({"d.test": zone()}, NS1), \
                Scripted(NS2[0], mutating), Scripted(NS3[0], mutating):
            runs = int(os.environ.get("HOSTILE_RUNS", "4"))
            most = max(runs, 50)
            while (runs > 0 or count[0] <= 200) and most > 0:
                runs -= 1
                most -= 1
                start = time.monotonic()
                done = run_check(f"--server={NS2[0]}", f"--server={NS3[0]}",
                                 "--timeout=0.1", "--deadline=4")
                self.assertIn(done.returncode, (0, 1, 3, 4), done.stderr)
                self.assertLess(time.monotonic() - start, 30)
            self.assertGreater(count[0], 200)


class Speed(unittest.TestCase):

    def test_questions_are_asked_at_once(self):
        """Some 200 queries to four servers that are 100 ms away take as long
        as a few, because they are sent concurrently."""
        latency = 0.1  # long, beside what a busy machine takes for the rest
        addresses = [f"45.5.0.{i}" for i in range(2, 6)]
        with Bind({"d.test": zone()}, NS1), contextlib.ExitStack() as stack:
            for address in addresses:
                stack.enter_context(Relay(address, NS1[0], latency))
            start = time.monotonic()
            done = run_check("--json", *(f"--server={a}" for a in addresses),
                             resolver=None)
            took = time.monotonic() - start
        self.assertEqual(done.returncode, 0)
        replies = sum(len(q["replies"])
                      for q in json.loads(done.stdout)["questions"])
        self.assertGreater(replies, 150)
        self.assertLess(took, replies * latency / 4)


class Dnssec(unittest.TestCase):

    def test_bogus_is_not_absent(self):
        anchor = ("test. DS 12345 13 2 " + "00" * 32)
        with servers(zone(), zone(), zone()), \
                Unbound(VALIDATOR, anchor=anchor):
            result = check(f"--validator={VALIDATOR}")
        question = result.questions["mail.d.test", "MX"]
        self.assertEqual(question["conclusion"], "present")
        self.assertEqual(question["validation"], "bogus")
        self.assertEqual(question["validator"]["outcome"], "servfail")
        self.assertIn("extended_error", question["validator"])
        self.assertEqual(result.status, 1)

    def test_a_signed_zone(self):
        text = zone(name="signed.test", hosts=SIGNED)
        with Knot({"signed.test": text}, ["45.2.0.3"], signed=True) as knot:
            wait_for(lambda: internet.ask("45.2.0.3", "signed.test",
                                          "DNSKEY").answer)
            record = next(line for line in knot.key_record("signed.test")
                          .splitlines() if line.split()[4] == "2")
            tool("nsupdate", input=f"server {ROOT}\nzone test\nupdate add "
                 f"{record.replace(' DS ', ' 300 DS ')}\nsend\n")
            for anchor, validation, status in (
                    (record, "secure", 0),
                    (record.rsplit(" ", 1)[0] + " " + "00" * 32, "bogus", 1)):
                with Unbound(VALIDATOR, anchor=anchor):
                    result = check(f"--validator={VALIDATOR}",
                                   setup=setup_for("signed.test"))
                self.assertEqual(
                    result.questions["mail.signed.test", "MX"]["validation"],
                    validation)
                self.assertEqual(result.zone("signed.test")["ds"], "matched")
                self.assertEqual(result.status, status)

    def test_ds_without_dnskey(self):
        """The zone was signed before, or is moved to another provider."""
        text = zone(name="unsigned.test", hosts=UNSIGNED)
        with Bind({"unsigned.test": text}, ["45.2.0.3"]):
            result = check(setup=setup_for("unsigned.test"))
            done = run_check(setup=setup_for("unsigned.test"))
        self.assertEqual(result.zone("unsigned.test")["ds"], "unmatched")
        self.assertEqual(result.aspect("dkim"), "on all servers")
        self.assertEqual(result.status, 1)
        self.assertIn("unsigned.test: no DNSKEY matches the DS records",
                      done.stdout)

    def test_ds_of_a_zone_whose_servers_are_given(self):
        """The delegation is not followed: the resolver is asked for the DS."""
        text = zone(name="unsigned.test", hosts=UNSIGNED)
        with Knot({"unsigned.test": text}, ["45.5.0.1"]):
            result = check("--server=45.5.0.1",
                           setup=setup_for("unsigned.test"))
        self.assertEqual(result.zone("unsigned.test")["ds"], "unmatched")
        self.assertEqual(result.status, 1)

    def test_a_resolver_remembers(self):
        """What it answered before is right at all servers now."""
        bare = zone(without=["mx", "spf"], minimum=300)
        with Unbound(VALIDATOR):
            with servers(bare, bare, bare):
                internet.ask(VALIDATOR, "mail.d.test", "MX")
            with servers(zone(8), zone(8), zone(8)):
                result = check(f"--validator={VALIDATOR}")
                done = run_check(f"--validator={VALIDATOR}")
        reply = result.questions["mail.d.test", "MX"]["validator"]
        self.assertEqual(reply["outcome"], "nxdomain")
        self.assertLessEqual(reply["ttl"], 300)
        self.assertEqual(result.status, 3)
        self.assertGreaterEqual(result.check["wait"], reply["ttl"])
        self.assertRegex(
            done.stdout, rf"mail\.d\.test MX: on all servers; {VALIDATOR} "
            r"repeats an earlier answer for up to \d+ s\n")

    def test_unsigned(self):
        anchor = ("signed.example. DS 12345 13 2 " + "00" * 32)
        with servers(zone(), zone(), zone()), \
                Unbound(VALIDATOR, anchor=anchor):
            result = check(f"--validator={VALIDATOR}")
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["validation"], "insecure")
        self.assertEqual(result.status, 0)


class Program(unittest.TestCase):

    def test_replay_has_the_same_output(self):
        with tempfile.TemporaryDirectory() as directory:
            path = pathlib.Path(directory) / "recording"
            with servers(zone(), zone(), silent):
                output = run_check("--json", "--timeout=1",
                                   f"--record={path}").stdout
            replayed = run_check("--json", f"--replay={path}", resolver=None)
            self.assertEqual(replayed.stdout, output)
            text = run_check(f"--replay={path}", resolver=None)
            again = run_check(f"--replay={path}", resolver=None)
            self.assertEqual(text.stdout, again.stdout)
            self.assertEqual(text.returncode, 0)

    def test_wait_until_it_is_published(self):
        """Wait for an empty zone, an update, and verification by SES."""
        bare = zone(without=RECORDS)
        bind = Bind({"d.test": bare}, NS1)
        bind.notified = (NS2[0], NS3[0])
        with bind, Nsd({"d.test": bare}, NS2, NS1[0]), \
                Knot({"d.test": bare}, NS3, NS1[0]):
            updates = "".join(
                f"update add {line.split(None, 1)[0]}.d.test 300 "
                f"{line.split(None, 1)[1]}\n"
                for text in RECORDS.values() for line in text.splitlines())
            with waiting_check(SETUP, "--interval=3") as (program, _):
                self.assertEqual(program.stderr.readline(),
                                 "0 of 1 ready; next look in 3 s\n")
                tool("nsupdate", input=f"server {NS1[0]}\nzone d.test\n"
                     f"{updates}send\n")
                out, err = program.communicate(timeout=200)
        self.assertEqual(program.returncode, 0, out + err)

    def test_wait_for_ses(self):
        setup = json.loads(json.dumps(SETUP))
        setup["instances"][0]["verification_status"] = "pending"
        with servers(zone(), zone(), zone()):
            self.assertEqual(run_check(setup=setup).returncode, 3)

    def test_wait_reads_the_setup_again(self):
        """SES's answer arrives in the setup; one that is half written does
        not count."""
        pending = json.loads(json.dumps(SETUP))
        pending["instances"][0]["verification_status"] = "pending"
        with servers(zone(), zone(), zone()), \
                waiting_check(pending, "--interval=1") as (program, path):
            for text in ("{", json.dumps(SETUP)):
                self.assertIn("0 of 1 ready", program.stderr.readline())
                path.write_text(text, "utf-8")
            out, err = program.communicate(timeout=200)
        self.assertEqual(program.returncode, 0, out + err)
        # a look may have begun before the text was written
        self.assertRegex(err, r"\A(0 of 1 ready; next look in \d+ s\n)*\Z")

    def test_what_ses_saw(self):
        """SES's last look, beside the serial that is served."""
        def identity(**seen):
            return {**SETUP, "instances": [{**SETUP["instances"][0], "aws": [{
                "VerificationStatus": "PENDING",
                "DkimAttributes": {"Status": "PENDING", "Tokens": TOKENS,
                                   "SigningEnabled": True},
                "VerificationInfo": seen}]}]}

        with servers(zone(), zone(), zone()):
            for serial, seen, text in (
                    (6, "before",
                     "right at all servers since serial 7 at the latest; SES "
                     "last looked at 2026-11-20T09:20:11Z (serial 6), before "
                     "the present serial\n"),
                    (7, "present", "SES last looked at 2026-11-20T09:20:11Z "
                     "(serial 7), as it is now\n"),
                    (8, "other", "(serial 8), which is newer than that of "
                     "all servers: SES may see another zone\n")):
                setup = identity(
                    LastCheckedTimestamp="2026-11-20T09:20:11.020000+00:00",
                    SOARecord={"PrimaryNameServer": "ns1.d.test",
                               "SerialNumber": serial})
                result = check(setup=setup)
                (instance,) = result.check["instances"]
                self.assertEqual(instance["ses"], {
                    "seen": seen, "checked": 1795166411, "serial": serial,
                    "served": 7})
                self.assertEqual(result.status, 3)
                self.assertIn(text, run_check(setup=setup).stdout)

    def test_nagios(self):
        with servers(zone(), zone(), zone(6, without=["dkim"])):
            done = run_check("--nagios")
        self.assertEqual(done.stdout, "SESDOMAIN WARNING - d.test waiting\n")
        self.assertEqual(done.returncode, 1)

    def test_usage(self):
        for options in (["--timeout=x"], ["--rate=0"], ["--resolver=host"],
                        ["--nagios", "--json"], ["--what"],
                        ["--replay=/nonexistent"], ["-o", "x"]):
            with self.subTest(options):
                done = run_check(*options)
                self.assertEqual(done.returncode, 2)
                self.assertNotEqual(done.stderr, "")


if __name__ == "__main__":
    unittest.main()
