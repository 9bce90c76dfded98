# SPDX-License-Identifier: MIT
"""Failures of the library, as an exception."""

from __future__ import annotations

import ctypes as c
from enum import IntEnum
from typing import Optional

from ._lib import lib


class Status(IntEnum):
    """enum sesdomain_status of the header, which describes each.

    Its word, as in JSON outputs, finds it too: Status("prior-unknown").
    """

    OK = 0
    E_MEMORY = -1
    E_NAME = -2
    E_VALUE = -3
    E_LIMIT = -4
    E_MISSING = -5
    E_SPACE = -6
    E_FORMAT = -7
    E_OPTION = -8
    E_DUPLICATE = -9
    E_STATE = -10
    E_SYNTAX = -11
    E_DOCUMENT = -12
    E_UNSUPPORTED = -13
    E_SECRET = -14
    E_CONFLICT = -15
    E_PRIOR_UNKNOWN = -16
    E_INEXPRESSIBLE = -17

    @property
    def word(self) -> str:
        """The word of the status."""
        word: str = lib.status_name(self).decode()
        return word

    @classmethod
    def _missing_(cls, value: object) -> Optional[Status]:
        number = c.c_int()
        if isinstance(value, str) and not lib.status_from_name(
            value.encode(), c.byref(number)
        ):
            return cls(number.value)
        return None


def to_status(number: int) -> int:
    """Return the Status of a number, or the number if it is newer."""
    try:
        return Status(number)
    except ValueError:
        return number


class Error(Exception):
    """A call that the library refused.

    status: a Status; a plain number if it is newer than this package
    text:   what is wrong and where, in one line
    path:   the setting, such as "ttl", or the path of a key in a document,
            such as "instances[1].region"; None if there is none
    line:   the line of a document, from 1; None if there is none
    column: the column of that line in characters, from 1; None if there is
            none
    """

    def __init__(
        self,
        status: int,
        text: str = "",
        path: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
    ) -> None:
        self.status = to_status(status)
        self.text = text or lib.strerror(status).decode()
        self.path, self.line, self.column = path, line, column
        super().__init__(self.status, self.text, path, line, column)

    def __str__(self) -> str:
        return self.text


def check(status: Optional[int], settings: c.c_void_p) -> None:
    """Raise the failure of the last call on settings; None is no status."""
    if status:
        raise Error(
            status,
            lib.error(settings).decode(),
            lib.error_path(settings).decode() or None,
            lib.error_line(settings) or None,
            lib.error_column(settings) or None,
        )
