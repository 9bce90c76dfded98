# SPDX-License-Identifier: MIT
"""An octoDNS source: the records that a setup document of sesdomain requires.

List it after the sources of the other records of the zone. Its records are
merged with theirs: SPF records and shared TXT record sets have values of both.
"""

import json
import logging

import sesdomain
from octodns.record import Record, Rr
from octodns.source.base import BaseSource

__version__ = sesdomain.version()


class SesdomainException(Exception):
    """The plan has errors, or the setup cannot be read."""


class Source(BaseSource):
    """Configured with the path of a setup document:

    providers:
      ses:
        class: octodns_sesdomain.Source
        setup: ./anycompany.com.json
        options: {dns.txt-length: '255'}
        allow_errors: false
    zones:
      anycompany.com.:
        sources: [yaml, ses]
        targets: [route53]
    """

    SUPPORTS = {"A", "AAAA", "CNAME", "MX", "TXT"}
    SUPPORTS_GEO = False
    SUPPORTS_DYNAMIC = False

    def __init__(self, id, setup, options=None, allow_errors=False):
        self.log = logging.getLogger(f"Source[{id}]")
        self.setup, self.options = setup, options or {}
        self.allow_errors = allow_errors
        super().__init__(id)

    def populate(self, zone, target=False, lenient=False):
        """Add the records, merged with the existing records of the zone."""
        before = len(zone.records)
        try:
            plan = self._plan(zone)
        except sesdomain.Error as error:
            raise SesdomainException(f"{self.setup}: {error}") from None
        errors = self._report(plan)
        if errors and not self.allow_errors:
            raise SesdomainException("; ".join(errors))
        for rs in plan.recordsets:
            self._add(zone, rs, lenient)
        self.log.info("populate: added %d", len(zone.records) - before)

    def _plan(self, zone):
        """Compute the plan. The records of earlier sources are existing ones.
        DNS may have others, which this source added before, so no record
        counts as absent."""
        with open(self.setup, encoding="utf-8") as file:
            setup = json.load(file)
        domain = sesdomain.Domain.from_setup(setup)
        domain.set_zone(zone.name)
        for name, value in self.options.items():
            domain.set_option(name, str(value))
        for record in zone.records:
            self._add_existing(domain, record)
        return domain.plan()

    def _add_existing(self, domain, record):
        """Add a record of an earlier source, if DNS has its type."""
        try:
            sesdomain.type_number(record._type)
        except sesdomain.Error:
            return
        if record._type == "TXT":  # octoDNS does not quote the rdata of these
            values = record.chunked_values
        else:
            _, _, _, values = record.rrs
        for value in values:
            domain.add_record(record.fqdn, record._type, value, ttl=record.ttl)

    def _report(self, plan):
        """Log the findings; return the errors, except those whose cause the
        records themselves or SES remove."""
        errors = []
        for finding in plan.findings:
            line = f"{finding.name}: {finding.message} {finding.hint}"
            level = {"error": "error", "warning": "warning"}
            getattr(self.log, level.get(finding.severity, "info"))(line)
            if finding.severity == "error" and \
                    finding.fix not in ("plan", "ses"):
                errors.append(line)
        return errors

    def _add(self, zone, rs, lenient):
        """Add a record set with all its values, or remove one without."""
        rdata = [v.rdata for v in rs.values if v.op != "remove"]
        name = f"{rs.name}."
        old = [r for r in zone.records if r.fqdn == name and
               r._type == rs.type]
        if not rdata:
            for record in old:
                zone.remove_record(record)
            return
        for record in Record.from_rrs(
                zone, [Rr(name, rs.type, rs.ttl, value) for value in rdata],
                lenient=lenient, source=self):
            zone.add_record(record, replace=bool(old), lenient=lenient)
