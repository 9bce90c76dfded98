# SPDX-License-Identifier: MIT
"""A model of how the API of PowerDNS applies EXTEND and PRUNE. The server that
Debian packages (4.7) does not support them; 4.9.12 and 5.0.2 do.

https://doc.powerdns.com/authoritative/http-api/zone.html: "With EXTEND, only a
single record shall be present, and it will be added to the RRSet if not
already present. With PRUNE, only a single record shall be present, and it will
be deleted from the RRSet if present." The request is one transaction.

A request is also checked for rules of the server that the page does not
mention: a TTL is present, all records of an RRset have the same TTL, and an
RRset has at most one CNAME. Like the server, the model accepts an EXTEND that
adds a CNAME to a name with other data, or other data to a name with a CNAME.
"""
import json

import dns.name

import wire

KEYS = {"name", "type", "changetype", "ttl", "records"}


class Refused(Exception):
    """The exception for a request to which the server would answer 422."""


def _record(change):
    if set(change) != KEYS:
        raise Refused(f"the members are {sorted(change)}")
    name = change["name"]
    if not name.endswith(".") or name != name.lower():
        raise Refused(f"not a canonical name: {name}")
    if type(change["ttl"]) is not int or not 0 <= change["ttl"] < 1 << 31:
        raise Refused(f"not a TTL: {change['ttl']}")
    if len(change["records"]) != 1:
        raise Refused(f"{len(change['records'])} records")
    (record,) = change["records"]
    if set(record) != {"content", "disabled"} or record["disabled"]:
        raise Refused(f"not a record: {record}")
    return wire.record(name, change["ttl"], change["type"], record["content"])


def _apply(change, zone, held):
    record = _record(change)
    if not record.name.is_subdomain(dns.name.from_text(zone)):
        raise Refused(f"out of zone: {record}")
    there = [one for one in held if one[::2] == record[::2]]
    same = [one for one in there if one.rdata == record.rdata]
    if change["changetype"] == "PRUNE":
        held.difference_update(same)
        return
    if change["changetype"] != "EXTEND":
        raise Refused(f"what is {change['changetype']}?")
    if same:
        return
    if any(one.ttl != record.ttl for one in there):
        raise Refused(f"another TTL: {record}")
    if change["type"] == "CNAME" and there:
        raise Refused(f"a second CNAME: {record}")
    held.add(record)


def patch(zone, held, text):
    """Apply a request and return the resulting zone, or raise Refused."""
    changed = set(held)
    for change in json.loads(text)["rrsets"]:
        _apply(change, zone, changed)
    return changed
