# SPDX-License-Identifier: MIT
"""The tables of the library: formats, readers, options, findings, types."""

from __future__ import annotations

import ctypes as c
from dataclasses import dataclass
from typing import Optional, Union

from ._errors import Error
from ._lib import lib
from ._words import FIX, KIND, SEVERITY, Word, decode, encode, within


@dataclass(frozen=True)
class Format:
    """A format that Plan.text() and Plan.documents() write."""

    name: str
    description: str
    kind: Word  # "report", "fragment", "change" or "state"
    media_type: str  # such as "application/json"


@dataclass(frozen=True)
class Reader:
    """A reader that Domain.load_existing() uses."""

    name: str
    description: str


@dataclass(frozen=True)
class Option:
    """An option that Domain.set_option() sets."""

    name: str
    description: str
    default: str


@dataclass(frozen=True)
class Provider:
    """A DNS provider that Domain.set_provider() sets."""

    name: str
    title: str
    documentation: Optional[str]  # the URL of its page on adding records


@dataclass(frozen=True)
class CatalogueEntry:
    """A finding that a plan can have; its texts have marks such as {name}."""

    code: str
    severity: Word
    fix: Word
    message: str
    hint: str
    source: str


def formats() -> tuple[Format, ...]:
    """Return the formats."""
    return tuple(
        Format(
            lib.format_name(i).decode(),
            lib.format_description(i).decode(),
            KIND.of(lib.format_kind(i)),
            lib.format_media_type(i).decode(),
        )
        for i in range(lib.format_count())
    )


def readers() -> tuple[Reader, ...]:
    """Return the readers of existing records."""
    return tuple(
        Reader(
            lib.reader_name(i).decode(), lib.reader_description(i).decode()
        )
        for i in range(lib.reader_count())
    )


def options() -> tuple[Option, ...]:
    """Return the options."""
    return tuple(
        Option(
            lib.option_name(i).decode(),
            lib.option_description(i).decode(),
            lib.option_default(i).decode(),
        )
        for i in range(lib.option_count())
    )


def providers() -> tuple[Provider, ...]:
    """Return the DNS providers that the library knows."""
    return tuple(
        Provider(
            lib.provider_name(i).decode(),
            lib.provider_title(i).decode(),
            decode(lib.provider_documentation(i)),
        )
        for i in range(lib.provider_count())
    )


def catalogue() -> tuple[CatalogueEntry, ...]:
    """Return the catalogue of findings, in the order of codes."""
    return tuple(
        CatalogueEntry(
            lib.catalogue_code(i).decode(),
            SEVERITY.of(lib.catalogue_severity(i)),
            FIX.of(lib.catalogue_fix(i)),
            lib.catalogue_message(i).decode(),
            lib.catalogue_hint(i).decode(),
            lib.catalogue_source(i).decode(),
        )
        for i in range(lib.catalogue_count())
    )


def regions() -> tuple[str, ...]:
    """Return the regions that the library knows; others are accepted."""
    return tuple(
        lib.region_name(i).decode() for i in range(lib.region_count())
    )


def type_name(number: int) -> str:
    """Return the name of a record type: "TXT", or "TYPE123" (RFC 3597)."""
    name = decode(lib.type_name(within(number, 0, 2**32 - 1, 0)))
    return name or f"TYPE{number}"


def type_number(name: str) -> int:
    """Return the number of a record type, such as "txt" or "TYPE16"."""
    number = c.c_uint32()
    status = lib.type_number(encode(name), c.byref(number))
    if status:
        raise Error(status, f"type: {name!a}: a record type was expected")
    return number.value


def to_type(type: Union[str, int]) -> int:
    """Return the number of a record type; the library refuses 0."""
    if isinstance(type, int):
        return within(type, 0, 2**32 - 1, 0)
    return type_number(type)


def version() -> str:
    """Return the version of the library in use: "0.9.0"."""
    text: str = lib.version().decode()
    return text


def version_number() -> int:
    """Return that version as major * 65536 + minor * 256 + patch."""
    number: int = lib.version_number()
    return number


def has_feature(feature: str) -> bool:
    """Return whether a feature is built in: "idn"."""
    built: bool = lib.has_feature(encode(feature))
    return built
