# SPDX-License-Identifier: MIT
"""Documents that a reader of the library takes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Union

#: A document: its text, or the objects that json.loads() or boto3 returned.
Document = Union[str, bytes, Mapping[str, Any], list[Any]]


def plain(value: Any) -> str:
    """Return the text of a date, which boto3 puts into its results."""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} is not JSON")


def to_octets(document: Document) -> bytes:
    """Return a document as the library reads it."""
    if isinstance(document, bytes):
        return document
    if isinstance(document, str):
        return document.encode("utf-8", "surrogatepass")
    return json.dumps(document, default=plain).encode()
