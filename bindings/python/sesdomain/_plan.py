# SPDX-License-Identifier: MIT
"""A plan, and the documents that formats make of it."""

from __future__ import annotations

import ctypes as c
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Any, Optional

from ._contents import Finding, PlanInstance, Question, RecordSet, Step
from ._contents import Value, Withheld, findings_of, instances_of
from ._contents import questions_of, recordsets_of, steps_of, withheld_of
from ._errors import Error, Status, to_status
from ._lib import Handle, lib
from ._words import SCENARIO, Word, decode, encode, within

#: octets into which most documents fit, so that they are written once
ROOM = 16384

#: SESDOMAIN_NONE, an index that is out of every range
NONE = c.c_size_t(-1).value


@dataclass(frozen=True)
class Refusal:
    """The reason for which a format refuses a plan."""

    status: int  # a Status: E_INEXPRESSIBLE, E_CONFLICT or E_PRIOR_UNKNOWN
    recordset: Optional[RecordSet]  # that is the reason
    value: Optional[Value]  # of that record set
    reason: str


class Plan:
    """The records that a domain needs.

    A plan is immutable, and threads may share it. It is freed when nothing
    refers to it, or by close() once no thread reads it; a closed plan raises
    ValueError.
    """

    def __init__(self, handle: Handle) -> None:
        self._handle: Optional[Handle] = handle

    def _use(self) -> Handle:
        """Return the handle, which the caller keeps as long as it reads."""
        handle = self._handle
        if handle is None:
            raise ValueError("the plan is closed")
        return handle

    @cached_property
    def _content(self) -> Any:
        """The json format: one call, instead of one for each field."""
        return json.loads(self.text("json", 0))

    def close(self) -> None:
        """Free the plan as soon as no thread reads it."""
        self._handle = None

    def __enter__(self) -> Plan:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        self.close()

    @property
    def domain(self) -> str:
        """The domain that sends."""
        name: str = self._use().call(lib.plan_domain).decode()
        return name

    @property
    def zone(self) -> str:
        """The apex of the zone."""
        name: str = self._use().call(lib.plan_zone).decode()
        return name

    @property
    def reference(self) -> Optional[str]:
        """The reference of the settings."""
        return decode(self._use().call(lib.plan_reference))

    @property
    def scenario(self) -> Word:
        """How the active instances are distributed, as "cross-region"."""
        return SCENARIO.of(self._use().call(lib.plan_scenario))

    @property
    def ready(self) -> bool:
        """Whether every active instance is ready, and there is one."""
        ready: bool = self._use().call(lib.plan_ready)
        return ready

    @property
    def has_changes(self) -> bool:
        """Whether a record set has a value to add or remove."""
        changes: bool = self._use().call(lib.plan_has_changes)
        return changes

    @cached_property
    def instances(self) -> tuple[PlanInstance, ...]:
        """The instances, in the order in which they were added."""
        return instances_of(self._content)

    @cached_property
    def recordsets(self) -> tuple[RecordSet, ...]:
        """The record sets, by owner name and type."""
        content, instances = self._content, self.instances
        handle = self._use()
        return recordsets_of(handle.pointer, content, instances)

    @cached_property
    def withheld(self) -> tuple[Withheld, ...]:
        """The record sets that are withheld because of a conflict."""
        return withheld_of(self._content, self.findings)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, by severity, code and name."""
        return findings_of(self._content, self.instances)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The runbook, in the order in which it is followed."""
        return steps_of(self._content, self.instances, self.findings)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions: add the answers to the domain, and plan again."""
        return questions_of(self._content)

    def refusal(self, format: str) -> Optional[Refusal]:
        """Return why a format refuses the plan; None if it does not."""
        i, j, reason = c.c_size_t(), c.c_size_t(), c.c_char_p()
        status = self._use().call(
            lib.plan_refusal,
            encode(format),
            c.byref(i),
            c.byref(j),
            c.byref(reason),
        )
        if status == Status.E_FORMAT:
            raise Error(status, f"{format}: {lib.strerror(status).decode()}")
        if not status:
            return None
        rs = value = None
        if i.value != NONE:
            rs = self.recordsets[i.value]
            value = rs.values[j.value] if j.value < len(rs.values) else None
        return Refusal(
            to_status(status), rs, value, (reason.value or b"").decode()
        )

    def _check(self, format: str) -> None:
        """Raise why a format refuses the plan, if it does."""
        refusal = self.refusal(format)
        if refusal:
            rs = refusal.recordset
            where = f" {rs.name} {rs.type}:" if rs else ""
            raise Error(refusal.status, f"{format}:{where} {refusal.reason}")

    def documents(self, format: str) -> Iterator[str]:
        """Write the plan in a format, document by document.

        Several are written if the consumer limits a request. Error is raised
        before the first if the format refuses the plan.
        """
        handle = self._use()
        count = handle.call(lib.plan_document_count, encode(format))
        if not count:
            self._check(format)
        return (_write(handle, format, i) for i in range(count))

    def text(self, format: str, document: Optional[int] = None) -> str:
        """Write one document, by its index; by default the only one."""
        handle = self._use()
        if document is None:
            document = 0
            if handle.call(lib.plan_document_count, encode(format)) > 1:
                raise ValueError(f"{format}: there are several documents")
        try:
            return _write(handle, format, document)
        except Error:
            self._check(format)
            raise


def _write(handle: Handle, format: str, document: int) -> str:
    """Write a document, into a buffer of its length if it is long."""
    length = c.c_size_t()
    arguments = encode(format), within(document, 0, NONE, NONE)
    buffer = c.create_string_buffer(ROOM)
    status = handle.call(
        lib.plan_write, *arguments, buffer, ROOM, c.byref(length)
    )
    if status == Status.E_SPACE:
        buffer = c.create_string_buffer(length.value + 1)
        status = handle.call(
            lib.plan_write, *arguments, buffer, len(buffer), None
        )
    if status == Status.E_MISSING:
        raise Error(status, f"{format}: there is no document {document}")
    if status:
        raise Error(status, f"{format}: {lib.strerror(status).decode()}")
    return c.string_at(buffer, length.value).decode()
