# SPDX-License-Identifier: MIT
"""The settings of an instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Optional

from ._documents import Document, to_octets
from ._errors import check
from ._lib import lib
from ._words import MX_FAILURE, SES, STATE, Word, encode, tristate

if TYPE_CHECKING:
    from ._settings import Domain


class Instance:
    """One SES instance of a Domain, which it keeps alive.

    None clears a setting. States and statuses are words of the library, such
    as "draining" and "success". ValueError is raised by every use of an
    instance that was removed, or whose domain is closed.
    """

    __slots__ = ("_domain", "_address", "__weakref__")

    def __init__(self, domain: Domain, address: int) -> None:
        self._domain = domain
        self._address: Optional[int] = address

    def _held(self) -> int:
        """Return the address, while the settings are held."""
        if self._address is None:
            raise ValueError("the instance was removed")
        return self._address

    def _call(self, function: Callable[..., Any], *arguments: Any) -> None:
        with self._domain._held() as settings:
            check(function(self._held(), *arguments), settings)

    def _text(self, function: Callable[..., Any]) -> str:
        with self._domain._held():
            text: str = function(self._held()).decode()
            return text

    @property
    def label(self) -> str:
        """The name of the instance in outputs."""
        return self._text(lib.instance_label)

    @property
    def account(self) -> str:
        """The AWS account, or a name for it."""
        return self._text(lib.instance_account)

    @property
    def region(self) -> str:
        """The region, such as "us-east-1"."""
        return self._text(lib.instance_region)

    def remove(self) -> None:
        """Remove the instance from its domain.

        To have its records removed from DNS, keep it and set its state to
        "retired".
        """
        with self._domain._held():
            address = self._held()
            lib.remove_instance(address)
            self._domain._known.pop(address, None)
            self._address = None

    def set_state(self, state: Word) -> None:
        """Set the lifecycle state: "active", "draining" or "retired"."""
        self._call(lib.instance_set_state, STATE.number("state", state))

    def set_verification_token(self, token: Optional[str]) -> None:
        """Set the token of the TXT verification (SES v1)."""
        self._call(lib.instance_set_verification_token, encode(token))

    def set_verification_status(self, status: Word) -> None:
        """Set the verification status of the identity, as SES reports it."""
        self._call(
            lib.instance_set_verification_status,
            SES.number("verification_status", status),
        )

    def add_dkim_token(self, token: str) -> None:
        """Add one of the three tokens of Easy DKIM."""
        self._call(lib.instance_add_dkim_token, encode(token))

    def clear_dkim_tokens(self) -> None:
        """Remove all tokens of Easy DKIM."""
        self._call(lib.instance_clear_dkim_tokens)

    def set_dkim_hosted_zone(self, zone: Optional[str]) -> None:
        """Set the hosted zone that the DKIM CNAMEs point into."""
        self._call(lib.instance_set_dkim_hosted_zone, encode(zone))

    def add_dkim_key(
        self, selector: str, public_key: Optional[str] = None
    ) -> None:
        """Add a DKIM key of the domain's own (BYODKIM).

        The key of a selector that was added before is replaced. None stands
        for a key that is not known. Never pass the private key.
        """
        self._call(
            lib.instance_add_dkim_key, encode(selector), encode(public_key)
        )

    def clear_dkim_keys(self) -> None:
        """Remove all DKIM keys of the domain's own."""
        self._call(lib.instance_clear_dkim_keys)

    def set_dkim_origin(self, origin: Optional[str]) -> None:
        """Set the origin of the DKIM keys, such as "AWS_SES_US_EAST_1"."""
        self._call(lib.instance_set_dkim_origin, encode(origin))

    def set_dkim_status(self, status: Word) -> None:
        """Set the status of DKIM, as SES reports it."""
        self._call(
            lib.instance_set_dkim_status, SES.number("dkim_status", status)
        )

    def set_dkim_signing(self, signing: Optional[bool]) -> None:
        """Set whether SES signs the domain's mail; None if unknown."""
        self._call(
            lib.instance_set_dkim_signing, tristate("dkim_signing", signing)
        )

    def set_mail_from(self, name: Optional[str]) -> None:
        """Set the custom MAIL FROM domain."""
        self._call(lib.instance_set_mail_from, encode(name))

    def set_feedback_host(self, host: Optional[str]) -> None:
        """Set the host of the MX of the custom MAIL FROM domain; by default
        that of the region."""
        self._call(lib.instance_set_feedback_host, encode(host))

    def set_mail_from_status(self, status: Word) -> None:
        """Set the status of the custom MAIL FROM domain, as SES reports it."""
        self._call(
            lib.instance_set_mail_from_status,
            SES.number("mail_from_status", status),
        )

    def set_on_mx_failure(self, failure: Word) -> None:
        """Set what SES does if the MX of the MAIL FROM domain is missing.

        It is "use-default-value", "reject-message" or "unknown".
        """
        self._call(
            lib.instance_set_on_mx_failure,
            MX_FAILURE.number("on_mx_failure", failure),
        )

    def set_receiving(
        self, name: Optional[str], host: Optional[str] = None
    ) -> None:
        """Let SES receive mail at a name: one MX, of AWS's host by default."""
        self._call(lib.instance_set_receiving, encode(name), encode(host))

    def set_tracking(
        self, name: Optional[str], host: Optional[str] = None
    ) -> None:
        """Set a custom domain for open and click tracking: one CNAME."""
        self._call(lib.instance_set_tracking, encode(name), encode(host))

    def set_sending(self, sending: Optional[bool]) -> None:
        """Set whether the instance sends mail.

        None, the default: it sends unless it receives and has neither DKIM
        nor a custom MAIL FROM domain.
        """
        self._call(lib.instance_set_sending, tristate("sending", sending))

    def set_sending_enabled(self, enabled: Optional[bool]) -> None:
        """Set whether SES lets the account send; None if unknown."""
        self._call(
            lib.instance_set_sending_enabled,
            tristate("sending_enabled", enabled),
        )

    def set_sandbox(self, sandbox: Optional[bool]) -> None:
        """Set whether the account is in the SES sandbox; None if unknown."""
        self._call(lib.instance_set_sandbox, tristate("sandbox", sandbox))

    def load_aws(self, document: Document) -> None:
        """Load what an AWS command or boto3 returned about the identity.

        Each aspect that the document carries is replaced.
        """
        text = to_octets(document)
        self._call(lib.instance_load_aws, text, len(text))
