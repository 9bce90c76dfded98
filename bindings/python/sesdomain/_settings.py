# SPDX-License-Identifier: MIT
"""What goes in: a domain."""

from __future__ import annotations

import ctypes as c
import threading
from collections.abc import Iterable, Mapping
from types import TracebackType
from typing import Any, Optional, Union

from ._documents import Document, to_octets
from ._errors import Error
from ._instance import Instance, set_all, to_list
from ._lib import Handle, lib
from ._plan import Plan
from ._tables import to_type
from ._words import Word, encode, within


class Domain:
    """The settings of one domain.

    Threads may share it: its calls wait for each other. String setters take
    None to clear. A call that fails raises Error and, unless it says
    otherwise, changes nothing.
    """

    def __init__(
        self,
        domain: Optional[str],
        *,
        id: Optional[str] = None,
        zone: Optional[str] = None,
        ttl: Optional[int] = None,
        dmarc: Optional[str] = None,
        from_domains: Optional[Iterable[str]] = None,
        provider: Optional[str] = None,
        mail_from_sharing: Optional[str] = None,
        options: Optional[Mapping[str, str]] = None,
    ) -> None:
        self._lock = threading.RLock()
        self._handle: Optional[Handle] = Handle(lib.free)
        status = lib.new(c.byref(self._handle.pointer))
        if status:
            raise Error(status)
        set_all(
            self,
            domain=domain,
            id=id,
            zone=zone,
            ttl=ttl,
            dmarc=dmarc,
            from_domains=from_domains,
            provider=provider,
            mail_from_sharing=mail_from_sharing,
        )
        for name, value in (options or {}).items():
            self.set_option(name, value)

    @classmethod
    def from_setup(cls, setup: Document) -> Domain:
        """Load a setup document (doc/setup.schema.json).

        Error's text names line and column, or the path of the key.
        """
        self = cls(None)
        text = to_octets(setup)
        self._call(lib.load_setup, text, len(text))
        return self

    def _call(
        self, function: Any, *arguments: Any, on: Optional[c.c_void_p] = None
    ) -> None:
        """Call a function on the settings, or on one of their instances."""
        with self._lock:
            if self._handle is None:
                raise ValueError("the domain is closed")
            pointer = self._handle.pointer
            status = function(on or pointer, *arguments)
            if status:
                raise Error(status, lib.error(pointer).decode())

    def _do(
        self, function: Any, *arguments: Any, on: Optional[c.c_void_p] = None
    ) -> None:
        """Call a function that cannot fail."""
        with self._lock:
            if self._handle is None:
                raise ValueError("the domain is closed")
            function(on or self._handle.pointer, *arguments)

    def close(self) -> None:
        """End the settings and their instances now; plans live on."""
        with self._lock:
            self._handle = None

    def __enter__(self) -> Domain:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    def set_domain(self, domain: Optional[str]) -> None:
        """Set the domain that sends: the SES identity. Required."""
        self._call(lib.set_domain, encode(domain))

    def set_id(self, id: Optional[str]) -> None:
        """Set a text that outputs echo, such as a ticket's number."""
        self._call(lib.set_reference, encode(id))

    def set_zone(self, zone: Optional[str]) -> None:
        """Set the apex of the zone to be written, if not the domain."""
        self._call(lib.set_zone, encode(zone))

    def set_ttl(self, ttl: int) -> None:
        """Set the TTL of new record sets, in seconds; 1800 unless set."""
        self._call(lib.set_ttl, within(ttl, 0, 2**32 - 1, 2**32 - 1))

    def set_dmarc(self, dmarc: Optional[str]) -> None:
        """Set the DMARC record to publish where there is none."""
        self._call(lib.set_dmarc, encode(dmarc))

    def add_from(self, domain: str) -> None:
        """Add a From domain; by default the domain itself is the only one."""
        self._call(lib.add_from_domain, encode(domain))

    def set_from_domains(self, domains: Iterable[str]) -> None:
        """Replace the From domains; stops at one that is refused."""
        domains = to_list(domains)
        self._do(lib.clear_from_domains)
        for domain in domains:
            self.add_from(domain)

    def set_provider(self, provider: Optional[str]) -> None:
        """Set the DNS provider, one that providers() lists."""
        self._call(lib.set_provider, encode(provider))

    def set_mail_from_sharing(self, region: Optional[str]) -> None:
        """Let several regions share a MAIL FROM name, with one's MX."""
        self._call(lib.set_shared_mail_from_region, encode(region))

    def set_option(self, name: str, value: Optional[str]) -> None:
        """Set an option that options() lists."""
        self._call(lib.set_option, encode(name), encode(value))

    def add_instance(
        self,
        account: str,
        region: str,
        *,
        label: Optional[str] = None,
        state: Optional[Word] = None,
        verification_token: Optional[str] = None,
        verification_status: Optional[Word] = None,
        dkim_tokens: Optional[Iterable[str]] = None,
        dkim_zone: Optional[str] = None,
        dkim_selector: Optional[str] = None,
        dkim_public_key: Optional[str] = None,
        dkim_origin: Optional[str] = None,
        dkim_status: Optional[Word] = None,
        dkim_signing: Optional[bool] = None,
        mail_from: Optional[str] = None,
        mail_from_status: Optional[Word] = None,
        mx_failure: Optional[Word] = None,
        receiving: Optional[str] = None,
        tracking: Optional[str] = None,
        sandbox: Optional[bool] = None,
    ) -> Instance:
        """Add an SES instance: one AWS account in one region.

        What each keyword means, the Instance's setter of that name says;
        selector and public key go to add_dkim_key().
        If one is refused, no instance is added.
        """
        settings = {
            "state": state,
            "verification_token": verification_token,
            "verification_status": verification_status,
            "dkim_tokens": (
                None if dkim_tokens is None else to_list(dkim_tokens)
            ),
            "dkim_zone": dkim_zone,
            "dkim_origin": dkim_origin,
            "dkim_status": dkim_status,
            "dkim_signing": dkim_signing,
            "mail_from": mail_from,
            "mail_from_status": mail_from_status,
            "mx_failure": mx_failure,
            "receiving": receiving,
            "tracking": tracking,
            "sandbox": sandbox,
        }
        pointer = c.c_void_p()
        self._call(
            lib.add_instance,
            encode(account),
            encode(region),
            encode(label),
            c.byref(pointer),
        )
        instance = Instance(self, pointer)
        try:
            set_all(instance, **settings)
            if (dkim_selector, dkim_public_key) != (None, None):
                # None has no selector: the library says so
                instance.add_dkim_key(dkim_selector, dkim_public_key)  # type: ignore[arg-type]
        except BaseException:
            with self._lock:
                lib.remove_instance(pointer)
            raise
        return instance

    def zone_add(
        self,
        name: str,
        type: Union[str, int],
        rdata: str,
        *,
        ttl: Optional[int] = None,
        id: Optional[str] = None,
    ) -> None:
        """Add a record that exists, in presentation form.

        That makes the set of its name and type known: all its values must
        be given.
        """
        self._call(
            lib.add_record,
            encode(name),
            to_type(type),
            -1 if ttl is None else within(ttl, 0, 2**31 - 1, -2),
            encode(rdata),
            encode(id),
        )

    def zone_add_absent(
        self, name: str, type: Optional[Union[str, int]] = None
    ) -> None:
        """Say that there are no records of a type at a name.

        Without a type: there is no such name, nor any below it.
        """
        if type is None:
            self._call(lib.add_nonexistent, encode(name))
        else:
            self._call(lib.add_absent, encode(name), to_type(type))

    def zone_set_complete(self, complete: bool = True) -> None:
        """Say that what was not given is absent from the zone."""
        self._do(lib.set_complete, complete)

    def zone_set_exact(self, exact: bool = True) -> None:
        """Say that none of what was added came from a wildcard."""
        self._do(lib.set_authoritative, exact)

    def load_route53(self, document: Document) -> None:
        """Load what "aws route53 list-resource-record-sets" printed."""
        text = to_octets(document)
        self._call(lib.load_existing, b"route53", text, len(text))

    def plan(self) -> Plan:
        """Work out all the domain needs; the plan does not change later."""
        handle = Handle(lib.plan_free)
        self._call(lib.plan_new, c.byref(handle.pointer))
        return Plan(handle)
