# SPDX-License-Identifier: MIT
"""Lookups at the name servers of a domain, through libsesdomain-dns."""

from __future__ import annotations

import contextlib
import ctypes as c
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Optional, Union

from ._dnslib import library
from ._errors import Error, Status
from ._lib import Handle
from ._tables import type_name
from ._words import TRISTATE, Word, decode, encode, to_bool, within

_PORT = 53


@dataclass(frozen=True)
class NameServer:
    """A name server at one of its addresses."""

    host: Optional[str]  # None if the caller gave its address
    address: Optional[str]  # None if none was found
    port: int
    outcome: Word  # of the question for its SOA, such as "answer"
    serial: Optional[int]
    skipped: bool  # it is not asked, because of its address
    in_parent: Word  # "yes", "no" or "unknown", as those below
    in_child: Word
    in_glue: Word
    resolved: Word


@dataclass(frozen=True)
class Zone:
    """A zone that was asked, or through which its delegation leads."""

    name: str  # empty for the root
    compared: bool  # each of its servers was asked
    limited: bool  # it has more servers than those
    ds: Word  # "absent", "matched", "unmatched" or "unknown"
    servers: tuple[NameServer, ...]


@dataclass(frozen=True)
class Reply:
    """What one server answered to one question."""

    address: Optional[str]
    outcome: Word  # "answer", "nodata", "nxdomain", "timed-out"...
    rcode: int
    authoritative: bool
    tcp: bool
    ttl: int
    type: Optional[str]  # of the values: an alias has another than asked for
    values: tuple[str, ...]  # in presentation format
    time: int  # in seconds since 1970
    extended_error: Optional[int]
    extended_text: Optional[str]


@dataclass(frozen=True)
class LookedUp:
    """A question of the plan, and what its servers answered."""

    name: str
    type: str
    zone: Optional[str]
    conclusion: Word  # "present", "absent", "nonexistent", "failed" or "none"
    reason: Optional[str]  # why it failed
    differs: bool  # from one server to another
    validation: Word  # "secure", "insecure", "bogus" or "unknown"
    replies: tuple[Reply, ...]
    reply: Optional[Reply]  # the one that was added to the settings
    validator: Optional[Reply]


@dataclass(frozen=True)
class Lookup:
    """What a lookup found."""

    end: Word  # "complete", "deadline", "cancelled" or "limit"
    queries: int
    zones: tuple[Zone, ...]
    questions: tuple[LookedUp, ...]
    recording: bytes = field(repr=False)  # for Domain.lookup(replay=...)


def _word(name: Callable[[int], Optional[bytes]], number: int) -> Word:
    return decode(name(number)) or number


def _server(dns: SimpleNamespace, server: int) -> NameServer:
    serial = c.c_uint32()
    known = dns.server_serial(server, c.byref(serial))
    return NameServer(
        host=decode(dns.server_host(server)),
        address=decode(dns.server_address(server)),
        port=dns.server_port(server),
        outcome=_word(dns.outcome_name, dns.server_outcome(server)),
        serial=serial.value if known else None,
        skipped=dns.server_skipped(server),
        in_parent=TRISTATE.of(dns.server_in_parent(server)),
        in_child=TRISTATE.of(dns.server_in_child(server)),
        in_glue=TRISTATE.of(dns.server_in_glue(server)),
        resolved=TRISTATE.of(dns.server_resolved(server)),
    )


def _zone(dns: SimpleNamespace, zone: int) -> Zone:
    return Zone(
        name=dns.zone_name(zone).decode(),
        compared=dns.zone_compared(zone),
        limited=dns.zone_limited(zone),
        ds=_word(dns.ds_name, dns.zone_ds(zone)),
        servers=tuple(
            _server(dns, dns.zone_server(zone, j))
            for j in range(dns.zone_server_count(zone))
        ),
    )


def _reply(dns: SimpleNamespace, reply: Optional[int]) -> Optional[Reply]:
    if reply is None:
        return None
    code = c.c_uint32()
    known = dns.reply_extended_error(reply, c.byref(code))
    number = dns.reply_type(reply)
    return Reply(
        address=decode(dns.server_address(dns.reply_server(reply))),
        outcome=_word(dns.outcome_name, dns.reply_outcome(reply)),
        rcode=dns.reply_rcode(reply),
        authoritative=dns.reply_authoritative(reply),
        tcp=dns.reply_tcp(reply),
        ttl=dns.reply_ttl(reply),
        type=type_name(number) if number else None,
        values=tuple(
            dns.reply_value(reply, k).decode()
            for k in range(dns.reply_value_count(reply))
        ),
        time=dns.reply_time(reply),
        extended_error=code.value if known else None,
        extended_text=decode(dns.reply_extended_text(reply)),
    )


