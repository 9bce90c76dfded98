# SPDX-License-Identifier: MIT
"""The shared library: a row for each function, and handles of its objects."""

from __future__ import annotations

import ctypes as c
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Callable

#: In a wheel it lies beside this file; else the system has it by this name.
NAMES = {
    "darwin": ("libsesdomain.dylib", "libsesdomain.0.dylib"),
    "win32": ("sesdomain.dll", "sesdomain-0.dll"),
}
BESIDE, SONAME = NAMES.get(
    sys.platform, ("libsesdomain.so", "libsesdomain.so.0")
)

_P, _S, _Z, _E = c.c_void_p, c.c_char_p, c.c_size_t, c.c_int
_U, _I, _B, _L = c.c_uint32, c.c_int32, c.c_bool, c.c_uint64
_OUT_P, _OUT_S, _OUT_Z = c.POINTER(_P), c.POINTER(_S), c.POINTER(_Z)
_OUT_E, _OUT_U = c.POINTER(_E), c.POINTER(_U)

# The functions of sesdomain.h that have no row: this one takes a callback.
LEFT_OUT = ("new_alloc",)

# name: (result, arguments...), as the header has them and in its order;
# _E is any enumeration.
TABLE: dict[str, tuple[Any, ...]] = {
    # settings
    "new": (_E, _OUT_P),
    "free": (None, _P),
    "error": (_S, _P),
    "error_path": (_S, _P),
    "error_line": (_Z, _P),
    "error_column": (_Z, _P),
    "set_domain": (_E, _P, _S),
    "set_reference": (_E, _P, _S),
    "set_contact": (_E, _P, _S),
    "set_due": (_E, _P, _S),
    "set_zone": (_E, _P, _S),
    "set_ttl": (_E, _P, _U),
    "set_dmarc": (_E, _P, _S),
    "add_from_domain": (_E, _P, _S),
    "clear_from_domains": (None, _P),
    "set_provider": (_E, _P, _S),
    "set_shared_mail_from_region": (_E, _P, _S),
    "set_option": (_E, _P, _S, _S),
    "option": (_S, _P, _S),
    "option_count": (_Z,),
    "option_name": (_S, _Z),
    "option_description": (_S, _Z),
    "option_default": (_S, _Z),
    # instances
    "add_instance": (_E, _P, _S, _S, _S, _OUT_P),
    "instance_count": (_Z, _P),
    "instance_at": (_P, _P, _Z),
    "find_instance": (_P, _P, _S),
    "remove_instance": (None, _P),
    "instance_label": (_S, _P),
    "instance_account": (_S, _P),
    "instance_region": (_S, _P),
    "instance_set_state": (_E, _P, _E),
    "instance_set_verification_token": (_E, _P, _S),
    "instance_set_verification_status": (_E, _P, _E),
    "instance_add_dkim_token": (_E, _P, _S),
    "instance_clear_dkim_tokens": (None, _P),
    "instance_set_dkim_hosted_zone": (_E, _P, _S),
    "instance_add_dkim_key": (_E, _P, _S, _S),
    "instance_clear_dkim_keys": (None, _P),
    "instance_set_dkim_origin": (_E, _P, _S),
    "instance_set_dkim_status": (_E, _P, _E),
    "instance_set_dkim_signing": (_E, _P, _E),
    "instance_set_mail_from": (_E, _P, _S),
    "instance_set_feedback_host": (_E, _P, _S),
    "instance_set_mail_from_status": (_E, _P, _E),
    "instance_set_on_mx_failure": (_E, _P, _E),
    "instance_set_receiving": (_E, _P, _S, _S),
    "instance_set_tracking": (_E, _P, _S, _S),
    "instance_set_sending": (_E, _P, _E),
    "instance_set_sending_enabled": (_E, _P, _E),
    "instance_set_sandbox": (_E, _P, _E),
    # existing records
    "add_record": (_E, _P, _S, _U, _I, _S, _S),
    "add_absent": (_E, _P, _S, _U),
    "add_nonexistent": (_E, _P, _S),
    "add_failed": (_E, _P, _S, _U, _S),
    "set_complete": (None, _P, _B),
    "set_authoritative": (None, _P, _B),
    "load_existing": (_E, _P, _S, _S, _Z),
    "reader_count": (_Z,),
    "reader_name": (_S, _Z),
    "reader_description": (_S, _Z),
    "add_identity": (_E, _P, _S),
    "add_ignored": (_E, _P, _S),
    # documents
    "load_setup": (_E, _P, _S, _Z),
    "instance_load_aws": (_E, _P, _S, _Z),
    # the plan
    "plan_new": (_E, _P, _OUT_P),
    "plan_free": (None, _P),
    "plan_domain": (_S, _P),
    "plan_zone": (_S, _P),
    "plan_reference": (_S, _P),
    "plan_scenario": (_E, _P),
    "plan_ready": (_B, _P),
    "plan_has_changes": (_B, _P),
    "plan_instance_count": (_Z, _P),
    "plan_instance_label": (_S, _P, _Z),
    "plan_instance_account": (_S, _P, _Z),
    "plan_instance_region": (_S, _P, _Z),
    "plan_instance_state": (_E, _P, _Z),
    "plan_instance_ready": (_B, _P, _Z),
    "plan_instance_ses_checked": (_L, _P, _Z),
    "plan_instance_ses_succeeded": (_L, _P, _Z),
    "plan_instance_ses_serial": (_B, _P, _Z, _OUT_U),
    "plan_readiness": (_E, _P, _Z, _E),
    "plan_readiness_dns": (_E, _P, _Z, _E),
    "plan_readiness_ses": (_E, _P, _Z, _E),
    # RRsets
    "plan_recordset_count": (_Z, _P),
    "plan_recordset": (_P, _P, _Z),
    "recordset_name": (_S, _P),
    "recordset_type": (_U, _P),
    "recordset_ttl": (_U, _P),
    "recordset_prior": (_E, _P),
    "recordset_todo": (_E, _P),
    "recordset_value_count": (_Z, _P),
    "recordset_value_op": (_E, _P, _Z),
    "recordset_value_purpose": (_E, _P, _Z),
    # _P: ctypes would end the text at the first NUL
    "recordset_value_text": (_P, _P, _Z, _OUT_Z),
    "recordset_value_rdata": (_S, _P, _Z),
    "recordset_value_id": (_S, _P, _Z),
    "recordset_value_instance_count": (_Z, _P, _Z),
    "recordset_value_instance": (_Z, _P, _Z, _Z),
    "plan_withheld_count": (_Z, _P),
    "plan_withheld_name": (_S, _P, _Z),
    "plan_withheld_type": (_U, _P, _Z),
    "plan_withheld_finding": (_Z, _P, _Z),
    # findings
    "plan_finding_count": (_Z, _P),
    "plan_finding": (_P, _P, _Z),
    "finding_code": (_S, _P),
    "finding_severity": (_E, _P),
    "finding_fix": (_E, _P),
    "finding_name": (_S, _P),
    "finding_instance_count": (_Z, _P),
    "finding_instance": (_Z, _P, _Z),
    "finding_message": (_S, _P),
    "finding_hint": (_S, _P),
    "finding_source": (_S, _P),
    # the catalogue of findings
    "catalogue_count": (_Z,),
    "catalogue_code": (_S, _Z),
    "catalogue_severity": (_E, _Z),
    "catalogue_fix": (_E, _Z),
    "catalogue_message": (_S, _Z),
    "catalogue_hint": (_S, _Z),
    "catalogue_source": (_S, _Z),
    # questions
    "plan_question_count": (_Z, _P),
    "plan_question": (_B, _P, _Z, _OUT_S, _OUT_U, _OUT_E),
    # output
    "plan_document_count": (_Z, _P, _S),
    "plan_write": (_E, _P, _S, _Z, _S, _Z, _OUT_Z),
    "plan_refusal": (_E, _P, _S, _OUT_Z, _OUT_Z, _OUT_S),
    "format_count": (_Z,),
    "format_name": (_S, _Z),
    "format_description": (_S, _Z),
    "format_kind": (_E, _Z),
    "format_media_type": (_S, _Z),
    # tables
    "strerror": (_S, _E),
    "type_name": (_S, _U),
    "type_number": (_E, _S, _OUT_U),
    "region_count": (_Z,),
    "region_name": (_S, _Z),
    "provider_count": (_Z,),
    "provider_name": (_S, _Z),
    "provider_title": (_S, _Z),
    "provider_documentation": (_S, _Z),
    "status_name": (_S, _E),
    "status_from_name": (_E, _S, _OUT_E),
    "instance_state_name": (_S, _E),
    "instance_state_from_name": (_E, _S, _OUT_E),
    "ses_status_name": (_S, _E),
    "ses_status_from_name": (_E, _S, _OUT_E),
    "tristate_name": (_S, _E),
    "tristate_from_name": (_E, _S, _OUT_E),
    "mx_failure_name": (_S, _E),
    "mx_failure_from_name": (_E, _S, _OUT_E),
    "scenario_name": (_S, _E),
    "scenario_from_name": (_E, _S, _OUT_E),
    "value_op_name": (_S, _E),
    "value_op_from_name": (_E, _S, _OUT_E),
    "recordset_prior_name": (_S, _E),
    "recordset_prior_from_name": (_E, _S, _OUT_E),
    "recordset_todo_name": (_S, _E),
    "recordset_todo_from_name": (_E, _S, _OUT_E),
    "purpose_name": (_S, _E),
    "purpose_from_name": (_E, _S, _OUT_E),
    "aspect_name": (_S, _E),
    "aspect_from_name": (_E, _S, _OUT_E),
    "readiness_name": (_S, _E),
    "readiness_from_name": (_E, _S, _OUT_E),
    "publication_name": (_S, _E),
    "publication_from_name": (_E, _S, _OUT_E),
    "severity_name": (_S, _E),
    "severity_from_name": (_E, _S, _OUT_E),
    "finding_fix_name": (_S, _E),
    "finding_fix_from_name": (_E, _S, _OUT_E),
    "question_scope_name": (_S, _E),
    "question_scope_from_name": (_E, _S, _OUT_E),
    "format_kind_name": (_S, _E),
    "format_kind_from_name": (_E, _S, _OUT_E),
    "version": (_S,),
    "version_number": (_U,),
    "has_feature": (_B, _S),
}


