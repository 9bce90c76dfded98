# SPDX-License-Identifier: MIT
"""What a plan holds, copied: it may be kept when the plan has gone."""

from __future__ import annotations

import ctypes as c
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Callable, Optional

from ._lib import lib
from ._tables import type_name
from ._words import DNS, OP, PRIOR, PURPOSE, READINESS, SCOPE, SES, SEVERITY
from ._words import STATE, Word


@dataclass(frozen=True)
class Readiness:
    """How far an aspect of an instance is."""

    state: Word  # "published", "missing"...
    dns: Word  # what DNS holds of it
    ses: Word  # what SES says of it


@dataclass(frozen=True)
class PlanInstance:
    """An instance, as a plan sees it."""

    label: str
    account: str
    region: str
    state: Word
    ready: bool
    #: by aspect: "verification", "dkim", "mail_from", "spf", "dmarc"
    readiness: Mapping[str, Readiness] = field(repr=False, hash=False)


@dataclass(frozen=True)
class Value:
    """A value of a record set, and what is to happen to it."""

    op: Word  # "keep", "add" or "remove"
    purpose: Optional[Word]  # None: it is not ours
    text: bytes  # as a person would paste it; TXT may hold any octet
    rdata: str  # as zone files have it
    instances: tuple[PlanInstance, ...]  # that need it


@dataclass(frozen=True)
class RecordSet:
    """All values of one type at one name."""

    name: str
    type: str  # "TXT", or "TYPE123" if it has no name
    ttl: int
    prior: Word  # "unknown", "absent" or "present", before the plan
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Finding:
    """Something that a person should know."""

    code: str
    severity: Word  # "error", "warning" or "note"
    name: str
    instances: tuple[PlanInstance, ...]
    message: str
    hint: str
    source: str


@dataclass(frozen=True)
class Question:
    """What DNS may be asked so that a plan becomes surer."""

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
        ready=bool(lib.plan_instance_ready(plan, i)),
        readiness=MappingProxyType(
            {
                aspect: Readiness(
                    READINESS.of(lib.plan_readiness(plan, i, number)),
                    DNS.of(lib.plan_readiness_dns(plan, i, number)),
                    SES.of(lib.plan_readiness_ses(plan, i, number)),
                )
                for aspect, number in aspects.items()
            }
        ),
    )


def _those(
    instances: tuple[PlanInstance, ...],
    count: int,
    index: Callable[..., int],
    *arguments: Any,
) -> tuple[PlanInstance, ...]:
    return tuple(instances[index(*arguments, k)] for k in range(count))


def _value(rs: int, j: int, instances: tuple[PlanInstance, ...]) -> Value:
    length = c.c_size_t()
    text = lib.recordset_value_text(rs, j, c.byref(length))
    purpose = lib.recordset_value_purpose(rs, j)
    return Value(
        op=OP.of(lib.recordset_value_op(rs, j)),
        purpose=PURPOSE.of(purpose) if purpose else None,
        text=c.string_at(text, length.value),
        rdata=lib.recordset_value_rdata(rs, j).decode(),
        instances=_those(
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
        name=lib.finding_name(f).decode(),
        instances=_those(
            instances,
            lib.finding_instance_count(f),
            lib.finding_instance,
            f,
        ),
        message=lib.finding_message(f).decode(),
        hint=lib.finding_hint(f).decode(),
        source=lib.finding_source(f).decode(),
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
