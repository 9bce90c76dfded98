# SPDX-License-Identifier: MIT
"""The settings of a domain."""

from __future__ import annotations

import ctypes as c
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Callable, Optional, Union
from weakref import WeakValueDictionary

from ._documents import Document, to_octets
from ._errors import Error, Status, check
from ._instance import Instance
from ._lib import Handle, lib
from ._lookup import Client, Lookup
from ._plan import Plan
from ._tables import to_type
from ._words import Word, decode, encode, to_bool, to_list, within


def _set_all(target: Any, **settings: Any) -> None:
    """Call the setters of what was given."""
    for name, value in settings.items():
        if value is not None:
            getattr(target, "set_" + name)(value)


class Domain:
    """The settings of one domain.

    Threads may share it: its calls, and those of its instances, wait for each
    other. None clears a setting. A call that fails raises Error and changes
    nothing.
    """

    def __init__(
        self,
        domain: str,
        *,
        reference: Optional[str] = None,
        contact: Optional[str] = None,
        due: Optional[str] = None,
        zone: Optional[str] = None,
        ttl: Optional[int] = None,
        dmarc: Optional[str] = None,
        from_domains: Iterable[str] = (),
        provider: Optional[str] = None,
        shared_mail_from_region: Optional[str] = None,
        options: Optional[Mapping[str, str]] = None,
    ) -> None:
        """Create settings; each keyword is a setting of the same name."""
        if domain is None:
            raise TypeError("domain: a string was expected, not None")
        self._open()
        _set_all(
            self,
            domain=domain,
            reference=reference,
            contact=contact,
            due=due,
            zone=zone,
            ttl=ttl,
            dmarc=dmarc,
            provider=provider,
            shared_mail_from_region=shared_mail_from_region,
        )
        for name in to_list(from_domains):
            self.add_from_domain(name)
        for option, value in (options or {}).items():
            self.set_option(option, value)

    @classmethod
    def from_setup(cls, setup: Document) -> Domain:
        """Load a setup document (doc/setup.schema.json)."""
        self = cls.__new__(cls)
        self._open()
        text = to_octets(setup)
        self._call(lib.load_setup, text, len(text))
        return self

    def _open(self) -> None:
        """Create empty settings."""
        self._lock = threading.RLock()
        # the one object of each instance, by the address of the instance
        self._known: WeakValueDictionary[int, Instance] = WeakValueDictionary()
        self._handle: Optional[Handle] = Handle(lib.free)
        status = lib.new(c.byref(self._handle.pointer))
        if status:
            raise Error(status)

    @contextmanager
    def _held(self) -> Iterator[c.c_void_p]:
        """Hold the settings for calls, for which other threads wait."""
        with self._lock:
            if self._handle is None:
                raise ValueError("the domain is closed")
            yield self._handle.pointer

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._held() as settings:
            check(function(settings, *arguments), settings)

    def close(self) -> None:
        """Free the settings and their instances; plans remain valid."""
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
        """Set the domain that sends: the SES identity."""
        self._call(lib.set_domain, encode(domain))

    def set_contact(self, contact: Optional[str]) -> None:
        """Set who asks for the changes, for the DNS operator."""
        self._call(lib.set_contact, encode(contact))

    def set_due(self, due: Optional[str]) -> None:
        """Set by when the changes should be made, for the DNS operator."""
        self._call(lib.set_due, encode(due))

    def set_reference(self, reference: Optional[str]) -> None:
        """Set a reference, such as a ticket number, that outputs repeat."""
        self._call(lib.set_reference, encode(reference))

    def set_zone(self, zone: Optional[str]) -> None:
        """Set the apex of the zone that holds the records."""
        self._call(lib.set_zone, encode(zone))

    def set_ttl(self, ttl: int) -> None:
        """Set the TTL of new record sets in seconds; 1800 by default."""
        self._call(lib.set_ttl, within(ttl, 0, 2**32 - 1, 2**32 - 1))

    def set_dmarc(self, dmarc: Optional[str]) -> None:
        """Set the DMARC record to publish if none exists."""
        self._call(lib.set_dmarc, encode(dmarc))

    def add_from_domain(self, domain: str) -> None:
        """Add a From domain; by default the domain is the only one."""
        self._call(lib.add_from_domain, encode(domain))

    def clear_from_domains(self) -> None:
        """Remove all From domains, so that the default applies again."""
        self._call(lib.clear_from_domains)

    def set_provider(self, provider: Optional[str]) -> None:
        """Set the DNS provider, one of providers(), which presets options."""
        self._call(lib.set_provider, encode(provider))

    def set_shared_mail_from_region(self, region: Optional[str]) -> None:
        """Let several regions share a custom MAIL FROM domain.

        Its MX is that of the region given.
        """
        self._call(lib.set_shared_mail_from_region, encode(region))

    def set_option(self, name: str, value: Optional[str]) -> None:
        """Set an option, one of options(); None restores the default."""
        self._call(lib.set_option, encode(name), encode(value))

    def option(self, name: str) -> str:
        """Return the value of an option.

        That is the value set, else the preset of the provider, else the
        default.
        """
        with self._held() as settings:
            value = decode(lib.option(settings, encode(name)))
        if value is None:
            raise Error(Status.E_OPTION, f"{name!a}: no option of that name")
        return value

    def add_instance(
        self,
        account: str,
        region: str,
        label: Optional[str] = None,
        *,
        state: Optional[Word] = None,
        verification_token: Optional[str] = None,
        verification_status: Optional[Word] = None,
        dkim_tokens: Iterable[str] = (),
        dkim_hosted_zone: Optional[str] = None,
        dkim_keys: Optional[Mapping[str, Optional[str]]] = None,
        dkim_origin: Optional[str] = None,
        dkim_status: Optional[Word] = None,
        dkim_signing: Optional[bool] = None,
        mail_from: Optional[str] = None,
        feedback_host: Optional[str] = None,
        mail_from_status: Optional[Word] = None,
        on_mx_failure: Optional[Word] = None,
        receiving: Optional[str] = None,
        tracking: Optional[str] = None,
        sending: Optional[bool] = None,
        sending_enabled: Optional[bool] = None,
        sandbox: Optional[bool] = None,
    ) -> Instance:
        """Add an SES instance: one AWS account in one region.

        Without a label, it is ACCOUNT/REGION. Each keyword is a setting of
        Instance; dkim_keys maps selectors to public keys. If a setting is
        refused, no instance is added.
        """
        tokens, keys = to_list(dkim_tokens), dict(dkim_keys or {})
        with self._held():
            added = c.c_void_p()
            self._call(
                lib.add_instance,
                encode(account),
                encode(region),
                encode(label),
                c.byref(added),
            )
            instance = self._instance(added.value)
            try:
                _set_all(
                    instance,
                    state=state,
                    verification_token=verification_token,
                    verification_status=verification_status,
                    dkim_hosted_zone=dkim_hosted_zone,
                    dkim_origin=dkim_origin,
                    dkim_status=dkim_status,
                    dkim_signing=dkim_signing,
                    mail_from=mail_from,
                    feedback_host=feedback_host,
                    mail_from_status=mail_from_status,
                    on_mx_failure=on_mx_failure,
                    receiving=receiving,
                    tracking=tracking,
                    sending=sending,
                    sending_enabled=sending_enabled,
                    sandbox=sandbox,
                )
                for token in tokens:
                    instance.add_dkim_token(token)
                for selector, key in keys.items():
                    instance.add_dkim_key(selector, key)
            except BaseException:
                instance.remove()
                raise
        return instance

    def _instance(self, address: Any) -> Instance:
        """Return the object of an instance, while the settings are held."""
        instance = self._known.get(address)
        if instance is None:
            instance = self._known[address] = Instance(self, address)
        return instance

    @property
    def instances(self) -> tuple[Instance, ...]:
        """The instances, in the order in which they were added."""
        with self._held() as settings:
            return tuple(
                self._instance(lib.instance_at(settings, i))
                for i in range(lib.instance_count(settings))
            )

    def instance(self, label: str) -> Instance:
        """Return the instance with a label; KeyError if there is none."""
        with self._held() as settings:
            address = lib.find_instance(settings, encode(label))
            if not address:
                raise KeyError(label)
            return self._instance(address)

    def add_record(
        self,
        name: str,
        type: Union[str, int],
        rdata: str,
        *,
        ttl: Optional[int] = None,
        id: Optional[str] = None,
    ) -> None:
        """Add an existing record, in presentation format.

        Its record set then counts as known, so all its values must be added.
        """
        self._call(
            lib.add_record,
            encode(name),
            to_type(type),
            -1 if ttl is None else within(ttl, 0, 2**31 - 1, -2),
            encode(rdata),
            encode(id),
        )

    def add_absent(self, name: str, type: Union[str, int]) -> None:
        """Add that a name has no records of a type (NODATA)."""
        self._call(lib.add_absent, encode(name), to_type(type))

    def add_nonexistent(self, name: str) -> None:
        """Add that neither a name nor any below it exists (NXDOMAIN)."""
        self._call(lib.add_nonexistent, encode(name))

    def add_failed(
        self, name: str, type: Union[str, int], reason: str
    ) -> None:
        """Add that a lookup failed, and why, such as "SERVFAIL"."""
        self._call(
            lib.add_failed, encode(name), to_type(type), encode(reason)
        )

    def set_complete(self, complete: bool = True) -> None:
        """Set whether records that were not given are absent."""
        self._call(lib.set_complete, to_bool(complete))

    def set_authoritative(self, authoritative: bool = True) -> None:
        """Set whether the records are authoritative data of the zone.

        If so, none was synthesised from a wildcard.
        """
        self._call(lib.set_authoritative, to_bool(authoritative))

    def load_existing(
        self, document: Document, reader: Optional[str] = None
    ) -> None:
        """Load a listing of the zone, or one page of it.

        The reader is one of readers(); None recognises it.
        """
        text = to_octets(document)
        self._call(lib.load_existing, encode(reader), text, len(text))

    def add_identity(self, name: str) -> None:
        """Add another SES identity that the zone serves."""
        self._call(lib.add_identity, encode(name))

    def add_ignored(self, text: str) -> None:
        """Add an existing value that its owner knows: it is not reported."""
        self._call(lib.add_ignored, encode(text))

    def lookup(
        self,
        *,
        resolver: Union[str, Iterable[str], None] = None,
        servers: Union[str, Iterable[str]] = (),
        timeout: float = 30.0,
        attempt: float = 1.0,
        validator: Union[str, Iterable[str]] = (),
        roots: Union[str, Iterable[str]] = (),
        ipv4: bool = True,
        ipv6: bool = True,
        private: bool = False,
        rate: int = 0,
        query_limit: Optional[int] = None,
        replay: Optional[bytes] = None,
    ) -> Lookup:
        """Look up the questions of the plan, and add the answers.

        This needs the library libsesdomain-dns; without it, an Error with
        Status.E_UNSUPPORTED is raised. Addresses are ADDRESS or ADDRESS@PORT:
        resolver, by default those of the system; servers, the name servers of
        the domain, instead of its delegation; validator, a resolver that
        validates DNSSEC. timeout is in seconds for all, attempt for the first
        attempt at a server, rate in queries a second and server. replay is
        the recording of an earlier lookup, used instead of the network.

        Call it before any existing records are added. If it fails or is
        interrupted, the settings may be partly filled.
        """
        client = Client()
        client.configure(ipv4, ipv6, private, rate, query_limit)
        client.set_attempt(attempt)
        client.add("server", servers)
        client.add("root", roots)
        client.add("validator", validator)
        if replay is not None:
            client.replay(replay)
        elif resolver is None:
            client.add_system_resolvers()
        else:
            client.add("resolver", resolver)
        with self._held() as settings:
            return client.run(settings, timeout)

    def plan(self) -> Plan:
        """Compute the records that the domain needs."""
        handle = Handle(lib.plan_free)
        self._call(lib.plan_new, c.byref(handle.pointer))
        return Plan(handle)
