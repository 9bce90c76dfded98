# SPDX-License-Identifier: MIT
"""The plan of a setup document, as a filter of Ansible."""

import json

from ansible.errors import AnsibleFilterError

try:
    import sesdomain
except ImportError as error:
    sesdomain, MISSING = None, str(error)

DOCUMENTATION = """
name: ses_plan
short_description: the DNS records of a domain with SES instances
description:
  - Computes the plan of a setup document of sesdomain.
positional: format
options:
  _input:
    description: the setup document, as text or as a dict
    type: raw
    required: true
  format:
    description: a format of the library; json is returned as a dict
    type: str
    default: json
  existing:
    description: the existing zone, a zone file or a provider's listing
    type: raw
  options:
    description: options of the library
    type: dict
  fail:
    description:
      - whether an error of the plan is a failure, unless the plan itself or
        SES removes its cause
    type: bool
    default: true
"""
RETURN = """
_value:
  description: the plan, a dict for json and text for the other formats
  type: raw
"""


def ses_plan(setup, format="json", existing=None, options=None, fail=True):
    """Return the plan; an error is one line."""
    if sesdomain is None:
        raise AnsibleFilterError(f"ses_plan: {MISSING}")
    try:
        domain = sesdomain.Domain.from_setup(setup)
        for name, value in (options or {}).items():
            domain.set_option(name, str(value))
        if existing is not None:
            domain.load_existing(existing)
        with domain.plan() as plan:
            errors = [f"{f.name}: {f.message}" for f in plan.findings
                      if f.severity == "error"
                      and f.fix not in ("plan", "ses")]
            if errors and fail:
                raise AnsibleFilterError("ses_plan: " + "; ".join(errors))
            text = plan.text(format)
    except sesdomain.Error as error:
        raise AnsibleFilterError(f"ses_plan: {error}") from None
    return json.loads(text) if format == "json" else text


class FilterModule:
    """The filters of this file."""

    def filters(self):
        return {"ses_plan": ses_plan}
