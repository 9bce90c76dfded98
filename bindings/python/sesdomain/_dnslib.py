# SPDX-License-Identifier: MIT
"""The companion library, which is optional: a row for each function."""

from __future__ import annotations

import os
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from ._errors import Error, Status
from ._lib import _B, _E, _L, _OUT_P, _OUT_S, _OUT_U, _OUT_Z, _P, _S, _U, _Z
from ._lib import load

SONAME = "libsesdomain-dns.so.0"
ADVICE = "; LIBSESDOMAIN_DNS may hold the path of another libsesdomain-dns"

# The functions of sesdomain-dns.h that have no row: the step form is for
# event loops of C, options that no one has needed yet, and words that only
# setters take.
LEFT_OUT = (
    "set_port",
    "clear_servers",
    "clear",
    "start",
    "fds",
    "timeout",
    "process",
    "done",
    "answered",
    "find_question",
    "end_from_name",
    "outcome_from_name",
    "conclusion_from_name",
    "validation_from_name",
    "ds_from_name",
)

# As TABLE in _lib.py.
TABLE: dict[str, tuple[Any, ...]] = {
    # the client and its options
    "new": (_E, _OUT_P),
    "free": (None, _P),
    "error": (_S, _P),
    "add_resolver": (_E, _P, _S, _U),
    "add_system_resolvers": (_E, _P),
    "add_validator": (_E, _P, _S, _U),
    "add_root": (_E, _P, _S, _U),
    "add_server": (_E, _P, _S, _U),
    "set_ipv4": (None, _P, _B),
    "set_ipv6": (None, _P, _B),
    "set_private": (None, _P, _B),
    "set_timeout": (_E, _P, _U),
    "set_rate": (None, _P, _U),
    "set_query_limit": (None, _P, _Z),
    # looking up
    "lookup": (_E, _P, _P, _U),
    "cancel": (None, _P),
    "end": (_E, _P),
    "queries": (_Z, _P),
    # zones
    "zone_count": (_Z, _P),
    "zone_at": (_P, _P, _Z),
    "zone_name": (_S, _P),
    "zone_compared": (_B, _P),
    "zone_ds": (_E, _P),
    "zone_limited": (_B, _P),
    "zone_server_count": (_Z, _P),
    "zone_server": (_P, _P, _Z),
    "server_host": (_S, _P),
    "server_address": (_S, _P),
    "server_port": (_U, _P),
    "server_in_parent": (_E, _P),
    "server_in_child": (_E, _P),
    "server_in_glue": (_E, _P),
    "server_resolved": (_E, _P),
    "server_skipped": (_B, _P),
    "server_outcome": (_E, _P),
    "server_serial": (_B, _P, _OUT_U),
    # questions
    "question_count": (_Z, _P),
    "question": (_B, _P, _Z, _OUT_S, _OUT_U),
    "question_zone": (_P, _P, _Z),
    "question_conclusion": (_E, _P, _Z),
    "question_reason": (_S, _P, _Z),
    "question_differs": (_B, _P, _Z),
    "question_reply": (_P, _P, _Z),
    "question_validation": (_E, _P, _Z),
    "question_validator_reply": (_P, _P, _Z),
    "reply_count": (_Z, _P, _Z),
    "reply_at": (_P, _P, _Z, _Z),
    "reply_server": (_P, _P),
    "reply_outcome": (_E, _P),
    "reply_rcode": (_U, _P),
    "reply_extended_error": (_B, _P, _OUT_U),
    "reply_extended_text": (_S, _P),
    "reply_authoritative": (_B, _P),
    "reply_tcp": (_B, _P),
    "reply_ttl": (_U, _P),
    "reply_type": (_U, _P),
    "reply_value_count": (_Z, _P),
    "reply_value": (_S, _P, _Z),
    "reply_time": (_L, _P),
    # recordings
    "write_recording": (_E, _P, _S, _Z, _OUT_Z),
    "load_recording": (_E, _P, _S, _Z),
    # words
    "end_name": (_S, _E),
    "outcome_name": (_S, _E),
    "conclusion_name": (_S, _E),
    "validation_name": (_S, _E),
    "ds_name": (_S, _E),
}


@lru_cache(maxsize=None)
def library() -> SimpleNamespace:
    """Load the library, at its first use."""
    path = os.environ.get("LIBSESDOMAIN_DNS") or SONAME
    try:
        return load(path, TABLE, "sesdomain_dns_", ADVICE)
    except ImportError as error:
        raise Error(
            Status.E_UNSUPPORTED,
            f"lookups need the library libsesdomain-dns: {error}",
        ) from None
