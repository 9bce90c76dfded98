# SPDX-License-Identifier: MIT
"""A model of how Route 53 checks and applies change batches.

The model is botocore's. What it does not cover is from the API reference of
ChangeResourceRecordSets and from the developer guide: "Quotas", "Supported DNS
record types" and "DNS domain name format".
"""
import collections
import re

import botocore.loaders
import botocore.model
import botocore.validate

BATCH_RECORDS = 1000
BATCH_CHARACTERS = 32000
SET_RECORDS = 400
STRING_OCTETS = 255

STRING = r'"(?:[ !#-\[\]-~]|\\["\\]|\\[0-3][0-7]{2})*"'
HOST = r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?"
SHAPES = {
    "TXT": re.compile(rf"{STRING}(?: {STRING})*"),
    "CNAME": re.compile(HOST),
    "MX": re.compile(rf"[0-9]{{1,5}} {HOST}"),
}
NAME = re.compile(HOST)


def _shape():
    model = botocore.loaders.Loader().load_service_model("route53",
                                                         "service-2")
    operation = botocore.model.ServiceModel(model).operation_model(
        "ChangeResourceRecordSets")
    return operation.input_shape.members["ChangeBatch"]


SHAPE = _shape()


def strings(value):
    """Return the strings of a TXT value as octets."""
    def octet(escape):
        code = escape[1]
        return chr(int(code, 8)) if len(code) == 3 else code
    return [re.sub(r'\\([0-7]{3}|["\\])', octet, string[1:-1])
            .encode("latin-1") for string in re.findall(STRING, value)]


def _modelled(value, shape, path="batch"):
    """Find violations of the model that botocore does not check itself."""
    if shape.type_name == "structure":
        for key, member in value.items():
            yield from _modelled(member, shape.members[key], f"{path}.{key}")
    elif shape.type_name == "list":
        for i, member in enumerate(value):
            yield from _modelled(member, shape.member, f"{path}[{i}]")
    elif shape.type_name == "string":
        if shape.enum and value not in shape.enum:
            yield f"{path}: not one of {shape.enum}"
        if len(value) > shape.metadata.get("max", len(value)):
            yield f"{path}: too long"
    elif shape.type_name in ("integer", "long"):
        if value > shape.metadata.get("max", value):
            yield f"{path}: too large"


def _value(value, kind):
    if not SHAPES[kind].fullmatch(value):
        yield f"not a {kind}: {value}"
    elif kind == "TXT" and any(len(string) > STRING_OCTETS
                               for string in strings(value)):
        yield f"a string of over 255 octets: {value}"


def _rrset(action, rrset, zone):
    name, kind = rrset["Name"], rrset["Type"]
    values = [record["Value"] for record in rrset["ResourceRecords"]]
    if not NAME.fullmatch(name):
        yield f"not a name: {name}"
    if not name.endswith("."):
        yield f"not absolute: {name}"
    if not f".{name}".endswith(f".{zone}."):
        yield f"not in the zone: {name}"
    if kind not in SHAPES:
        yield f"not a type of ours: {kind}"
        return
    if len(values) > SET_RECORDS:
        yield f"too many records in the set: {name} {kind}"
    if len(values) > 1 and kind == "CNAME":
        yield f"several CNAMEs: {name}"
    if len(values) > len(set(values)):
        yield f"a value twice: {name} {kind}"
    for value in values if action != "DELETE" else ():  # as listed
        yield from _value(value, kind)


def _size(batch):
    """Count records and characters; UPSERT counts twice."""
    records = characters = 0
    for change in batch["Changes"]:
        factor = 2 if change["Action"] == "UPSERT" else 1
        values = [record["Value"] for record in
                  change["ResourceRecordSet"]["ResourceRecords"]]
        records += factor * len(values)
        characters += factor * sum(map(len, values))
    return records, characters


