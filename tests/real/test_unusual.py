# SPDX-License-Identifier: MIT
"""Test sesdomain-check with name servers that are unusual, but can be found on
the Internet: what it reports of them, and that they are never read as the
absence of records."""
import collections
import contextlib
import itertools
import pathlib
import tempfile
import unittest

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

import internet
from internet import (HOSTS, VALIDATOR, Bind, Knot, Nsd, Relay, Scripted,
                      Unbound, soa)
from live import (NS1, NS2, NS3, RECORDS, check, forward, glue, refusing,
                  run_check, servers, setup_for, silent, start_internet, zone)
from process import tool

ALIAS = {"ns.alias.test": []}  # a CNAME, against RFC 2181 section 10.3
SIGNED = {"ns.signed.test": ["45.2.0.3"]}
DELEGATIONS = (glue("d.test", HOSTS) + glue("signed.test", SIGNED) +
               "alias.test. NS ns.other.test.\n"
               "ns.other.test. CNAME real.other.test.\n"
               "real.other.test. A 45.2.0.1\n"
               "ns.keys.test. A 45.3.0.1\n"
               "target.other.test. TXT \"v=DMARC1; p=none\"\n")
ASPECTS = ("verification", "dkim", "mail_from", "spf", "dmarc")


def setUpModule():
    start_internet(DELEGATIONS, ["45.3.0.1", "45.2.0.1", "45.2.0.3", *(
        f"45.5.0.{i}" for i in range(1, 6))])


def sign(name, text, start, end, end_of_keys):
    """Return a trust anchor and the zone, signed for a time."""
    with tempfile.TemporaryDirectory() as directory:
        pathlib.Path(directory, "zone").write_text(text, "utf-8")
        tool("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK",
             name, cwd=directory)
        tool("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", name,
             cwd=directory)
        tool("dnssec-signzone", "-S", "-P", "-o", name, "-s", start, "-e", end,
             "-X", end_of_keys, "zone", cwd=directory)
        anchor = pathlib.Path(directory, f"dsset-{name}.").read_text("utf-8")
        return (" ".join(anchor.splitlines()[-1].split()),
                pathlib.Path(directory, "zone.signed").read_text("utf-8"))


class Case(unittest.TestCase):

    def assert_aspects(self, result, **others):
        """Check where the records of each aspect are; all others are on all
        servers."""
        self.assertEqual(
            {name: result.aspect(name) for name in ASPECTS},
            dict.fromkeys(ASPECTS, "on all servers") | others)

    def assert_nothing_absent(self, result):
        """No name of the domain that has records is said to lack them."""
        for (name, kind), question in result.questions.items():
            if question["conclusion"] in ("absent", "nonexistent"):
                self.assertFalse(
                    any(reply["outcome"] == "answer" and reply["type"] == kind
                        for reply in question["replies"]), question)


