# SPDX-License-Identifier: MIT
"""What goes in: an instance."""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Optional

from ._documents import Document, to_octets
from ._lib import lib
from ._words import MX_FAILURE, SES, STATE, Word, encode, switch

if TYPE_CHECKING:
    from ._settings import Domain


def to_list(texts: Iterable[str]) -> list[str]:
    """List texts; one text is not a list of its letters here."""
    if isinstance(texts, str):
        raise TypeError("a list of strings was expected, not one string")
    return list(texts)


def set_all(target: Any, **settings: Any) -> None:
    """Call the setters of what was given."""
    for name, value in settings.items():
        if value is not None:
            getattr(target, "set_" + name)(value)


class Instance:
    """One SES instance, which Domain.add_instance() made.

    It keeps its domain alive. String setters take None to clear; states and
    statuses are words such as "draining" and "success".
    """

    __slots__ = ("_domain", "_pointer")

    def __init__(self, domain: Domain, pointer: c.c_void_p) -> None:
        self._domain = domain
        self._pointer = pointer

    def _call(self, function: Any, *arguments: Any) -> None:
        self._domain._call(function, *arguments, on=self._pointer)

    def set_state(self, state: Word) -> None:
        """Set its state: "active", "draining" or "retired"."""
        self._call(lib.instance_set_state, STATE.number("state", state))

    def set_verification_token(self, token: Optional[str]) -> None:
        """Set the token of SES's TXT verification."""
        self._call(lib.instance_set_verification_token, encode(token))

    def set_verification_status(self, status: Word) -> None:
        """Set what SES says of the identity: "success", "pending"..."""
        self._call(
            lib.instance_set_verification_status,
            SES.number("verification_status", status),
        )

    def add_dkim_token(self, token: str) -> None:
        """Add one of the three tokens of Easy DKIM."""
        self._call(lib.instance_add_dkim_token, encode(token))

    def set_dkim_tokens(self, tokens: Iterable[str]) -> None:
        """Replace the tokens of Easy DKIM; stops at one that is refused."""
        tokens = to_list(tokens)
        self._domain._do(lib.instance_clear_dkim_tokens, on=self._pointer)
        for token in tokens:
            self.add_dkim_token(token)

    def set_dkim_zone(self, zone: Optional[str]) -> None:
        """Set SES v2's SigningHostedZone."""
        self._call(lib.instance_set_dkim_hosted_zone, encode(zone))

    def add_dkim_key(
        self, selector: str, public_key: Optional[str] = None
    ) -> None:
        """Add a DKIM key of your own (BYODKIM): never the private one."""
        self._call(
            lib.instance_add_dkim_key, encode(selector), encode(public_key)
        )

    def set_dkim_origin(self, origin: Optional[str]) -> None:
        """Set SES v2's SigningAttributesOrigin: "AWS_SES_US_EAST_1"..."""
        self._call(lib.instance_set_dkim_origin, encode(origin))

    def set_dkim_status(self, status: Word) -> None:
        """Set what SES says of DKIM: "success", "pending"..."""
        self._call(
            lib.instance_set_dkim_status, SES.number("dkim_status", status)
        )

    def set_dkim_signing(self, signing: Optional[bool]) -> None:
        """Set whether SES signs the domain's mail; None: not known."""
        self._call(lib.instance_set_dkim_signing, switch(signing))

    def set_mail_from(self, name: Optional[str]) -> None:
        """Set the custom MAIL FROM domain."""
        self._call(lib.instance_set_mail_from, encode(name))

    def set_mail_from_status(self, status: Word) -> None:
        """Set what SES says of the MAIL FROM domain: "success"..."""
        self._call(
            lib.instance_set_mail_from_status,
            SES.number("mail_from_status", status),
        )

    def set_mx_failure(self, failure: Word) -> None:
        """Set what SES does without the MX: "use-default-value" or "reject"."""
        self._call(
            lib.instance_set_on_mx_failure,
            MX_FAILURE.number("mx_failure", failure),
        )

    def set_receiving(
        self, name: Optional[str], host: Optional[str] = None
    ) -> None:
        """Let SES receive mail at a name: the domain or one below it."""
        self._call(lib.instance_set_receiving, encode(name), encode(host))

    def set_tracking(
        self, name: Optional[str], host: Optional[str] = None
    ) -> None:
        """Let links and opens be tracked under a name."""
        self._call(lib.instance_set_tracking, encode(name), encode(host))

    def set_sending(self, sending: Optional[bool]) -> None:
        """Set whether the instance sends mail; None: it does."""
        self._call(lib.instance_set_sending, switch(sending))

    def set_sending_enabled(self, enabled: Optional[bool]) -> None:
        """Set whether SES lets the account send; None: not known."""
        self._call(lib.instance_set_sending_enabled, switch(enabled))

    def set_sandbox(self, sandbox: Optional[bool]) -> None:
        """Set whether the account is in the SES sandbox; None: not known."""
        self._call(lib.instance_set_sandbox, switch(sandbox))

    def load_aws(self, document: Document) -> None:
        """Load what an AWS command, or boto3, said about the identity.

        Each aspect the document carries is replaced.
        """
        text = to_octets(document)
        self._call(lib.instance_load_aws, text, len(text))
