# SPDX-License-Identifier: MIT
"""JSON documents on their way in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Union

#: A JSON document: its text, or what json.loads() or boto3 gave.
Document = Union[str, bytes, Mapping[str, Any], list[Any]]


def _plain(value: Any) -> str:
    """Write the dates that boto3 puts into its answers."""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(f"{type(value).__name__} is not JSON")


def to_octets(document: Document) -> bytes:
    """Write a document as the library reads it."""
    if isinstance(document, bytes):
        return document
    if isinstance(document, str):
        return document.encode("utf-8", "surrogatepass")
    return json.dumps(document, default=_plain).encode()
