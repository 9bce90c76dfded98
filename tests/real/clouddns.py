# SPDX-License-Identifier: MIT
"""A model of how Cloud DNS applies a transaction file.

The file is read as gcloud 528 does (YAML 1.1; both lists are required),
checked with the schema of ResourceRecordSet, and applied as changes.create
does: deletions match exactly, additions are new, a CNAME is the only record of
its name, and a change is applied as a whole or not at all
(https://cloud.google.com/dns/docs/reference/rest/v1/changes/create,
https://cloud.google.com/dns/quotas).
"""
import re

import yaml

import zones

ADDITIONS = DELETIONS = 1000
OCTETS = 100000
MEMBERS = {"kind": str, "name": str, "type": str, "ttl": int,
           "rrdatas": list}
STRING = r'"(?:[ !#-\[\]-~]|\\["\\]|\\[0-9]{3})*"'
HOST = r"(?:[a-z0-9_-]{1,63}\.)+"
SHAPES = {"TXT": re.compile(rf"{STRING}(?: {STRING})*"),
          "CNAME": re.compile(HOST), "MX": re.compile(rf"[0-9]{{1,5}} {HOST}")}


class Refused(Exception):
    """The exception for a file that Cloud DNS or gcloud would refuse."""


def check(condition, what):
    if not condition:
        raise Refused(what)


class Loader(yaml.SafeLoader):
    """A YAML loader that refuses duplicate keys."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key) for key, _ in node.value]
        check(len(keys) == len(set(keys)), f"a key twice: {keys}")
        return super().construct_mapping(node, deep)


def _rrset(rrset, apex):
    check({k: type(v) for k, v in rrset.items()} == MEMBERS, f"{rrset}")
    name, kind = rrset["name"], rrset["type"]
    check(rrset["kind"] == "dns#resourceRecordSet", "kind")
    check(re.fullmatch(HOST, name) and f".{name}".endswith(f".{apex}."), name)
    check(kind in SHAPES and 0 <= rrset["ttl"] < 2 ** 31, f"{rrset}")
    check(rrset["rrdatas"], "no records")
    for rdata in rrset["rrdatas"]:
        check(isinstance(rdata, str) and SHAPES[kind].fullmatch(rdata), rdata)
        check(kind != "TXT" or all(len(string) <= 255 for string in
                                   zones.strings(rdata)), "a long string")
    return ((name[:-1], kind),
            (rrset["ttl"], sorted(zones.value(kind, rdata)
                                  for rdata in rrset["rrdatas"])))


def read(text, apex):
    """Return the additions and the deletions of a file."""
    change = yaml.load(text, Loader)
    check(set(change) == {"additions", "deletions"}, f"{list(change)}")
    lists = []
    for rrsets, most in ((change["additions"], ADDITIONS),
                         (change["deletions"], DELETIONS)):
        check(isinstance(rrsets, list) and len(rrsets) <= most, "a list")
        lists.append(dict(_rrset(rrset, apex) for rrset in rrsets))
        check(len(lists[-1]) == len(rrsets), "a set twice")
    check(sum(len(rdata) for rrsets in change.values() for rrset in rrsets
              for rdata in rrset["rrdatas"]) <= OCTETS, "too much")
    return lists


def apply(zone, text, apex=zones.DOMAIN):
    """Apply a file and return the resulting zone."""
    additions, deletions = read(text, apex)
    zone = dict(zone)
    for key, rrset in deletions.items():
        check(zone.pop(key, None) == rrset, f"412 conditionNotMet: {key}")
    for key, rrset in additions.items():
        check(key not in zone, f"409 alreadyExists: {key}")
        zone[key] = rrset
    for name, kind in additions:
        kinds = {k for n, k in zone if n == name}
        check("CNAME" not in kinds or kinds == {"CNAME"}, f"CNAME: {name}")
    return zone
