# SPDX-License-Identifier: MIT
"""Conversions of Python's texts, numbers and words to the library's."""

from __future__ import annotations

import ctypes as c
from collections.abc import Iterable
from itertools import count
from typing import Any, Optional, Union

from ._errors import Error, Status
from ._lib import lib

#: A word of an enumeration, as in JSON outputs; a number that the library
#: does not name stays a number.
Word = Union[str, int]


def encode(text: Optional[str]) -> Optional[bytes]:
    """Encode a text for the library, which checks everything but NUL."""
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError(f"a string was expected, not {text!r}")
    octets = text.encode("utf-8", "surrogatepass")
    if b"\0" in octets:
        raise Error(Status.E_VALUE, "a string contains NUL")
    return octets


def decode(octets: Optional[bytes]) -> Optional[str]:
    """Decode a text of the library that may be missing."""
    return None if octets is None else octets.decode()


def to_list(texts: Iterable[str]) -> list[str]:
    """List texts, and refuse one text, whose letters would be listed."""
    if isinstance(texts, str):
        raise TypeError("a list of strings was expected, not one string")
    return list(texts)


def within(number: int, least: int, most: int, otherwise: int) -> int:
    """Replace a number that ctypes would truncate, as 2**32 to 0."""
    return number if least <= number <= most else otherwise


def to_bool(on: bool) -> bool:
    """Refuse what is no bool, such as the text "no", which is true."""
    if not isinstance(on, bool):
        raise TypeError(f"True or False was expected, not {on!r}")
    return on


class Words:
    """The words of an enumeration of the header, which the library knows."""

    def __init__(self, enumeration: str) -> None:
        self._name: Any = getattr(lib, enumeration + "_name")
        self._from_name: Any = getattr(lib, enumeration + "_from_name")

    def of(self, number: int) -> Word:
        """Return the word of a number, or the number if it has none."""
        name = self._name(number)
        return name.decode() if name else number

    def all(self) -> dict[str, int]:
        """Return the number of each word; the numbers have no holes."""
        words: dict[str, int] = {}
        for number in count():
            name = self._name(number)
            if not name:
                break
            words[name.decode()] = number
        return words

    def number(self, setting: str, word: Word) -> int:
        """Return the number of a word; a number is left to the library."""
        if not isinstance(word, str):
            return within(word, 0, 2**31 - 1, -1)
        number = c.c_int()
        if self._from_name(encode(word), c.byref(number)):
            *others, last = self.all()
            expected = ", ".join(others) + " or " + last
            raise Error(
                Status.E_VALUE, f"{setting}: {expected} was expected", setting
            )
        return number.value


STATE = Words("instance_state")
SES = Words("ses_status")
TRISTATE = Words("tristate")
MX_FAILURE = Words("mx_failure")
SCENARIO = Words("scenario")
OP = Words("value_op")
PRIOR = Words("recordset_prior")
TO_DO = Words("recordset_todo")
PURPOSE = Words("purpose")
ASPECT = Words("aspect")
READINESS = Words("readiness")
PUBLICATION = Words("publication")
SEVERITY = Words("severity")
FIX = Words("finding_fix")
SCOPE = Words("question_scope")
KIND = Words("format_kind")


def tristate(setting: str, on: Optional[bool]) -> int:
    """Return the number of a boolean that may be unknown."""
    if on is None:
        return TRISTATE.number(setting, "unknown")
    return TRISTATE.number(setting, "yes" if to_bool(on) else "no")
