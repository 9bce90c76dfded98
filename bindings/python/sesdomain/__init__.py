# SPDX-License-Identifier: MIT
"""One email domain, many Amazon SES instances, one correct DNS zone.

Fill a Domain with what each instance was issued, ask it for its plan(), read
the Plan or write it in a format. The reference is the C header, sesdomain.h.
"""

from ._contents import Finding, PlanInstance, Question, Readiness, RecordSet
from ._contents import Value
from ._errors import Error, Status
from ._instance import Instance
from ._plan import Plan, Refusal
from ._settings import Domain
from ._tables import (
    Format,
    Option,
    formats,
    has,
    options,
    providers,
    regions,
    type_name,
    type_number,
    version,
)
from ._words import Word

__all__ = [
    "Domain",
    "Error",
    "Finding",
    "Format",
    "Instance",
    "Option",
    "Plan",
    "PlanInstance",
    "Question",
    "Readiness",
    "RecordSet",
    "Refusal",
    "Status",
    "Value",
    "Word",
    "formats",
    "has",
    "options",
    "providers",
    "regions",
    "type_name",
    "type_number",
    "version",
]
