# SPDX-License-Identifier: MIT
"""Test that the servers of the other tests answer, accept updates, and leave
no process or file behind."""
import os
import re
import socket
import time
import unittest
import unittest.mock

import process
import servers
import whole_zone
from nameserver import Key
from process import ADDRESS, tool

ZONE = "example.com"
TEXT = whole_zone.text(ZONE)
ADDED = ("added.example.com.", 60, "TXT", '"one" "two"')
ALL = (servers.Named, servers.Knot, servers.Nsd, servers.PowerDns)


class Stubborn(process.Server):
    """A server that ignores SIGTERM, and so does its child."""

    def configure(self):
        return "sh", "-c", "trap '' TERM; sleep 99 & touch ready; wait"

    def is_up(self):
        return (self.directory / "ready").exists()


class Life(unittest.TestCase):

    def assert_gone(self, server):
        with self.assertRaises(ProcessLookupError):
            os.kill(server.process.pid, 0)
        self.assertFalse(server.directory.exists())
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            s.bind((ADDRESS, server.port))

    def test_serves_and_stops(self):
        for kind in ALL:
            with self.subTest(kind=kind):
                with kind({ZONE: TEXT}) as server:
                    self.assertEqual(server.transfer(),
                                     sorted(whole_zone.records(ZONE)))
                    self.assertEqual(server.query(ZONE, "NS"),
                                     whole_zone.records(ZONE)[1:2])
                    self.assertEqual(server.query("no.example.com", "A"), [])
                self.assert_gone(server)

    def test_stops_when_the_test_fails(self):
        for kind in ALL:
            with self.subTest(kind=kind):
                with self.assertRaises(ZeroDivisionError):
                    with kind({ZONE: TEXT}) as server:
                        raise ZeroDivisionError
                self.assert_gone(server)

    @unittest.mock.patch.object(process, "PATIENCE", 1)
    def test_reports_failed_start(self):
        def is_up():
            """Return that it is not, once the log says why."""
            end = time.monotonic() + 30
            while not re.search(line, server.log()) and time.monotonic() < end:
                time.sleep(0.02)
            return False

        line = "zone:6|line 6"
        for kind in (servers.Named, servers.Knot, servers.Nsd):
            with self.subTest(kind=kind):
                server = kind({ZONE: TEXT + "what is this\n"})
                server.is_up = is_up
                with self.assertRaisesRegex(RuntimeError, line):
                    server.__enter__()
                self.assert_gone(server)

    def test_kills_stubborn_process(self):
        with self.assertRaisesRegex(RuntimeError, "had to be killed"):
            with Stubborn() as server:
                self.enterContext(
                    unittest.mock.patch.object(process, "PATIENCE", 1))
        self.assert_gone(server)


class Updates(unittest.TestCase):

    def update(self, command, server, *arguments):
        return tool(command, *arguments, input=(
            f"server {ADDRESS} {server.port}\nzone {ZONE}.\n"
            f"update add {' '.join(map(str, ADDED))}\nsend\n"))

    def test_only_the_key_updates(self):
        key = Key()
        for kind, command in ((servers.Named, "nsupdate"),
                              (servers.Knot, "knsupdate")):
            with self.subTest(kind=kind), kind({ZONE: TEXT}, key) as server:
                with self.assertRaises(RuntimeError):
                    self.update(command, server)
                self.assertEqual(server.query(ADDED[0], "TXT"), [])
                self.update(command, server, "-y", key.argument)
                self.assertEqual(server.query(ADDED[0], "TXT"), [ADDED])

    def test_knotc(self):
        with servers.Knot({ZONE: TEXT}) as server:
            server.knotc("zone-begin", ZONE)
            server.knotc("zone-set", ZONE, *map(str, ADDED))
            server.knotc("zone-commit", ZONE)
            self.assertEqual(server.query(ADDED[0], "TXT"), [ADDED])

    def test_powerdns_api(self):
        name, ttl, kind, content = ADDED
        with servers.PowerDns({ZONE: TEXT}) as server:
            status, _ = server.api("PATCH", f"/zones/{ZONE}.", {"rrsets": [{
                "name": name, "type": kind, "ttl": ttl,
                "changetype": "REPLACE", "records": [{"content": content}]}]})
            self.assertEqual(status, 204)
            self.assertEqual(server.query(name, kind), [ADDED])


if __name__ == "__main__":
    unittest.main()
