# SPDX-License-Identifier: MIT
"""Zones as Route 53 lists them.

"DNS domain name format" and "Supported DNS record types" of its developer
guide specify how octets are written."""
import json
import re

import dns.name
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.zone

import route53
import wire


def _label(octets):
    return "".join(chr(octet) if re.match(rb"[a-z0-9_-]", bytes([octet]))
                   else f"\\{octet:03o}" for octet in octets.lower())


def _name(name):
    return ".".join(map(_label, name.labels))


def _string(octets):
    return '"' + "".join(
        f"\\{chr(octet)}" if octet in b'"\\' else
        chr(octet) if 32 <= octet <= 126 else f"\\{octet:03o}"
        for octet in octets) + '"'


def _value(rdata):
    if rdata.rdtype == dns.rdatatype.TXT:
        return " ".join(map(_string, rdata.strings))
    return rdata.to_text()


def from_zone(zone, text):
    """Read a zone file and return a dict of (name, type) to TTL and values."""
    made = dns.zone.from_text(text, zone, relativize=False)
    return {(_name(name), dns.rdatatype.to_text(rdataset.rdtype)):
            (rdataset.ttl, sorted(map(_value, rdataset)))
            for name, rdataset in made.iterate_rdatasets()}


def sets(held):
    """Return the ResourceRecordSets of such a dict."""
    return [{"Name": name, "Type": kind, "TTL": ttl,
             "ResourceRecords": [{"Value": value} for value in values]}
            for (name, kind), (ttl, values) in sorted(held.items())]


def to_text(held):
    """Return the output of list-resource-record-sets."""
    return json.dumps({"ResourceRecordSets": sets(held)}, indent=4)


def parse(text):
    """Read the output of list-resource-record-sets and return all records but
    the SOA in wire format, as wire.parse does."""
    records = set()
    for rrset in json.loads(text)["ResourceRecordSets"]:
        name, kind = rrset["Name"], rrset["Type"]
        if kind == "SOA":
            continue
        owner = dns.name.Name([
            re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]),
                   label.encode()) for label in name.split(".")])
        for record in rrset["ResourceRecords"]:
            value = record["Value"]
            if kind == "TXT":
                value = " ".join(
                    '"' + "".join(f"\\{octet:03d}" for octet in string) + '"'
                    for string in route53.strings(value))
            number = dns.rdatatype.from_text(kind)
            rdata = dns.rdata.from_text(dns.rdataclass.IN, number, value)
            records.add(wire.Record(owner, rrset["TTL"], number,
                                    rdata.to_digestable()))
    return records
