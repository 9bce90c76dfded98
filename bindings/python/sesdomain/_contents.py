# SPDX-License-Identifier: MIT
"""The contents of a plan, copied: they remain when the plan is freed."""

from __future__ import annotations

import ctypes as c
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn, Optional, TypeVar, Union

from ._lib import lib
from ._words import Word


class Frozen(dict[str, Any]):
    """A dict that does not change, and can be copied and pickled."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("the contents of a plan do not change")

    __setitem__ = __delitem__ = clear = popitem = _refuse
    pop = setdefault = update = __ior__ = _refuse  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        return Frozen, (dict(self),)


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
    #: what AWS reported of SES's last look at DNS: when it was, when it last
    #: succeeded, in seconds since 1970, and the serial of the SOA record
    ses_checked: Optional[int]
    ses_succeeded: Optional[int]
    ses_serial: Optional[int]
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
    todo: Word  # "none", "add", "create", "edit", "replace" or "delete"
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
class StepInstance:
    """An instance that a step of the runbook concerns."""

    instance: PlanInstance
    command: Optional[str]  # of the AWS CLI, for a POSIX shell
    selector: Optional[str]  # whose private key the command reads
    until: tuple[str, ...]  # the aspects for which SES reports SUCCESS first


@dataclass(frozen=True)
class StepChange:
    """A change in DNS in a step of the runbook."""

    op: Word  # "add", "remove", or "keep": the record gets the TTL
    name: str
    type: str
    ttl: int
    rdata: str


@dataclass(frozen=True)
class Step:
    """A step of the runbook. Steps are followed in their order."""

    kind: str  # "publish", "wait"...
    title: str
    reason: str
    when: Optional[str]  # the condition, besides the steps before
    note: Optional[str]
    source: str
    seconds: int  # to let pass before it
    plan_again: bool  # it changes the settings: plan again after it
    instances: tuple[StepInstance, ...]
    changes: tuple[StepChange, ...]
    findings: tuple[Finding, ...]  # that it is about


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


T = TypeVar("T")


def _make(kind: type[T], /, **fields: Any) -> T:
    """Make an object of all its fields: the constructor of a frozen dataclass
    takes three times as long."""
    made = object.__new__(kind)
    made.__dict__.update(fields)
    return made


def _readiness(each: Mapping[str, Any]) -> Readiness:
    return _make(
        Readiness, state=each["state"], dns=each["dns"], ses=each["ses"]
    )


def instances_of(content: Mapping[str, Any]) -> tuple[PlanInstance, ...]:
    """Copy the instances of a plan, from its json format."""
    return tuple(
        _make(
            PlanInstance,
            label=each["label"],
            account=each["account"],
            region=each["region"],
            state=each["state"],
            ready=each["ready"],
            ses_checked=each["ses_checked"],
            ses_succeeded=each["ses_succeeded"],
            ses_serial=each["ses_serial"],
            readiness=Frozen(
                {
                    aspect: _readiness(readiness)
                    for aspect, readiness in each["readiness"].items()
                }
            ),
        )
        for each in content["instances"]
    )


def _text(rs: int, j: int) -> Union[str, bytes]:
    """Copy a text that the json format leaves out."""
    length = c.c_size_t()
    text = lib.recordset_value_text(rs, j, c.byref(length))
    octets = c.string_at(text, length.value)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets


def _value(
    each: Mapping[str, Any],
    rs: int,
    j: int,
    labels: Mapping[str, PlanInstance],
) -> Value:
    text = each.get("text")
    return _make(
        Value,
        op=each["op"],
        purpose=each["purpose"],
        text=_text(rs, j) if text is None else text,
        rdata=each["rdata"],
        id=each["id"],
        instances=tuple(labels[label] for label in each["instances"]),
    )


def recordsets_of(
    plan: c.c_void_p,
    content: Mapping[str, Any],
    instances: tuple[PlanInstance, ...],
) -> tuple[RecordSet, ...]:
    """Copy the record sets of a plan, from its json format."""
    labels = {instance.label: instance for instance in instances}
    sets = []
    for i, each in enumerate(content["recordsets"]):
        rs = lib.plan_recordset(plan, i)
        sets.append(
            _make(
                RecordSet,
                name=each["name"],
                type=each["type"],
                ttl=each["ttl"],
                prior=each["prior"],
                todo=each["todo"],
                values=tuple(
                    _value(value, rs, j, labels)
                    for j, value in enumerate(each["records"])
                ),
            )
        )
    return tuple(sets)


def findings_of(
    content: Mapping[str, Any], instances: tuple[PlanInstance, ...]
) -> tuple[Finding, ...]:
    """Copy the findings of a plan, from its json format."""
    labels = {instance.label: instance for instance in instances}
    return tuple(
        _make(
            Finding,
            code=each["code"],
            severity=each["severity"],
            fix=each["fix"],
            name=each["name"],
            instances=tuple(labels[label] for label in each["instances"]),
            message=each["message"],
            hint=each["hint"],
            source=each["source"],
        )
        for each in content["findings"]
    )


def _step(
    each: Mapping[str, Any],
    labels: Mapping[str, PlanInstance],
    findings: tuple[Finding, ...],
) -> Step:
    parts: dict[str, Any] = {
        "instances": tuple(
            _make(
                StepInstance,
                instance=labels[one["label"]],
                command=one["command"],
                selector=one["selector"],
                until=tuple(one["until"]),
            )
            for one in each["instances"]
        ),
        "changes": tuple(
            _make(StepChange, **change) for change in each["changes"]
        ),
        "findings": tuple(findings[i] for i in each["findings"]),
    }
    return _make(Step, **{**each, **parts})


def steps_of(
    content: Mapping[str, Any],
    instances: tuple[PlanInstance, ...],
    findings: tuple[Finding, ...],
) -> tuple[Step, ...]:
    """Copy the runbook of a plan, from its json format."""
    labels = {instance.label: instance for instance in instances}
    return tuple(_step(each, labels, findings) for each in content["steps"])


def withheld_of(
    content: Mapping[str, Any], findings: tuple[Finding, ...]
) -> tuple[Withheld, ...]:
    """Copy the withheld record sets of a plan, from its json format."""
    return tuple(
        _make(
            Withheld,
            name=each["name"],
            type=each["type"],
            finding=None
            if each["finding"] is None
            else findings[each["finding"]],
        )
        for each in content["withheld"]
    )


def questions_of(content: Mapping[str, Any]) -> tuple[Question, ...]:
    """Copy the questions of a plan, from its json format."""
    return tuple(
        _make(Question, name=each["name"], type=type, scope=each["scope"])
        for each in content["questions"]
        for type in each["types"] or [None]
    )
