# SPDX-License-Identifier: MIT
"""Between Python's values and the library's: texts, numbers, words."""

from __future__ import annotations

from itertools import count
from typing import Any, Optional, Union

from ._errors import Error, Status
from ._lib import lib

#: A word of an enumeration, as in the JSON output; a number without a word
#: stays a number.
Word = Union[str, int]


def encode(text: Optional[str]) -> Optional[bytes]:
    """Give a text to the library, which judges all but NUL itself."""
    if text is None:
        return None
    octets = text.encode("utf-8", "surrogatepass")
    if b"\0" in octets:
        raise Error(Status.E_VALUE, "a string contains NUL")
    return octets


def within(number: int, least: int, most: int, otherwise: int) -> int:
    """Keep ctypes from cutting a number to size: 2**32 is not 0."""
    return number if least <= number <= most else otherwise


class Words:
    """The words of an enumeration, as the library in use names them."""

    def __init__(self, enumeration: str) -> None:
        self._name: Any = getattr(lib, enumeration + "_name")

    def of(self, number: int) -> Word:
        """Name a number; one without a word stays what it is."""
        name = self._name(number)
        return name.decode() if name else number

    def all(self) -> dict[str, int]:
        """List the words."""
        words: dict[str, int] = {}
        for number in count():
            name = self._name(number)
            if not name:
                return words
            words[name.decode()] = number
        raise AssertionError

    def number(self, place: str, word: Word) -> int:
        """Number a word, or say which were expected; a number stays."""
        if not isinstance(word, str):
            return within(word, 0, 2**31 - 1, -1)
        words = self.all()
        if word in words:
            return words[word]
        *others, last = words
        expected = ", ".join(others) + " or " + last
        raise Error(Status.E_VALUE, f"{place}: {expected} was expected")


STATE = Words("instance_state")
SES = Words("ses_status")
SCENARIO = Words("scenario")
OP = Words("value_op")
PRIOR = Words("recordset_prior")
PURPOSE = Words("purpose")
ASPECT = Words("aspect")
READINESS = Words("readiness")
DNS = Words("publication")
SEVERITY = Words("severity")
SCOPE = Words("question_scope")
KIND = Words("format_kind")

MX_FAILURE = Words("mx_failure")
SWITCH = {None: 0, False: 1, True: 2}


def switch(on: Optional[bool]) -> int:
    """Number a switch that may not be known."""
    if on is not None and not isinstance(on, bool):
        raise TypeError("True, False or None was expected")
    return SWITCH[on]