def _question(dns: SimpleNamespace, handle: c.c_void_p, i: int) -> LookedUp:
    name, number = c.c_char_p(), c.c_uint32()
    dns.question(handle, i, c.byref(name), c.byref(number))
    replies = (
        _reply(dns, dns.reply_at(handle, i, j))
        for j in range(dns.reply_count(handle, i))
    )
    return LookedUp(
        name=decode(name.value) or "",
        type=type_name(number.value),
        zone=decode(dns.zone_name(dns.question_zone(handle, i))),
        conclusion=_word(
            dns.conclusion_name, dns.question_conclusion(handle, i)
        ),
        reason=decode(dns.question_reason(handle, i)),
        differs=dns.question_differs(handle, i),
        validation=_word(
            dns.validation_name, dns.question_validation(handle, i)
        ),
        replies=tuple(reply for reply in replies if reply),
        reply=_reply(dns, dns.question_reply(handle, i)),
        validator=_reply(dns, dns.question_validator_reply(handle, i)),
    )


class Client:
    """A client of the library, for one lookup."""

    def __init__(self) -> None:
        self._dns = library()
        self._handle = Handle(self._dns.free)
        status = self._dns.new(c.byref(self._handle.pointer))
        if status:
            raise Error(status)

    def _call(self, name: str, *arguments: Any) -> None:
        pointer = self._handle.pointer
        status = getattr(self._dns, name)(pointer, *arguments)
        if status:
            raise Error(status, self._dns.error(pointer).decode())

    def add(self, kind: str, addresses: Union[str, Iterable[str]]) -> None:
        """Add one or several addresses, each ADDRESS or ADDRESS@PORT."""
        if isinstance(addresses, str):
            addresses = [addresses]
        for text in addresses:
            address, at, port = text.partition("@")
            if at and not (port.isascii() and port.isdigit()):
                raise Error(
                    Status.E_VALUE, f"{text!a}: ADDRESS@PORT was expected"
                )
            number = within(int(port), 0, 2**32 - 1, 0) if at else _PORT
            self._call("add_" + kind, encode(address), number)

    def configure(
        self,
        ipv4: bool,
        ipv6: bool,
        private: bool,
        rate: int,
        query_limit: Optional[int],
    ) -> None:
        """Set the options that are not addresses."""
        pointer = self._handle.pointer
        self._dns.set_ipv4(pointer, to_bool(ipv4))
        self._dns.set_ipv6(pointer, to_bool(ipv6))
        self._dns.set_private(pointer, to_bool(private))
        self._dns.set_rate(pointer, within(rate, 0, 2**32 - 1, 1))
        if query_limit is not None:
            self._dns.set_query_limit(
                pointer, within(query_limit, 0, 2**32 - 1, 0)
            )

    def set_attempt(self, seconds: float) -> None:
        """Set how long the first attempt waits for a server."""
        self._call("set_timeout", within(int(seconds * 1000), 0, 60000, 60001))

    def add_system_resolvers(self) -> None:
        """Add the resolvers of the system, if it has any."""
        pointer = self._handle.pointer
        status = self._dns.add_system_resolvers(pointer)
        if status not in (Status.OK, Status.E_MISSING):
            raise Error(status, self._dns.error(pointer).decode())

    def replay(self, recording: bytes) -> None:
        """Use a recording in the place of the network."""
        self._call("load_recording", recording, len(recording))

    def run(self, settings: c.c_void_p, timeout: float) -> Lookup:
        """Look up what the settings ask; an interrupt ends that."""
        milliseconds = within(int(timeout * 1000), 1, 2**32 - 1, 1)
        failures: list[BaseException] = []
        # An interrupt may also come while the thread starts: until it is told
        # to, it does not use the settings.
        begin: queue.SimpleQueue[bool] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                if begin.get():
                    self._call("lookup", settings, milliseconds)
            except BaseException as error:
                failures.append(error)

        worker = threading.Thread(target=look_up)
        try:
            worker.start()
            begin.put(True)
            worker.join()
        except BaseException:
            begin.put(False)
            self._dns.cancel(self._handle.pointer)
            while worker.is_alive():
                with contextlib.suppress(KeyboardInterrupt):
                    worker.join()
            raise
        if failures:
            raise failures[0]
        return self._result()

    def _recording(self) -> bytes:
        length = c.c_size_t()
        pointer = self._handle.pointer
        self._dns.write_recording(pointer, None, 0, c.byref(length))
        text = c.create_string_buffer(length.value + 1)
        self._call("write_recording", text, length.value + 1, None)
        return text.value

    def _result(self) -> Lookup:
        dns, handle = self._dns, self._handle.pointer
        return Lookup(
            end=_word(dns.end_name, dns.end(handle)),
            queries=dns.queries(handle),
            zones=tuple(
                _zone(dns, dns.zone_at(handle, i))
                for i in range(dns.zone_count(handle))
            ),
            questions=tuple(
                _question(dns, handle, i)
                for i in range(dns.question_count(handle))
            ),
            recording=self._recording(),
        )
