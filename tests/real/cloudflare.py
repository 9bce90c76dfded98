# SPDX-License-Identifier: MIT
"""A model of how Cloudflare applies a batch of record changes.

The batch is checked with the schema of the operation, and applied in its
order: deletes, patches, posts; as a whole or not at all
(https://developers.cloudflare.com/api/
resources/dns/subresources/records/methods/batch/). A second CNAME at a name, a
CNAME beside an address, and a duplicate record are refused with the codes
81053, 81054 and 81058; other conflicting records are accepted.
"""
import json
import re

import zones

PLANS = {"free": 200, "paid": 3500}
STRING = r'"(?:[ !#-\[\]-~]|\\["\\]|\\[0-9]{3})*"'
HOST = r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+"
MEMBERS = {"type": str, "name": str, "content": str, "ttl": int}
MORE = {"TXT": {}, "CNAME": {"proxied": bool}, "MX": {"priority": int}}
ADDRESSES = {"A", "AAAA", "CNAME"}


class Refused(Exception):
    """The exception for a batch that Cloudflare would refuse."""


def check(condition, what):
    if not condition:
        raise Refused(what)


def _once(pairs):
    check(len(pairs) == len(dict(pairs)), f"a key twice: {pairs}")
    return dict(pairs)


def _id(record):
    check(isinstance(record["id"], str) and 0 < len(record["id"]) <= 32,
          f"not an id: {record}")
    return record["id"]


def _rdata(record):
    """Return the rdata of a record in presentation form."""
    content = record["content"]
    if record["type"] == "TXT":
        check(re.fullmatch(rf"{STRING}(?: {STRING})*", content), content)
        check(all(len(s) <= 255 for s in zones.strings(content)), "long")
        check(sum(map(len, zones.strings(content))) <= 2048, "too long")
        return content
    check(re.fullmatch(HOST, content), content)
    if record["type"] == "MX":
        check(0 <= record["priority"] <= 65535, "priority")
        return f"{record['priority']} {content}."
    check(record["proxied"] is False, "proxied")
    return content + "."


def _record(record, apex, *more):
    """Return the name, type, TTL and rdata of a record."""
    kind = record.get("type")
    check(kind in MORE, f"not a type of ours: {record}")
    shape = MEMBERS | MORE[kind] | {name: str for name in more}
    check({k: type(v) for k, v in record.items()} == shape, f"{record}")
    name, ttl = record["name"], record["ttl"]
    check(re.fullmatch(HOST, name) and f".{name}".endswith(f".{apex}"), name)
    check(ttl == 1 or 60 <= ttl <= 86400, f"TTL {ttl}")
    return name, kind, ttl, _rdata(record)


def read(text, plan="free"):
    batch = json.loads(text, object_pairs_hook=_once)
    check(list(batch) == ["deletes", "patches", "posts"], f"{list(batch)}")
    check(all(isinstance(part, list) for part in batch.values()), "lists")
    check(0 < sum(map(len, batch.values())) <= PLANS[plan], "too many")
    for record in batch["deletes"]:
        check(set(record) == {"id"}, f"{record}")
    return batch


def _add(held, number, record):
    name, kind, _, rdata = record
    for other_name, other_kind, _, other in held.values():
        check((other_name, other_kind, other) != (name, kind, rdata), "81058")
        check(other_name != name or "CNAME" not in (kind, other_kind) or
              not {kind, other_kind} <= ADDRESSES, "81053")
    held[number] = record


def apply(held, text, apex=zones.DOMAIN, plan="free"):
    """Apply a batch and return the resulting records by id."""
    batch = read(text, plan)
    held = dict(held)
    for record in batch["deletes"]:
        check(held.pop(_id(record), None), "81044: it does not exist")
    for record in batch["patches"]:
        old = held.pop(_id(record), None)
        check(old, "81044: it does not exist")
        new = _record(record, apex, "id")
        check(old[:2] == new[:2], f"another name or type: {record}")
        _add(held, record["id"], new)
    for record in batch["posts"]:
        _add(held, f"new{len(held)}", _record(record, apex))
    return held


def records(existing):
    return {r.get("id", f"old{i}"): (r["name"], r["type"], r["ttl"],
                                     r["rdata"])
            for i, r in enumerate(existing)}


def zone_of(held):
    return zones.zone_of(dict(zip(("name", "type", "ttl", "rdata"), record))
                         for record in held.values())