def _batch(batch, zone):
    report = botocore.validate.ParamValidator().validate(batch, SHAPE)
    if report.has_errors():
        yield report.generate_report()
        return
    yield from _modelled(batch, SHAPE)
    for change in batch["Changes"]:
        yield from _rrset(change["Action"], change["ResourceRecordSet"], zone)
    records, characters = _size(batch)
    if records > BATCH_RECORDS:
        yield f"{records} records in a batch"
    if characters > BATCH_CHARACTERS:
        yield f"{characters} characters in a batch"


def _key(rrset):
    return rrset["Name"], rrset["Type"]


def _content(rrset):
    return (rrset["TTL"],
            sorted(record["Value"] for record in rrset["ResourceRecords"]))


def _apply(batch, held):
    """Apply a batch to a zone, a dict, and return the errors of Route 53.

    https://docs.aws.amazon.com/Route53/latest/APIReference/
    API_ChangeResourceRecordSets.html: "To delete a resource record set, you
    must specify all the same values that you specified when you created it."
    That is, name, type, TTL and exactly the same values. "If you try to delete
    the same resource record set more than once in a single change batch, Route
    53 returns an InvalidChangeBatch error." CREATE fails if the set exists.

    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/
    ResourceRecordTypes.html, "CNAME record type": a name with a CNAME has no
    other records.
    """
    deleted = set()
    for change in batch["Changes"]:
        action, rrset = change["Action"], change["ResourceRecordSet"]
        key, content = _key(rrset), _content(rrset)
        if action == "CREATE" and key in held:
            yield f"it exists: {key}"
        if action == "DELETE":
            if key in deleted:
                yield f"deleted twice: {key}"
            elif held.pop(key, None) != content:
                yield f"it is not there, or not so: {key}"
            deleted.add(key)
        else:
            held[key] = content
    kinds = collections.defaultdict(set)
    for name, kind in held:
        kinds[name].add(kind)
    for name, kinds_there in kinds.items():
        if "CNAME" in kinds_there and len(kinds_there) > 1:
            yield f"other data beside a CNAME: {name}"


def submit(batch, zone, held):
    """Apply a batch to a zone completely, or not at all, and return the
    resulting zone and the list of errors.

    "Route 53 validates the changes in the request and then either makes all or
    none of the changes in the change batch request."
    """
    complaints = list(_batch(batch, zone))
    changed = dict(held)
    if not complaints:
        complaints = list(_apply(batch, changed))
    return (held if complaints else changed), complaints


def check(batches, zone):
    """Apply batches to an empty zone and return the resulting zone and the
    list of errors."""
    held, complaints, names = {}, [], collections.Counter()
    for batch in batches:
        held, found = submit(batch, zone, held)
        complaints += found
        if not found:
            names.update({made["ResourceRecordSet"]["Name"]
                          for made in batch["Changes"]})
    complaints += [f"in several batches: {name}"
                   for name, times in names.items() if times > 1]
    return held, complaints


def unescape(rdata):
    """Return the strings of a TXT in presentation form as octets."""
    def octet(escape):
        code = escape[1]
        return chr(int(code)) if len(code) == 3 else code
    return [re.sub(r"\\([0-9]{3}|.)", octet, string[1:-1]).encode("latin-1")
            for string in re.findall(r'"(?:[^"\\]|\\.)*"', rdata)]


def comparable(held):
    """Return a zone with the octets of each TXT value instead of its text."""
    return {(name, kind):
            (ttl, sorted(map(strings, values)) if kind == "TXT" else values)
            for (name, kind), (ttl, values) in held.items()}


def wanted(plan):
    """Return the desired values of the json output of a plan, comparable."""
    return {(rrset["name"] + ".", rrset["type"]):
            (rrset["ttl"],
             sorted(unescape(value["rdata"]) if rrset["type"] == "TXT" else
                    value["rdata"] for value in rrset["records"]
                    if value["op"] != "remove"))
            for rrset in plan["recordsets"]}
