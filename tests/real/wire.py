# SPDX-License-Identifier: MIT
"""The records of a zone in wire format: records are equal only if every
octet is, except for the case of names (RFC 4034 section 6.2)."""
import typing

import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone

SOA = dns.rdatatype.SOA


class Record(typing.NamedTuple):
    name: dns.name.Name
    ttl: int
    type: int
    rdata: bytes

    def __repr__(self):
        return f"{self.name} {self.ttl} {data(self)}"


def record(name, ttl, kind, rdata):
    """Make one of presentation forms; the name is without the final dot."""
    number = dns.rdatatype.from_text(kind)
    data = dns.rdata.from_text(dns.rdataclass.IN, number, rdata)
    return Record(dns.name.from_text(name), ttl, number, data.to_digestable())


def parse(zone, text):
    """Read a zone file; all but the SOA, whose serial moves."""
    made = dns.zone.from_text(text, zone, relativize=False)
    return {Record(name, ttl, rdata.rdtype, rdata.to_digestable())
            for name, ttl, rdata in made.iterate_rdatas()
            if rdata.rdtype != SOA}


def data(one):
    """Write the type of a record and its data."""
    rdata = dns.rdata.from_wire(dns.rdataclass.IN, one.type, one.rdata, 0,
                                len(one.rdata))
    return f"{dns.rdatatype.to_text(one.type)} {rdata.to_text()}"


def to_text(records):
    """Write a zone file of records."""
    return "".join(f"{one.name} {one.ttl} IN {data(one)}\n"
                   for one in sorted(records))


def after(before, plan):
    """Return what a zone holds once all is done that the json output of a plan
    says. What it says is there has to be, and nothing that it adds."""
    wanted = set(before)
    for rrset in plan["recordsets"]:
        for value in rrset["values"]:
            one = record(rrset["name"], rrset["ttl"], rrset["type"],
                         value["rdata"])
            if (one in before) == (value["op"] == "add"):
                raise AssertionError(f"{value['op']} {one}")
            if value["op"] == "add":
                wanted.add(one)
            elif value["op"] == "remove":
                wanted.remove(one)
    return wanted


def ops(plan, op):
    """Return the records of the json output of a plan with that op."""
    return {record(rrset["name"], rrset["ttl"], rrset["type"],
                   value["rdata"])
            for rrset in plan["recordsets"] for value in rrset["values"]
            if value["op"] == op}
