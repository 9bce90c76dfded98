# SPDX-License-Identifier: MIT
"""The shared library: a row for each function, and who ends its objects."""

from __future__ import annotations

import ctypes as c
import os
from types import SimpleNamespace
from typing import Any, Callable

SONAME = "libsesdomain.so.0"

_P, _S, _Z, _E = c.c_void_p, c.c_char_p, c.c_size_t, c.c_int
_U, _I = c.c_uint32, c.c_int32
_OUT_P, _OUT_S, _OUT_Z = c.POINTER(_P), c.POINTER(_S), c.POINTER(_Z)

# The functions of sesdomain.h that have no row: this one takes a callback.
LEFT_OUT = ("new_alloc",)

# name: (result, arguments...), as the header has them and in its order;
# _E is any enumeration.
TABLE: dict[str, tuple[Any, ...]] = {
    # settings
    "new": (_E, _OUT_P),
    "free": (None, _P),
    "error": (_S, _P),
    "set_domain": (_E, _P, _S),
    "set_reference": (_E, _P, _S),
    "set_zone": (_E, _P, _S),
    "set_ttl": (_E, _P, _U),
    "set_dmarc": (_E, _P, _S),
    "add_from_domain": (_E, _P, _S),
    "set_provider": (_E, _P, _S),
    "set_shared_mail_from_region": (_E, _P, _S),
    "set_option": (_E, _P, _S, _S),
    "option_count": (_Z,),
    "option_name": (_S, _Z),
    "option_description": (_S, _Z),
    "option_default": (_S, _Z),
    # instances
    "add_instance": (_E, _P, _S, _S, _OUT_P),
    "instance_set_label": (_E, _P, _S),
    "instance_set_state": (_E, _P, _E),
    "instance_set_verification_token": (_E, _P, _S),
    "instance_set_verification_status": (_E, _P, _E),
    "instance_add_dkim_token": (_E, _P, _S),
    "instance_set_dkim_hosted_zone": (_E, _P, _S),
    "instance_set_dkim_key": (_E, _P, _S, _S),
    "instance_set_dkim_origin": (_E, _P, _S),
    "instance_set_dkim_status": (_E, _P, _E),
    "instance_set_dkim_signing": (_E, _P, _E),
    "instance_set_mail_from": (_E, _P, _S),
    "instance_set_mail_from_status": (_E, _P, _E),
    "instance_set_on_mx_failure": (_E, _P, _E),
    "instance_set_receiving": (_E, _P, _S),
    "instance_set_tracking": (_E, _P, _S),
    "instance_set_sandbox": (_E, _P, _E),
    # existing records
    "add_record": (_E, _P, _S, _U, _I, _S, _S),
    "add_absent": (_E, _P, _S, _U),
    "set_complete": (_E, _P),
    "set_authoritative": (_E, _P),
    # readers
    "load_setup": (_E, _P, _S, _Z),
    "instance_load_aws": (_E, _P, _S, _Z),
    "load_route53": (_E, _P, _S, _Z),
    # the plan
    "plan_new": (_E, _P, _OUT_P),
    "plan_free": (None, _P),
    "plan_domain": (_S, _P),
    "plan_zone": (_S, _P),
    "plan_scenario": (_E, _P),
    "plan_ready": (_U, _P),
    "plan_instance_count": (_Z, _P),
    "plan_instance_label": (_S, _P, _Z),
    "plan_instance_account": (_S, _P, _Z),
    "plan_instance_region": (_S, _P, _Z),
    "plan_instance_state": (_E, _P, _Z),
    "plan_instance_ready": (_U, _P, _Z),
    "plan_readiness": (_E, _P, _Z, _E),
    "plan_readiness_dns": (_E, _P, _Z, _E),
    "plan_readiness_ses": (_E, _P, _Z, _E),
    # record sets
    "plan_recordset_count": (_Z, _P),
    "plan_recordset": (_P, _P, _Z),
    "recordset_name": (_S, _P),
    "recordset_type": (_U, _P),
    "recordset_ttl": (_U, _P),
    "recordset_prior": (_E, _P),
    "recordset_value_count": (_Z, _P),
    "recordset_value_op": (_E, _P, _Z),
    "recordset_value_purpose": (_E, _P, _Z),
    # _P: ctypes would end the text at the first NUL
    "recordset_value_text": (_P, _P, _Z, _OUT_Z),
    "recordset_value_rdata": (_S, _P, _Z),
    "recordset_value_instance_count": (_Z, _P, _Z),
    "recordset_value_instance": (_Z, _P, _Z, _Z),
    # findings
    "plan_finding_count": (_Z, _P),
    "plan_finding": (_P, _P, _Z),
    "finding_code": (_S, _P),
    "finding_severity": (_E, _P),
    "finding_name": (_S, _P),
    "finding_instance_count": (_Z, _P),
    "finding_instance": (_Z, _P, _Z),
    "finding_message": (_S, _P),
    "finding_hint": (_S, _P),
    "finding_source": (_S, _P),
    # questions
    "plan_question_count": (_Z, _P),
    "plan_question_name": (_S, _P, _Z),
    "plan_question_type": (_U, _P, _Z),
    "plan_question_scope": (_E, _P, _Z),
    # output
    "plan_document_count": (_Z, _P, _S),
    "plan_write": (_E, _P, _S, _Z, _S, _Z, _OUT_Z),
    "plan_refusal": (_E, _P, _S, _OUT_Z, _OUT_Z, _OUT_S),
    "format_count": (_Z,),
    "format_name": (_S, _Z),
    "format_description": (_S, _Z),
    "format_kind": (_E, _Z),
    # tables
    "strerror": (_S, _E),
    "type_name": (_S, _U),
    "type_number": (_U, _S),
    "region_count": (_Z,),
    "region_name": (_S, _Z),
    "provider_count": (_Z,),
    "provider_name": (_S, _Z),
    "instance_state_name": (_S, _E),
    "scenario_name": (_S, _E),
    "value_op_name": (_S, _E),
    "recordset_prior_name": (_S, _E),
    "purpose_name": (_S, _E),
    "aspect_name": (_S, _E),
    "readiness_name": (_S, _E),
    "publication_name": (_S, _E),
    "ses_status_name": (_S, _E),
    "severity_name": (_S, _E),
    "question_scope_name": (_S, _E),
    "format_kind_name": (_S, _E),
    "version": (_S,),
    "version_number": (_U,),
    "has_feature": (_U, _S),
}


def _load(path: str) -> SimpleNamespace:
    library = c.CDLL(path)
    functions = SimpleNamespace()
    for name, (result, *arguments) in TABLE.items():
        try:
            function = getattr(library, "sesdomain_" + name)
        except AttributeError as error:
            raise ImportError(f"{path} is too old: {error}") from None
        function.restype, function.argtypes = result, arguments
        setattr(functions, name, function)
    return functions


lib = _load(os.environ.get("LIBSESDOMAIN") or SONAME)


class Handle:
    """An object of the library, which ends when nobody holds it any more."""

    __slots__ = ("pointer", "_end")

    def __init__(self, end: Callable[[c.c_void_p], None]) -> None:
        self.pointer = c.c_void_p()
        self._end = end

    def __del__(self) -> None:
        self._end(self.pointer)
