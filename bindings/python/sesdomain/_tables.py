# SPDX-License-Identifier: MIT
"""What the library in use can do: formats, options, regions, types..."""

from __future__ import annotations

import ctypes as c
from dataclasses import dataclass
from typing import Union

from ._errors import Error, Status
from ._lib import lib
from ._words import KIND, Word, encode, within


@dataclass(frozen=True)
class Format:
    """A format that Plan.text() or Plan.documents() writes."""

    name: str
    description: str
    kind: Word  # "report", "fragment", "change" or "state"


@dataclass(frozen=True)
class Option:
    """An option that Domain.set_option() sets."""

    name: str
    description: str
    default: str


def formats() -> tuple[Format, ...]:
    """List the formats."""
    return tuple(
        Format(
            lib.format_name(i).decode(),
            lib.format_description(i).decode(),
            KIND.of(lib.format_kind(i)),
        )
        for i in range(lib.format_count())
    )


def options() -> tuple[Option, ...]:
    """List the options."""
    return tuple(
        Option(
            lib.option_name(i).decode(),
            lib.option_description(i).decode(),
            lib.option_default(i).decode(),
        )
        for i in range(lib.option_count())
    )


def regions() -> tuple[str, ...]:
    """List the regions the library knows; others are taken as well."""
    return tuple(
        lib.region_name(i).decode() for i in range(lib.region_count())
    )


def providers() -> tuple[str, ...]:
    """List the DNS providers that Domain.set_provider() takes."""
    return tuple(
        lib.provider_name(i).decode() for i in range(lib.provider_count())
    )


def type_name(number: int) -> str:
    """Name a type of records: "TXT", or "TYPE123" (RFC 3597)."""
    name = lib.type_name(within(number, 0, 2**32 - 1, 0))
    return name.decode() if name else f"TYPE{number}"


def type_number(name: str) -> int:
    """Number a type of records, "txt" and "TYPE16" too; 0 if there is none."""
    number = c.c_uint32()
    lib.type_number(encode(name), c.byref(number))
    return number.value


def to_type(type: Union[str, int]) -> int:
    """Number a type of records that has to be there: 0 would be all."""
    number = type_number(type) if isinstance(type, str) else type
    if not 0 < number < 65536:
        raise Error(Status.E_VALUE, "type: a type of records was expected")
    return number


def version() -> str:
    """Tell the version of the library in use: "0.1.0"."""
    text: str = lib.version().decode()
    return text


def has(feature: str) -> bool:
    """Tell whether a feature is built in: "json" or "idn"."""
    return bool(lib.has_feature(encode(feature)))
