# SPDX-License-Identifier: MIT
"""The base class of all name servers, and how they are queried."""
import socket
import struct
import typing

from process import ADDRESS, Server, tool


class Key(typing.NamedTuple):
    """A TSIG key (RFC 8945) that may update zones."""
    name: str = "updater"
    secret: str = "bGlic2VzZG9tYWluIGxpYnNlc2RvbWFpbiBsaWJzZXM="
    algorithm: str = "hmac-sha256"

    @property
    def argument(self):
        """Return the argument of option -y of dig, nsupdate and knsupdate."""
        return f"{self.algorithm}:{self.name}:{self.secret}"


def is_authoritative(address, zone):
    """Return whether a server is authoritative for a zone yet."""
    name = b"".join(bytes([len(label)]) + label.encode()
                    for label in zone.split("."))
    query = struct.pack(">6H", 4711, 0, 1, 0, 0, 0) + name + b"\0\0\6\0\1"
    with socket.socket(type=socket.SOCK_DGRAM) as s:
        s.settimeout(1)
        try:
            s.connect(address)
            s.send(query)
            number, flags, _, answers, _, _ = struct.unpack(
                ">6H", s.recv(4096)[:12])
        except OSError:
            return False
    return (number == 4711 and answers == 1 and
            flags & 0x0400 != 0 and flags & 0x000f == 0)


def parse_answer(text):
    """Parse the output of dig +noall +answer: (name, ttl, type, rdata)."""
    rows = []
    for line in text.splitlines():
        if line and not line.startswith(";"):
            name, ttl, _, kind, rdata = line.split(None, 4)
            rows.append((name, int(ttl), kind, rdata))
    return rows


class NameServer(Server):
    """A name server for zones, a dict of texts by zone name."""

    def __init__(self, zones):
        super().__init__()
        self.zones = dict(zones)

    def _start(self):
        for zone, text in self.zones.items():
            self.file(f"{zone}.zone", text)
        super()._start()

    def is_up(self):
        return all(is_authoritative((ADDRESS, self.port), zone)
                   for zone in self.zones)

    def dig(self, *arguments):
        return parse_answer(tool("dig", "-r", f"@{ADDRESS}", "-p",
                                 str(self.port), "+noall", "+answer",
                                 *arguments))

    def only_zone(self):
        (zone,) = self.zones
        return zone

    def transfer(self, zone=None):
        """Return the sorted records of a zone, with the SOA once."""
        zone = zone or self.only_zone()
        rows = self.dig("+onesoa", f"{zone}.", "AXFR")
        if not rows or rows[0][2] != "SOA":
            raise RuntimeError(f"{zone} was not transferred:\n{self.log()}")
        return sorted(rows)

    def query(self, name, kind):
        """Return the sorted records of the answer."""
        return sorted(self.dig(name, kind))


class DynamicServer(NameServer):
    """A name server that accepts dynamic updates (RFC 2136) signed with the
    key."""

    def __init__(self, zones, key=None):
        super().__init__(zones)
        self.key = key
