# SPDX-License-Identifier: MIT
"""One email domain, many Amazon SES instances, one correct DNS zone.

Fill a Domain with what each instance was issued, compute its plan(), and read
the Plan or write it in a format. Names are those of the C header, sesdomain.h,
which is the reference.
"""

from ._contents import Finding, PlanInstance, Question, Readiness, RecordSet
from ._contents import Step, StepChange, StepInstance, Value, Withheld
from ._documents import Document
from ._errors import Error, Status
from ._instance import Instance
from ._lookup import LookedUp, Lookup, NameServer, Reply, Zone
from ._plan import Plan, Refusal
from ._rows import plan_rows
from ._settings import Domain
from ._tables import (
    CatalogueEntry,
    Format,
    Option,
    Provider,
    Reader,
    catalogue,
    formats,
    has_feature,
    options,
    providers,
    readers,
    regions,
    type_name,
    type_number,
    version,
    version_number,
)
from ._words import Word

__all__ = [
    "CatalogueEntry",
    "Document",
    "Domain",
    "Error",
    "Finding",
    "Format",
    "Instance",
    "LookedUp",
    "Lookup",
    "NameServer",
    "Option",
    "Plan",
    "PlanInstance",
    "Provider",
    "Question",
    "Reader",
    "Readiness",
    "RecordSet",
    "Refusal",
    "Reply",
    "Status",
    "Step",
    "StepChange",
    "StepInstance",
    "Value",
    "Withheld",
    "Word",
    "Zone",
    "catalogue",
    "formats",
    "has_feature",
    "options",
    "plan_rows",
    "providers",
    "readers",
    "regions",
    "type_name",
    "type_number",
    "version",
    "version_number",
]
