# SPDX-License-Identifier: MIT
"""Domain.lookup(): its table, its errors, and what it returns. tests/real asks
real servers."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path
from unittest import mock

import sesdomain
from sesdomain import Domain, Error, Status, _dnslib, _lookup
from support import SOURCE
from test_table import PROTOTYPE, argument_types, ctype

HEADER = (SOURCE / "include/sesdomain-dns.h").read_text()
CODE = re.sub(r"/\*.*?\*/", "", HEADER, flags=re.S)
RECORDINGS = SOURCE / "tests/fuzz/corpus/recording"
INSTALLED = bool(os.environ.get("LIBSESDOMAIN_DNS"))


def functions():
    return {
        name.removeprefix("sesdomain_dns_"): (result, arguments)
        for result, name, arguments in PROTOTYPE.findall(CODE)
    }


def make_domain():
    domain = Domain("d.test", dmarc="v=DMARC1; p=none")
    domain.add_instance(
        "111122223333",
        "us-east-1",
        dkim_tokens=["abc"],
        mail_from="mail.d.test",
    )
    return domain


class Table(unittest.TestCase):
    def test_rows_and_what_is_left_out_are_the_header(self):
        self.assertGreater(len(functions()), 70)
        self.assertEqual(
            sorted([*_dnslib.TABLE, *_dnslib.LEFT_OUT]), sorted(functions())
        )

    def test_rows_are_in_the_order_of_the_header(self):
        order = [n for n in functions() if n not in _dnslib.LEFT_OUT]
        self.assertEqual(list(_dnslib.TABLE), order)

    def test_every_row_is_used(self):
        code = Path(_lookup.__file__).read_text()
        for name in _dnslib.TABLE:
            if not name.startswith("add_"):
                self.assertRegex(code, rf'(dns\.|_call\("){name}\b')

    def test_types_are_those_of_the_header(self):
        for name, (result, *arguments) in _dnslib.TABLE.items():
            with self.subTest(name):
                of_result, of_arguments = functions()[name]
                self.assertIs(result, ctype(of_result + " result"))
                self.assertEqual(arguments, argument_types(of_arguments))

    def test_the_soname_is_that_of_the_build(self):
        build = (SOURCE / "meson.build").read_text()
        major = re.search(r"^abi_version = '(\d+)\.", build, re.M)[1]
        self.assertEqual(_dnslib.SONAME, f"libsesdomain-dns.so.{major}")


class Missing(unittest.TestCase):
    def test_it_is_not_installed(self):
        """The package works; a lookup says which library is missing."""
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "import sesdomain\n"
                "domain = sesdomain.Domain('d.test')\n"
                "domain.plan()\n"
                "try: domain.lookup()\n"
                "except sesdomain.Error as error:\n"
                "    print(error.status.name, error)",
            ],
            env={**os.environ, "LIBSESDOMAIN_DNS": "/nowhere/libx.so"},
            capture_output=True,
            text=True,
            check=True,
        )
        self.assertRegex(
            done.stdout,
            "^E_UNSUPPORTED lookups need the library libsesdomain-dns: cannot "
            "load /nowhere/libx.so: .*; LIBSESDOMAIN_DNS may hold the path",
        )


@unittest.skipUnless(INSTALLED, "built without libsesdomain-dns")
class Lookup(unittest.TestCase):
    def replay(self, name, **more):
        domain = make_domain()
        recording = (RECORDINGS / name).read_bytes()
        return domain, domain.lookup(replay=recording, **more)

    def test_given_servers(self):
        domain, found = self.replay("given")
        self.assertEqual(found.end, "complete")
        self.assertGreater(found.queries, 10)
        self.assertIsInstance(found, sesdomain.Lookup)
        (mx,) = (
            q
            for q in found.questions
            if (q.name, q.type) == ("mail.d.test", "MX")
        )
        self.assertEqual(
            (mx.zone, mx.conclusion, mx.reason, mx.differs, mx.validation),
            ("d.test", "present", None, False, "unknown"),
        )
        self.assertEqual(mx.reply, mx.replies[0])
        self.assertEqual(
            mx.reply.values, ("10 feedback-smtp.us-east-1.amazonses.com.",)
        )
        self.assertEqual((mx.reply.outcome, mx.reply.type), ("answer", "MX"))
        self.assertIsNone(mx.reply.extended_error)
        self.assertIsNone(mx.validator)
        self.assertEqual(
            found.recording, (RECORDINGS / "given").read_bytes()
        )
        (absent,) = (
            q for q in found.questions if (q.name, q.type) == ("*.d.test", "MX")
        )
        self.assertEqual(absent.conclusion, "nonexistent")
        plan = domain.plan()
        self.assertFalse(plan.has_changes)
        self.assertEqual({rs.todo for rs in plan.recordsets}, {"none"})

    def test_a_delegation(self):
        _, found = self.replay("delegated")
        (zone,) = (z for z in found.zones if z.name == "d.test")
        self.assertTrue(zone.compared)
        self.assertFalse(zone.limited)
        server = zone.servers[0]
        self.assertEqual(
            (server.host, server.address, server.port, server.serial),
            ("ns1.d.test", "45.1.0.1", 53, 7),
        )
        self.assertEqual(
            (server.in_parent, server.in_child, server.outcome),
            ("yes", "yes", "answer"),
        )

    def test_wrong_arguments(self):
        for status, arguments in (
            (Status.E_VALUE, {"servers": "ns1.d.test"}),
            (Status.E_VALUE, {"servers": ["192.0.2.1@x"]}),
            (Status.E_VALUE, {"servers": ["192.0.2.1@0"]}),
            (Status.E_VALUE, {"resolver": "192.0.2.1@99999999999"}),
            (Status.E_VALUE, {"attempt": 0}),
            (Status.E_LIMIT, {"servers": ["192.0.2.1"] * 17}),
            (Status.E_MISSING, {"resolver": ()}),
            (Status.E_SYNTAX, {"replay": b"what"}),
        ):
            with self.subTest(arguments):
                with self.assertRaises(Error) as caught:
                    make_domain().lookup(**arguments)
                self.assertEqual(caught.exception.status, status)
                self.assertNotEqual(str(caught.exception), "")
        self.assertRaises(TypeError, make_domain().lookup, ipv4="no")

    def test_nothing_answers(self):
        """The lookup ends at its time; nothing is absent."""
        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            address = f"127.0.0.1@{silent.getsockname()[1]}"
            domain = make_domain()
            start = time.monotonic()
            found = domain.lookup(
                servers=address, resolver=(), attempt=30, timeout=0.2
            )
            self.assertLess(time.monotonic() - start, 20)
        self.assertEqual(found.end, "deadline")
        self.assertNotIn(
            "absent", {q.conclusion for q in found.questions}
        )
        self.assertNotIn(
            "absent", {rs.prior for rs in domain.plan().recordsets}
        )

    def test_an_interrupt_ends_it(self):
        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            address = f"127.0.0.1@{silent.getsockname()[1]}"

            def interrupt():
                silent.recv(4096)  # the lookup has begun
                os.kill(os.getpid(), signal.SIGINT)

            thread = threading.Thread(target=interrupt)
            thread.start()
            start = time.monotonic()
            with self.assertRaises(KeyboardInterrupt):
                make_domain().lookup(
                    servers=address, resolver=(), attempt=60, timeout=60
                )
            self.assertLess(time.monotonic() - start, 40)
            thread.join()

    def test_an_interrupt_while_the_thread_starts(self):
        """No thread goes on with settings that are no longer held."""

        class Interrupted(threading.Thread):
            def start(self):
                super().start()
                raise KeyboardInterrupt

        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            silent.settimeout(0.5)
            address = f"127.0.0.1@{silent.getsockname()[1]}"
            with mock.patch.object(_lookup.threading, "Thread", Interrupted):
                with self.assertRaises(KeyboardInterrupt):
                    make_domain().lookup(
                        servers=address, resolver=(), attempt=2, timeout=2
                    )
            self.assertRaises(socket.timeout, silent.recv, 4096)


if __name__ == "__main__":
    unittest.main()
