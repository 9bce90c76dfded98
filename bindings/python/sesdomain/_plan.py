# SPDX-License-Identifier: MIT
"""What comes out: a plan, and documents in formats."""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Optional

from ._contents import Finding, PlanInstance, Question, RecordSet, Value
from ._contents import finding_of, instance_of, question_of, recordset_of
from ._errors import Error, Status, to_status
from ._lib import Handle, lib
from ._words import ASPECT, SCENARIO, Word, encode


@dataclass(frozen=True)
class Refusal:
    """Why a format cannot express a plan."""

    status: int  # a Status: E_INEXPRESSIBLE, E_CONFLICT or E_PRIOR_UNKNOWN
    recordset: Optional[RecordSet]  # None if findings name what is in the way
    value: Optional[Value]
    reason: str


class Plan:
    """What a domain needs. Never changes; threads may share it."""

    def __init__(self, handle: Handle) -> None:
        self._handle: Optional[Handle] = handle

    def _use(self) -> Handle:
        """Hold the plan for a call: it may be closed meanwhile."""
        handle = self._handle
        if handle is None:
            raise ValueError("the plan is closed")
        return handle

    def close(self) -> None:
        """End the plan as soon as no thread is in it."""
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
        name: str = lib.plan_domain(self._use().pointer).decode()
        return name

    @property
    def zone(self) -> str:
        """The apex of the zone."""
        name: str = lib.plan_zone(self._use().pointer).decode()
        return name

    @property
    def scenario(self) -> Word:
        """How the active instances lie: "cross-region"..."""
        return SCENARIO.of(lib.plan_scenario(self._use().pointer))

    @property
    def ready(self) -> bool:
        """Whether every active instance is ready."""
        return bool(lib.plan_ready(self._use().pointer))

    @cached_property
    def instances(self) -> tuple[PlanInstance, ...]:
        """The instances, in the order they were added."""
        handle = self._use()
        aspects = {word: n for word, n in ASPECT.all().items() if n}
        return tuple(
            instance_of(handle.pointer, i, aspects)
            for i in range(lib.plan_instance_count(handle.pointer))
        )

    @cached_property
    def recordsets(self) -> tuple[RecordSet, ...]:
        """The record sets, by owner name and type."""
        handle = self._use()
        instances = self.instances
        return tuple(
            recordset_of(lib.plan_recordset(handle.pointer, i), instances)
            for i in range(lib.plan_recordset_count(handle.pointer))
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, errors first."""
        handle = self._use()
        instances = self.instances
        return tuple(
            finding_of(lib.plan_finding(handle.pointer, i), instances)
            for i in range(lib.plan_finding_count(handle.pointer))
        )

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """What to ask DNS: feed the answers to the domain, plan again."""
        handle = self._use()
        return tuple(
            question_of(handle.pointer, i)
            for i in range(lib.plan_question_count(handle.pointer))
        )

    def refusal(self, format: str) -> Optional[Refusal]:
        """Tell why a format cannot express the plan; None if it can."""
        handle = self._use()
        i, j, reason = c.c_size_t(), c.c_size_t(), c.c_char_p()
        status = lib.plan_refusal(
            handle.pointer,
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
        if status != Status.E_CONFLICT and i.value < len(self.recordsets):
            rs = self.recordsets[i.value]
            value = rs.values[j.value] if j.value < len(rs.values) else None
        return Refusal(
            to_status(status), rs, value, (reason.value or b"").decode()
        )

    def documents(self, format: str) -> Iterator[str]:
        """Write the plan in a format, document by document.

        Raises Error, before the first, if the format refuses the plan.
        """
        refusal = self.refusal(format)
        if refusal:
            rs = refusal.recordset
            where = f" {rs.name} {rs.type}:" if rs else ""
            raise Error(refusal.status, f"{format}:{where} {refusal.reason}")
        return self._documents(self._use(), format)

    def _documents(self, handle: Handle, format: str) -> Iterator[str]:
        count = lib.plan_document_count(handle.pointer, encode(format))
        for i in range(count):
            length = c.c_size_t()
            arguments = handle.pointer, encode(format), i
            lib.plan_write(*arguments, None, 0, c.byref(length))
            text = c.create_string_buffer(length.value + 1)
            status = lib.plan_write(*arguments, text, len(text), None)
            if status:
                raise Error(status)
            yield text.raw[: length.value].decode()

    def text(self, format: str) -> str:
        """Write the plan in a format that makes one document of it."""
        documents = list(self.documents(format))
        if len(documents) > 1:
            raise ValueError(f"{format}: there are several documents")
        return documents[0]
