# SPDX-License-Identifier: MIT
"""What a call answers, as an exception."""

from __future__ import annotations

from enum import IntEnum

from ._lib import lib


class Status(IntEnum):
    """enum sesdomain_status of the header, which describes each."""

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


def to_status(number: int) -> int:
    """Give the Status of that number, or the number if it is newer."""
    try:
        return Status(number)
    except ValueError:
        return number


class Error(Exception):
    """What the library refused.

    status: a Status; a plain number if this package does not know it
    text:   what was wrong and where, in one line
    """

    def __init__(self, status: int, text: str = "") -> None:
        self.status = to_status(status)
        self.text = text or lib.strerror(status).decode()
        super().__init__(self.status, self.text)

    def __str__(self) -> str:
        return self.text
