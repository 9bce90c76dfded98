# SPDX-License-Identifier: MIT
"""Many domains: a row for each, as sesdomain-bulk writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union

from ._documents import Document
from ._errors import Error, Status
from ._lib import lib
from ._plan import Plan
from ._settings import Domain
from ._tables import formats as all_formats
from ._words import FIX, SEVERITY, decode

PARTS = {"setup", "existing", "reader"}


def plan_rows(
    documents: Iterable[Document],
    format: Union[str, Iterable[str]] = (),
    *,
    options: Mapping[str, str] = {},
) -> Iterator[dict[str, Any]]:
    """Plan many domains, and yield a row for each, in their order.

    A document is a setup document, or an object with the members "setup",
    "existing" and "reader". A row has the members of a line of sesdomain-bulk
    (doc/many.md), but for "line": among them "verdict", "findings", and
    "documents", which has a list for each format. A document that is invalid
    has a row that says why.
    """
    names = [format] if isinstance(format, str) else list(format)
    types = {each.name: each.media_type for each in all_formats()}
    for name in names:
        if name not in types:
            raise Error(Status.E_FORMAT, f"{name}: there is no such format")
    wanted = {name: types[name] == "application/json" for name in names}
    return (_row(document, wanted, options) for document in documents)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a duplicate member")
    return members


def _divide(document: Document) -> Mapping[str, Any]:
    """Return the parts of a document."""
    if isinstance(document, (str, bytes)):
        mark: Any = b'"setup"' if isinstance(document, bytes) else '"setup"'
        if mark not in document:
            return {"setup": document}
        try:
            text = document
            if isinstance(document, str):  # json does so for bytes only
                text = document.removeprefix("\ufeff")
            parts = json.loads(text, object_pairs_hook=_unique)
        except (ValueError, RecursionError):
            return {"setup": document}  # the library reports what is wrong
    else:
        parts = document
    if not isinstance(parts, Mapping) or "setup" not in parts:
        return {"setup": document}
    if set(parts) - PARTS:
        raise Error(
            Status.E_DOCUMENT,
            "a member other than setup, existing and reader",
        )
    return parts


def _invalid(part: str, error: Error) -> dict[str, Any]:
    status = error.status
    return {
        "verdict": "invalid",
        "error": {
            "part": part,
            "status": status.word if isinstance(status, Status) else status,
            "path": error.path or "",
            "line": error.line or 0,
            "column": error.column or 0,
            "message": error.text,
        },
    }


def _row(
    document: Document, wanted: Mapping[str, bool], options: Mapping[str, str]
) -> dict[str, Any]:
    part = "line"
    try:
        parts = _divide(document)
        part = "line" if parts["setup"] is document else "setup"
        domain = Domain.from_setup(parts["setup"])
        for name, value in options.items():
            domain.set_option(name, value)
        if parts.get("existing") is not None:
            part = "existing"
            domain.load_existing(parts["existing"], parts.get("reader"))
        elif parts.get("reader") is not None:
            part = "reader"
            raise Error(
                Status.E_DOCUMENT, "there are no existing records to read"
            )
        part = "line"
        plan = domain.plan()
    except Error as error:
        return _invalid(part, error)
    return _of_plan(plan, wanted)


def _findings(plan: Plan) -> Iterator[dict[str, Any]]:
    """Read the findings alone: the json format has ten times as much."""
    handle = plan._use()
    for i in range(handle.call(lib.plan_finding_count)):
        finding = handle.call(lib.plan_finding, i)
        instances = (
            lib.finding_instance(finding, k)
            for k in range(lib.finding_instance_count(finding))
        )
        yield {
            "code": lib.finding_code(finding).decode(),
            "severity": SEVERITY.of(lib.finding_severity(finding)),
            "fix": FIX.of(lib.finding_fix(finding)),
            "name": decode(lib.finding_name(finding)),
            "instances": [
                handle.call(lib.plan_instance_label, instance).decode()
                for instance in instances
            ],
            "message": lib.finding_message(finding).decode(),
            "hint": lib.finding_hint(finding).decode(),
        }


def _of_plan(plan: Plan, wanted: Mapping[str, bool]) -> dict[str, Any]:
    findings = list(_findings(plan))
    verdict = "ready" if plan.ready else "waiting"
    if any(finding["severity"] == "error" for finding in findings):
        verdict = "wrong"
    documents: dict[str, list[Any]] = {}
    refused: dict[str, Any] = {}
    for name, is_json in wanted.items():
        refusal = plan.refusal(name)
        if refusal:
            rs = refusal.recordset
            documents[name] = []
            refused[name] = {
                "status": Status(refusal.status).word,
                "name": rs.name if rs else None,
                "type": rs.type if rs else None,
                "reason": refusal.reason,
            }
            continue
        texts = plan.documents(name)
        documents[name] = (
            # empty without changes
            [json.loads(text) for text in texts if text]
            if is_json
            else list(texts)
        )
    return {
        "verdict": verdict,
        "domain": plan.domain,
        "zone": plan.zone,
        "reference": plan.reference,
        "ready": plan.ready,
        "has_changes": plan.has_changes,
        "findings": findings,
        "documents": documents,
        "refused": refused,
    }
