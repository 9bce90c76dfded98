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
    """Return a record from presentation form; the name has no final dot."""
    number = dns.rdatatype.from_text(kind)
    data = dns.rdata.from_text(dns.rdataclass.IN, number, rdata)
    return Record(dns.name.from_text(name), ttl, number, data.to_digestable())


def parse(zone, text):
    """Read a zone file and return its records except the SOA, whose serial
    changes."""
    made = dns.zone.from_text(text, zone, relativize=False)
    return {Record(name, ttl, rdata.rdtype, rdata.to_digestable())
            for name, ttl, rdata in made.iterate_rdatas()
            if rdata.rdtype != SOA}


def data(one):
    """Return the type and data of a record as text."""
    rdata = dns.rdata.from_wire(dns.rdataclass.IN, one.type, one.rdata, 0,
                                len(one.rdata))
    return f"{dns.rdatatype.to_text(one.type)} {rdata.to_text()}"


def to_text(records):
    """Return the text of a zone file."""
    return "".join(f"{one.name} {one.ttl} IN {data(one)}\n"
                   for one in sorted(records))


def after(before, plan):
    """Return the zone after a plan, given as its json output, was applied.
    Check that the kept and removed records exist, and that the added ones do
    not."""
    wanted = set(before)
    for rrset in plan["recordsets"]:
        for value in rrset["records"]:
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
    """Return the records with an operation in the json output of a plan."""
    return {record(rrset["name"], rrset["ttl"], rrset["type"],
                   value["rdata"])
            for rrset in plan["recordsets"] for value in rrset["records"]
            if value["op"] == op}