class Families(Case):

    def test_ipv6_has_an_older_zone(self):
        """The addresses of one host are different servers."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(internet.together([
                Bind({"d.test": zone()}, NS1), Nsd({"d.test": zone()}, NS2),
                Knot({"d.test": zone()}, NS3[:1])]))
            stack.enter_context(
                Knot({"d.test": zone(6, without=["mx"])}, NS3[1:]))
            result = check()
            text = run_check().stdout
        self.assertEqual({s["address"]: s["behind"] for s in
                          result.servers("ns3.other.test")},
                         {NS3[0]: False, NS3[1]: True})
        self.assert_aspects(result, mail_from="on some servers")
        self.assertIn("mail.d.test MX: not on ns3.other.test "
                      f"{NS3[1]} (serial 6)\n", text)
        self.assertEqual(result.status, 3)

    def test_ipv6_answers_nothing(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(internet.together([
                Bind({"d.test": zone()}, NS1), Nsd({"d.test": zone()}, NS2),
                Knot({"d.test": zone()}, NS3[:1])]))
            stack.enter_context(Scripted(NS3[1], silent))
            result = check("--timeout=1")
        self.assertEqual({s["address"]: s["outcome"] for s in
                          result.servers("ns3.other.test")},
                         {NS3[0]: "answer", NS3[1]: "timed-out"})
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)


class Answers(Case):

    def test_not_authoritative_for_one_name(self):
        """A cache in front of the server answers one question without AA."""
        def cached(query, tcp):
            answer = forward(query)
            if query.question[0].name == dns.name.from_text("mail.d.test"):
                answer.flags &= ~dns.flags.AA
            return answer

        with servers(zone(), zone(), cached):
            result = check()
        self.assertEqual(
            result.outcomes("mail.d.test", "MX")[NS3[0]], "lame")
        self.assert_nothing_absent(result)
        self.assertEqual(result.status, 4)

    def test_cname_at_the_apex(self):
        """Some providers answer every question about the apex with a CNAME,
        against RFC 1034 section 3.6.2."""
        def aliased(query, tcp):
            if query.question[0].name != dns.name.from_text("d.test"):
                return forward(query, "45.5.0.1")
            answer = dns.message.make_response(query)
            answer.flags |= dns.flags.AA
            answer.answer = [dns.rrset.from_text(
                "d.test.", 60, "IN", "CNAME", "target.other.test.")]
            return answer

        with Bind({"d.test": zone()}, ["45.5.0.1"]), \
                contextlib.ExitStack() as stack:
            for address in (*NS1, *NS2, *NS3):
                stack.enter_context(Scripted(address, aliased))
            result = check()
            text = run_check().stdout
        self.assert_nothing_absent(result)
        self.assert_aspects(result)
        self.assertEqual(text.count(
            "a CNAME or DNAME instead of the SOA record of the zone\n"), 6)

    def test_dname_at_the_apex(self):
        """All names below are those of another domain."""
        text = zone(without=RECORDS, more="@ DNAME elsewhere.test.\n",
                    hosts={"ns3.other.test": NS1})
        with servers(text, text, text):
            result = check()
            output = run_check().stdout
        self.assertEqual(result.status, 1)
        self.assertIn("d.test has a DNAME record to elsewhere.test: records "
                      "below it are not served", output)

    def test_a_large_record(self):
        """An RRset of 60 KB, which fits in one message over TCP."""
        strings = " ".join(f'"{i:0255}"' for i in range(230))
        text = zone(more=f"_amazonses TXT {strings}\n")
        with servers(text, text, text):
            result = check()
        for reply in result.questions["_amazonses.d.test", "TXT"]["replies"]:
            self.assertTrue(reply["tcp"])
            self.assertEqual(len(reply["records"]), 2)
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_mx_is_an_address(self):
        text = zone(without=["mx"], more="mail MX 10 192.0.2.1.\n")
        with servers(text, text, text):
            result = check()
        self.assertEqual(
            result.questions["mail.d.test", "MX"]["conclusion"], "present")
        self.assertEqual(result.aspect("mail_from"), "in conflict")
        self.assertIn("mx-conflict", result.codes())
        self.assertEqual(result.status, 1)

    def test_only_txt_is_refused(self):
        def choosy(query, tcp):
            if query.question[0].rdtype == dns.rdatatype.TXT:
                return refusing(query, tcp)
            return forward(query)

        with servers(zone(), zone(), choosy):
            result = check()
        self.assertEqual(
            result.outcomes("_amazonses.d.test", "TXT")[NS3[0]], "refused")
        self.assert_nothing_absent(result)
        self.assertEqual(result.status, 4)
        with Bind({"d.test": zone()}, NS1), \
                Scripted(NS2[0], choosy), Scripted(NS3[0], choosy):
            result = check(f"--server={NS2[0]}", f"--server={NS3[0]}")
        for name in ("verification", "dmarc"):
            self.assertEqual(result.aspect(name), "could not be determined")
        self.assertEqual(result.status, 4)

    def test_denial_with_the_soa_of_another_zone(self):
        """A parking server denies all names, in the name of its own zone, of
        the zone above, and of one below."""
        for owner in ("parking.example.", "test.", "x.d.test."):
            def parking(query, tcp):
                if query.question[0].rdtype in (2, 6):
                    return forward(query)
                answer = dns.message.make_response(query)
                answer.flags |= dns.flags.AA
                answer.set_rcode(dns.rcode.NXDOMAIN)
                answer.authority = [dns.rrset.from_text(
                    owner, 60, "IN", "SOA", "p. h. 9 1 1 1 1")]
                return answer

            with self.subTest(owner), servers(zone(), zone(), parking):
                result = check()
                self.assertNotIn(
                    result.outcomes("mail.d.test", "MX")[NS3[0]],
                    ("nxdomain", "nodata"))
                self.assert_aspects(result, **dict.fromkeys(
                    ASPECTS, "could not be determined"))
                self.assertEqual(result.status, 4)


class Delegations(Case):

    def test_name_server_is_an_alias(self):
        """RFC 2181 section 10.3 forbids it, and resolvers follow it."""
        text = (soa("alias.test", 7) + "@ NS ns.other.test.\n" +
                "".join(RECORDS.values()))
        with Bind({"alias.test": text}, ["45.2.0.1"]):
            result = check(setup=setup_for("alias.test"))
        self.assertEqual([(s["host"], s["address"], s["outcome"])
                          for s in result.check["servers"]],
                         [("ns.other.test", "45.2.0.1", "answer")])
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_domainkey_is_delegated_to_dead_servers(self):
        text = zone(without=["dkim"], more="_domainkey NS ns.keys.test.\n")
        for dead in (None, silent, refusing):
            with self.subTest(dead=dead), servers(text, text, text), \
                    contextlib.ExitStack() as stack:
                if dead:
                    stack.enter_context(Scripted("45.3.0.1", dead))
                result = check("--timeout=1")
                self.assertEqual(result.check["end"], "complete")
                self.assert_aspects(result, dkim="could not be determined")
                self.assert_nothing_absent(result)
                self.assertEqual(result.status, 4)

    def test_domainkey_is_delegated(self):
        """postalserver/postal#3434: the CNAMEs are in the zone below."""
        text = zone(without=["dkim"], more="_domainkey NS ns.keys.test.\n")
        keys = RECORDS["dkim"].replace("._domainkey", "").splitlines(True)
        for records, place, status in ((keys, "on all servers", 0),
                                       (keys[:2], "in conflict", 1),
                                       ([], "in conflict", 1)):
            child = soa("_domainkey.d.test", 3) + "@ NS ns.keys.test.\n" + \
                "".join(records)
            with self.subTest(len(records)), servers(text, text, text), \
                    Knot({"_domainkey.d.test": child}, ["45.3.0.1"]):
                result = check()
                self.assert_aspects(result, dkim=place)
                self.assertEqual("below-delegation" in result.codes(),
                                 status == 1)
                self.assertEqual(result.status, status)

    def test_mail_from_is_delegated(self):
        text = zone(without=["mx", "spf"], more="mail NS ns.keys.test.\n")
        child = (soa("mail.d.test", 3) + "@ NS ns.keys.test.\n" +
                 (RECORDS["mx"] + RECORDS["spf"]).replace("mail ", "@ "))
        with servers(text, text, text), \
                Knot({"mail.d.test": child}, ["45.3.0.1"]):
            result = check()
        self.assertEqual(result.questions["mail.d.test", "MX"]["zone"],
                         "mail.d.test")
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_dmarc_is_delegated(self):
        text = zone(without=["dmarc"], more="_dmarc NS ns.keys.test.\n")
        child = soa("_dmarc.d.test", 3) + "@ NS ns.keys.test.\n"
        for record, place, status in (
                ('@ TXT "v=DMARC1; p=none"\n', "on all servers", 0),
                ("", "could not be determined", 4)):
            with self.subTest(place), servers(text, text, text), \
                    Knot({"_dmarc.d.test": child + record}, ["45.3.0.1"]):
                result = check()
                question = result.questions["_dmarc.d.test", "TXT"]
                self.assertEqual(question["zone"], "_dmarc.d.test")
                self.assert_aspects(result, dmarc=place)
                self.assertEqual(result.status, status)

    def test_a_secondary_has_what_was_in_conflict(self):
        """The newest serial decides; the next transfer replaces it."""
        old = zone(6, without=["mx"], more="mail MX 10 mx.other.test.\n")
        with servers(zone(), zone(), old):
            result = check()
        self.assert_aspects(result, mail_from="on some servers",
                            spf="on some servers")
        self.assertEqual(result.status, 3)
        with servers(old, old, zone()):
            result = check()
        self.assertEqual(result.status, 3)
        new = old.replace(" 6 ", " 8 ")
        with servers(zone(), zone(), new):
            result = check()
        self.assertEqual(result.aspect("mail_from"), "in conflict")
        self.assertEqual(result.status, 1)

    def test_serials_wrap(self):
        """RFC 1982: 1 is newer than 4294967295."""
        with servers(zone(1), zone(1), zone(4294967295, without=["mx"])):
            result = check()
        self.assertEqual([s["behind"] for s in result.check["servers"]],
                         [False] * 4 + [True] * 2)
        self.assert_aspects(result, mail_from="on some servers")

    def test_serials_without_order(self):
        """Each of three serials is newer than another (RFC 1982 section
        3.2)."""
        with servers(zone(1), zone(1 + 2 ** 31 // 3 * 2),
                     zone(1 + 2 ** 31 // 3 * 4, without=["mx"])):
            result = check()
        question = result.questions["mail.d.test", "MX"]
        self.assertEqual((question["conclusion"], question["reason"]),
                         ("failed", "the name servers differ"))


class Transport(Case):

    def test_tcp_alone(self):
        """RFC 1123 section 6.1.3.2 requires UDP."""
        def only_tcp(query, tcp):
            return forward(query) if tcp else None

        with servers(zone(), zone(), only_tcp):
            result = check("--timeout=1")
        for server in result.servers("ns3.other.test"):
            self.assertEqual(server["outcome"], "timed-out")
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_every_third_query_is_dropped(self):
        """As by a rate limit."""
        counts = collections.defaultdict(itertools.count)

        def limiting(address):
            def answer(query, tcp):
                if next(counts[address]) % 3 == 2:
                    return None
                return forward(query)
            return answer

        with Bind({"d.test": zone()}, NS1), contextlib.ExitStack() as stack:
            for address in (*NS2, *NS3):
                stack.enter_context(Scripted(address, limiting(address)))
            result = check("--timeout=1")
        self.assert_nothing_absent(result)
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_response_rate_limit(self):
        """BIND's RRL drops identical answers, or truncates them."""
        text = zone()
        limited = Bind({"d.test": text}, NS2)
        limited.options = "rate-limit { responses-per-second 5; slip 2; };"
        with Bind({"d.test": text}, NS1), limited, Knot({"d.test": text}, NS3):
            result = check("--timeout=1")
        self.assert_nothing_absent(result)
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)

    def test_latencies_differ(self):
        latencies = {"45.5.0.2": 0.01, "45.5.0.3": 0.1, "45.5.0.4": 0.4,
                     "45.5.0.5": 0.8}
        with Bind({"d.test": zone()}, NS1), contextlib.ExitStack() as stack:
            for address, seconds in latencies.items():
                stack.enter_context(Relay(address, NS1[0], seconds))
            result = check(*(f"--server={a}" for a in latencies),
                           resolver=None)
        self.assertEqual({s["outcome"] for s in result.check["servers"]},
                         {"answer"})
        self.assert_aspects(result)
        self.assertEqual(result.status, 0)


class Resolvers(Case):

    def test_a_resolver_has_more_than_the_servers(self):
        """The name servers are down, and a resolver has their answers."""
        with Unbound(VALIDATOR):
            with servers(zone(), zone(), zone()):
                for name, kind in (("mail.d.test", "MX"),
                                   ("_dmarc.d.test", "TXT")):
                    internet.ask(VALIDATOR, name, kind)
            with servers(silent, silent, silent):
                result = check(f"--validator={VALIDATOR}", "--timeout=0.5")
        self.assert_aspects(result, **dict.fromkeys(
            ASPECTS, "could not be determined"))
        self.assertEqual(result.status, 4)

    def test_signatures_of_another_time(self):
        """Every server has the records, and no validating resolver does."""
        text = zone(name="signed.test", hosts=SIGNED)
        domain = setup_for("signed.test")
        past, present = "20200201000000", "20370101000000"
        # where the keys are bogus, too, Unbound 1.17 has no more to say, nor
        # does it when it repeats an answer
        for start, end, end_of_keys, status, words in (
                ("20200101000000", past, present, 1, "7, Signature Expired"),
                ("20200101000000", past, past, 1, ""),
                ("20360101000000", present, present, 1, ""),
                ("20200101000000", present, present, 0, None)):
            anchor, signed = sign("signed.test", text, start, end, end_of_keys)
            with self.subTest(words), \
                    Bind({"signed.test": signed}, ["45.2.0.3"]), \
                    Unbound(VALIDATOR, anchor=anchor), \
                    tempfile.NamedTemporaryFile() as file:
                result = check(f"--validator={VALIDATOR}",
                               f"--record={file.name}", setup=domain)
                output = run_check(f"--replay={file.name}", resolver=None,
                                   setup=domain).stdout
                self.assert_aspects(result)
                self.assert_nothing_absent(result)
                self.assertEqual(result.status, status)
                question = result.questions["mail.signed.test", "MX"]
                self.assertEqual(question["validation"],
                                 "bogus" if status else "secure")
                self.assertEqual("extended_error" in question["validator"],
                                 bool(status))
                self.assertIn("mail.signed.test MX is bogus (DNSSEC): "
                              "receivers do not see it (extended error "
                              if status else "d.test: ready\n", output)
                self.assertIn(f"extended error {words}" if words else "",
                              output)
                # the resolver of addresses validates, too
                same = check(f"--resolver={VALIDATOR}", setup=domain,
                             resolver=None)
                self.assert_aspects(same)
                self.assertEqual(same.status, 0)


if __name__ == "__main__":
    unittest.main()