ADVICE = (
    "; pip install sesdomain brings a library along, and a package from a"
    " checkout needs an installed one: meson install and ldconfig, or Debian's"
    " libsesdomain0; LIBSESDOMAIN may hold the path of another libsesdomain"
)


def _find() -> str:
    """Return what to load: as the environment says, beside us, the system's."""
    beside = Path(__file__).with_name(BESIDE)
    if os.environ.get("LIBSESDOMAIN"):
        return os.environ["LIBSESDOMAIN"]
    if not Path(__file__).exists():
        raise ImportError(
            f"a library cannot be loaded out of {__file__}: install the wheel"
            " instead of adding it to the path"
        )
    return str(beside) if beside.exists() else SONAME


def load(
    path: str,
    table: dict[str, tuple[Any, ...]] = TABLE,
    prefix: str = "sesdomain_",
    advice: str = ADVICE,
) -> SimpleNamespace:
    """Load a library and declare the functions of its table."""
    try:
        library = c.CDLL(path)
    except OSError as error:
        raise ImportError(f"cannot load {path}: {error}{advice}") from None
    functions = SimpleNamespace()
    for name, (result, *arguments) in table.items():
        try:
            function = getattr(library, prefix + name)
        except AttributeError as error:
            raise ImportError(f"{path} is too old: {error}{advice}") from None
        function.restype, function.argtypes = result, arguments
        setattr(functions, name, function)
    return functions


lib = load(_find())


class Handle:
    """An object of the library, freed when nothing refers to it any more."""

    __slots__ = ("pointer", "_free")

    def __init__(self, free: Callable[[c.c_void_p], None]) -> None:
        self.pointer = c.c_void_p()
        self._free = free

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call a function on the object; self keeps it until that returns."""
        return function(self.pointer, *arguments)

    def __del__(self) -> None:
        self._free(self.pointer)
