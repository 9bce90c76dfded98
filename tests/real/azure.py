#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Replaces az: "az rest" for the record sets of one zone.

The zone is the file in AZ_STATE, JSON: an etag and the properties of each
record set by "TYPE/name". Each call appends a line to AZ_LOG, a JSON array of
the arguments. AZ_MOVES may name a JSON file with the number of a call and the
zone that replaces the current one at that call. What the REST API refuses
(https://learn.microsoft.com/en-us/rest/api/dns/record-sets) is an error, and
so is an unconditional write.
"""
import argparse
import json
import os
import pathlib
import re
import sys

URL = re.compile(
    r"/subscriptions/\{subscriptionId\}/resourceGroups/dns-\(prod\)/providers/"
    r"Microsoft\.Network/dnsZones/([a-z0-9.-]+)/(TXT|MX|CNAME)/"
    r"(@|[a-z0-9._-]+)\?api-version=2018-05-01")
MEMBERS = {"TXT": "TXTRecords", "MX": "MXRecords", "CNAME": "CNAMERecord"}
TXT_CHARACTERS = 4096


def fail(what):
    print(f"ERROR: {what}", file=sys.stderr)
    sys.exit(1)


def check(condition, what):
    if not condition:
        fail(what)


def arguments():
    parser = argparse.ArgumentParser(prog="az", allow_abbrev=False)
    parser.add_argument("rest", choices=["rest"])
    parser.add_argument("--method", required=True,
                        choices=["get", "put", "delete"])
    parser.add_argument("--url", required=True)
    parser.add_argument("--headers", nargs="+", default=[])
    parser.add_argument("--body")
    parser.add_argument("--query")
    parser.add_argument("--output", choices=["tsv", "none"], required=True)
    return parser.parse_args()


def properties(kind, body):
    """Return the properties of the record set in a request body."""
    body = json.loads(body)
    check(set(body) == {"properties"}, "the body")
    asked = body["properties"]
    member = MEMBERS[kind]
    check(set(asked) - {"metadata"} == {"TTL", member}, f"{set(asked)}")
    check(isinstance(asked["TTL"], int) and 0 < asked["TTL"] < 2 ** 31, "TTL")
    check(isinstance(asked.get("metadata", {}), dict), "metadata")
    records = asked[member] if kind != "CNAME" else [asked[member]]
    check(records, "no records")
    for record in records:
        if kind == "TXT":
            check(set(record) == {"value"} and all(
                isinstance(s, str) and 0 < len(s) <= 255
                for s in record["value"]), f"{record}")
            check(len("".join(record["value"])) <= TXT_CHARACTERS, "long")
        else:
            check(set(record) == ({"preference", "exchange"} if kind == "MX"
                                  else {"cname"}), f"{record}")
    return {"metadata": {}, **asked}


def conditions(method, headers, held):
    """Check that a write has a condition, and that the condition holds."""
    name, _, value = headers[0].partition("=") if len(headers) == 1 else "x-x"
    if name == "If-None-Match":
        check(method == "put" and value == "*", "a useless condition")
        check(held is None, "Precondition Failed: it is there")
    else:
        check(name == "If-Match" and value, f"no condition: {headers}")
        check(held and held["etag"] == value, "Precondition Failed: changed")


def alone(state, kind, name):
    kinds = {key.partition("/")[0] for key in state
             if key.partition("/")[2] == name} | {kind}
    check("CNAME" not in kinds or kinds == {"CNAME"},
          "Conflict: a CNAME with the same name")


def show(held, args):
    import jmespath  # the library of az

    if args.output == "none":
        return
    for row in jmespath.search(args.query, held):
        print(row)


def main():
    with open(os.environ["AZ_LOG"], "a+", encoding="utf-8") as log:
        print(json.dumps(sys.argv[1:]), file=log, flush=True)
        log.seek(0)
        calls = len(log.readlines())
    path = pathlib.Path(os.environ["AZ_STATE"])
    moves = pathlib.Path(os.environ["AZ_MOVES"])
    if moves.exists():
        call, zone = json.loads(moves.read_text("utf-8"))
        if call == calls:
            path.write_text(json.dumps(zone), "utf-8")
    args = arguments()
    match = URL.fullmatch(args.url)
    check(match, f"not a URL of ours: {args.url}")
    _, kind, name = match.groups()
    state = json.loads(path.read_text("utf-8"))
    key = f"{kind}/{name}"
    held = state.get(key)
    if args.method == "get":
        check(held, "Not Found")
        show(held, args)
        return
    conditions(args.method, args.headers, held)
    if args.method == "put":
        alone(state, kind, name)
        state[key] = {"etag": f"new-{calls}",
                      "properties": properties(kind, args.body)}
    else:
        del state[key]
    path.write_text(json.dumps(state), "utf-8")


if __name__ == "__main__":
    main()
