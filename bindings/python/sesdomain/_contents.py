# SPDX-License-Identifier: MIT
"""The contents of a plan, copied: they remain when the plan is freed."""

from __future__ import annotations

import ctypes as c
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Callable, Optional, Union

from ._lib import lib
from ._tables import type_name
from ._words import FIX, OP, PRIOR, PUBLICATION, PURPOSE, READINESS, SCOPE
from ._words import SES, SEVERITY, STATE, TO_DO, Word, decode


@dataclass(frozen=True)
class Readiness:
    """The readiness of an aspect of an instance."""

    state: Word  # "published", "missing"...
    dns: Word  # what DNS holds of the records of the aspect
    ses: Word  # the status that SES reports


@dataclass(frozen=True)
class PlanInstance:
    """An instance of a plan."""

    label: str
    account: str
    region: str
    state: Word
    ready: bool
    #: by aspect: "verification", "dkim", "mail_from", "spf", "dmarc"
    readiness: Mapping[str, Readiness] = field(repr=False, hash=False)


@dataclass(frozen=True)
class Value:
    """A value of a record set, and the operation on it."""

    op: Word  # "keep", "add" or "remove"
    purpose: Optional[Word]  # None for a foreign value
    #: as a person pastes it; bytes if it is not UTF-8, as a TXT may not be
    text: Union[str, bytes]
    rdata: str  # in presentation format
    id: Optional[str]  # the provider's id of the record
    instances: tuple[PlanInstance, ...]  # that need the value

    @property
    def octets(self) -> bytes:
        """The text as octets, whatever they are."""
        return self.text.encode() if isinstance(self.text, str) else self.text


@dataclass(frozen=True)
class RecordSet:
    """All values of one type at one name."""

    name: str
    type: str  # "TXT", or "TYPE123" if the library does not name it
    ttl: int
    prior: Word  # "unknown", "absent" or "present" before the change
    todo: Word  # "none", "create", "edit", "replace" or "delete"
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Finding:
    """A problem, or information, that concerns the domain."""

    code: str
    severity: Word  # "error", "warning" or "note"
    fix: Word  # where to remove the cause: "plan", "dns", "ses", "settings"
    name: str
    instances: tuple[PlanInstance, ...]
    message: str
    hint: str
    source: str


@dataclass(frozen=True)
class Withheld:
    """A record set that is desired and withheld because of a conflict."""

    name: str
    type: str
    finding: Optional[Finding]  # that explains it


@dataclass(frozen=True)
class Question:
    """A lookup whose result would complete the plan."""

    name: str
    type: Optional[str]  # None: all types
    scope: Word  # "name", or "below": all names below it


def instance_of(
    plan: c.c_void_p, i: int, aspects: Mapping[str, int]
) -> PlanInstance:
    """Copy instance i of a plan."""
    return PlanInstance(
        label=lib.plan_instance_label(plan, i).decode(),
        account=lib.plan_instance_account(plan, i).decode(),
        region=lib.plan_instance_region(plan, i).decode(),
        state=STATE.of(lib.plan_instance_state(plan, i)),
        ready=lib.plan_instance_ready(plan, i),
        readiness=MappingProxyType(
            {
                aspect: Readiness(
                    READINESS.of(lib.plan_readiness(plan, i, number)),
                    PUBLICATION.of(lib.plan_readiness_dns(plan, i, number)),
                    SES.of(lib.plan_readiness_ses(plan, i, number)),
                )
                for aspect, number in aspects.items()
            }
        ),
    )


def _select(
    instances: tuple[PlanInstance, ...],
    count: int,
    index: Callable[..., int],
    *arguments: Any,
) -> tuple[PlanInstance, ...]:
    return tuple(instances[index(*arguments, k)] for k in range(count))


def _text(rs: int, j: int) -> Union[str, bytes]:
    length = c.c_size_t()
    text = lib.recordset_value_text(rs, j, c.byref(length))
    octets = c.string_at(text, length.value)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets


def _value(rs: int, j: int, instances: tuple[PlanInstance, ...]) -> Value:
    purpose = lib.recordset_value_purpose(rs, j)
    return Value(
        op=OP.of(lib.recordset_value_op(rs, j)),
        purpose=PURPOSE.of(purpose) if purpose else None,
        text=_text(rs, j),
        rdata=lib.recordset_value_rdata(rs, j).decode(),
        id=decode(lib.recordset_value_id(rs, j)),
        instances=_select(
            instances,
            lib.recordset_value_instance_count(rs, j),
            lib.recordset_value_instance,
            rs,
            j,
        ),
    )


def recordset_of(rs: int, instances: tuple[PlanInstance, ...]) -> RecordSet:
    """Copy a record set."""
    return RecordSet(
        name=lib.recordset_name(rs).decode(),
        type=type_name(lib.recordset_type(rs)),
        ttl=lib.recordset_ttl(rs),
        prior=PRIOR.of(lib.recordset_prior(rs)),
        todo=TO_DO.of(lib.recordset_todo(rs)),
        values=tuple(
            _value(rs, j, instances)
            for j in range(lib.recordset_value_count(rs))
        ),
    )


def finding_of(f: int, instances: tuple[PlanInstance, ...]) -> Finding:
    """Copy a finding."""
    return Finding(
        code=lib.finding_code(f).decode(),
        severity=SEVERITY.of(lib.finding_severity(f)),
        fix=FIX.of(lib.finding_fix(f)),
        name=lib.finding_name(f).decode(),
        instances=_select(
            instances,
            lib.finding_instance_count(f),
            lib.finding_instance,
            f,
        ),
        message=lib.finding_message(f).decode(),
        hint=lib.finding_hint(f).decode(),
        source=lib.finding_source(f).decode(),
    )


def withheld_of(
    plan: c.c_void_p, i: int, findings: tuple[Finding, ...]
) -> Withheld:
    """Copy withheld record set i of a plan."""
    finding = lib.plan_withheld_finding(plan, i)
    return Withheld(
        name=lib.plan_withheld_name(plan, i).decode(),
        type=type_name(lib.plan_withheld_type(plan, i)),
        finding=findings[finding] if finding < len(findings) else None,
    )


def question_of(plan: c.c_void_p, i: int) -> Question:
    """Copy question i of a plan."""
    name, number, scope = c.c_char_p(), c.c_uint32(), c.c_int()
    lib.plan_question(plan, i, c.byref(name), c.byref(number), c.byref(scope))
    return Question(
        name=(name.value or b"").decode(),
        type=type_name(number.value) if number.value else None,
        scope=SCOPE.of(scope.value),
    )
