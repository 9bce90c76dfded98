# SPDX-License-Identifier: MIT
"""The content of a plan, by one call of the C API for each field. The package
reads it from the json format instead: a test compares the two."""

import ctypes as c

from sesdomain._lib import lib
from sesdomain._tables import type_name
from sesdomain._words import ASPECT, FIX, OP, PRIOR, PUBLICATION, PURPOSE
from sesdomain._words import READINESS, SCENARIO, SCOPE, SES, SEVERITY
from sesdomain._words import STATE, TO_DO, decode


def text_of(rs, j):
    length = c.c_size_t()
    text = lib.recordset_value_text(rs, j, c.byref(length))
    octets = c.string_at(text, length.value)
    try:
        return octets.decode()
    except UnicodeDecodeError:
        return octets


def instance(plan, i):
    serial = c.c_uint32()
    reported = lib.plan_instance_ses_serial(plan, i, c.byref(serial))
    return {
        "label": lib.plan_instance_label(plan, i).decode(),
        "account": lib.plan_instance_account(plan, i).decode(),
        "region": lib.plan_instance_region(plan, i).decode(),
        "state": STATE.of(lib.plan_instance_state(plan, i)),
        "ready": lib.plan_instance_ready(plan, i),
        "ses_checked": lib.plan_instance_ses_checked(plan, i) or None,
        "ses_succeeded": lib.plan_instance_ses_succeeded(plan, i) or None,
        "ses_serial": serial.value if reported else None,
        "readiness": {
            aspect: {
                "state": READINESS.of(lib.plan_readiness(plan, i, n)),
                "dns": PUBLICATION.of(lib.plan_readiness_dns(plan, i, n)),
                "ses": SES.of(lib.plan_readiness_ses(plan, i, n)),
            }
            for aspect, n in ASPECT.all().items()
            if n
        },
    }


def value(plan, rs, j):
    purpose = lib.recordset_value_purpose(rs, j)
    return {
        "op": OP.of(lib.recordset_value_op(rs, j)),
        "purpose": PURPOSE.of(purpose) if purpose else None,
        "text": text_of(rs, j),
        "rdata": lib.recordset_value_rdata(rs, j).decode(),
        "id": decode(lib.recordset_value_id(rs, j)),
        "instances": [
            lib.plan_instance_label(
                plan, lib.recordset_value_instance(rs, j, k)
            ).decode()
            for k in range(lib.recordset_value_instance_count(rs, j))
        ],
    }


def recordset(plan, i):
    rs = lib.plan_recordset(plan, i)
    return {
        "name": lib.recordset_name(rs).decode(),
        "type": type_name(lib.recordset_type(rs)),
        "ttl": lib.recordset_ttl(rs),
        "prior": PRIOR.of(lib.recordset_prior(rs)),
        "todo": TO_DO.of(lib.recordset_todo(rs)),
        "values": [
            value(plan, rs, j) for j in range(lib.recordset_value_count(rs))
        ],
    }


def finding(plan, i):
    f = lib.plan_finding(plan, i)
    return {
        "code": lib.finding_code(f).decode(),
        "severity": SEVERITY.of(lib.finding_severity(f)),
        "fix": FIX.of(lib.finding_fix(f)),
        "name": lib.finding_name(f).decode(),
        "instances": [
            lib.plan_instance_label(
                plan, lib.finding_instance(f, k)
            ).decode()
            for k in range(lib.finding_instance_count(f))
        ],
        "message": lib.finding_message(f).decode(),
        "hint": lib.finding_hint(f).decode(),
        "source": lib.finding_source(f).decode(),
    }


def withheld(plan, i):
    finding = lib.plan_withheld_finding(plan, i)
    return {
        "name": lib.plan_withheld_name(plan, i).decode(),
        "type": type_name(lib.plan_withheld_type(plan, i)),
        "finding": None if finding == c.c_size_t(-1).value else finding,
    }


def question(plan, i):
    name, number, scope = c.c_char_p(), c.c_uint32(), c.c_int()
    lib.plan_question(plan, i, c.byref(name), c.byref(number), c.byref(scope))
    return {
        "name": name.value.decode(),
        "type": type_name(number.value) if number.value else None,
        "scope": SCOPE.of(scope.value),
    }


def content_of(plan):
    """Return all fields of a sesdomain.Plan."""
    plan = plan._handle.pointer
    return {
        "reference": decode(lib.plan_reference(plan)),
        "domain": lib.plan_domain(plan).decode(),
        "zone": lib.plan_zone(plan).decode(),
        "scenario": SCENARIO.of(lib.plan_scenario(plan)),
        "ready": lib.plan_ready(plan),
        "has_changes": lib.plan_has_changes(plan),
        "instances": [
            instance(plan, i) for i in range(lib.plan_instance_count(plan))
        ],
        "recordsets": [
            recordset(plan, i) for i in range(lib.plan_recordset_count(plan))
        ],
        "findings": [
            finding(plan, i) for i in range(lib.plan_finding_count(plan))
        ],
        "withheld": [
            withheld(plan, i) for i in range(lib.plan_withheld_count(plan))
        ],
        "questions": [
            question(plan, i) for i in range(lib.plan_question_count(plan))
        ],
    }
