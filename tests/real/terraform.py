# SPDX-License-Identifier: MIT
"""A model of how Terraform and its providers read a parsed document."""
import json
import os
import re

import states

VERSIONS = ["hashicorp/aws 6.25.0", "hashicorp/azurerm 4.55.0",
            "cloudflare/cloudflare 5.14.0", "hashicorp/google 6.50.0"]

# From the schemas of these providers: the allowed attributes and their types;
# "!" marks a required attribute.
AZURERM = {"name": "!string", "resource_group_name": "!string",
           "zone_name": "!string", "ttl": "!number", "tags": "map"}
SCHEMA = {
    "aws_route53_record": {
        "zone_id": "!string", "name": "!string", "type": "!string",
        "ttl": "number", "records": "strings", "allow_overwrite": "bool",
        "health_check_id": "string", "set_identifier": "string"},
    "google_dns_record_set": {
        "managed_zone": "!string", "name": "!string", "type": "!string",
        "ttl": "number", "rrdatas": "strings", "project": "string"},
    "cloudflare_dns_record": {
        "zone_id": "!string", "name": "!string", "type": "!string",
        "ttl": "!number", "content": "string", "priority": "number",
        "proxied": "bool", "comment": "string", "tags": "strings"},
    "azurerm_dns_txt_record": {**AZURERM, "record": "!blocks value"},
    "azurerm_dns_mx_record": {
        **AZURERM, "name": "string", "record": "!blocks exchange preference"},
    "azurerm_dns_cname_record": {
        **AZURERM, "record": "string", "target_resource_id": "string"},
}
KINDS = {
    "string": lambda value: isinstance(value, str),
    "number": lambda value: type(value) is int and value >= 0,
    "bool": lambda value: isinstance(value, bool),
    "strings": lambda value: all(isinstance(each, str) for each in value),
}


def parse(texts):
    """Parse HCL with HashiCorp's parser; templates are not evaluated."""
    read = json.loads(states.run(
        "node", states.program.SOURCE / "tests/real/hcl2json.js",
        input=json.dumps(texts),
        env={**os.environ, "NODE_PATH": str(states.NODE / "node_modules")}))
    for document in read:
        assert "wrong" not in document, document
    return read


def literal(template):
    """Return the text that a template without expressions stands for."""
    assert not re.search(r"(?<!\$)\$\{|(?<!%)%\{", template), template
    return template.replace("$${", "${").replace("%%{", "%{")


def assert_fits(kind, body):
    """Check the body of a resource against the schema of the provider."""
    schema = SCHEMA[kind]
    for name, value in body.items():
        what, *keys = schema[name].lstrip("!").split()
        if what == "blocks":
            assert value and all(
                sorted(block) == keys and all(map(KINDS["string"],
                                                  block.values()))
                for block in value), (kind, name, value)
        else:
            assert KINDS[what](value), (kind, name, value)
    for name, what in schema.items():
        assert name in body or not what.startswith("!"), (kind, name)


def resources(document):
    """Return (type, label, body) of each resource, in HCL or JSON syntax."""
    blocks = document.get("resource", {})
    for block in blocks if isinstance(blocks, list) else [blocks]:
        for kind, labels in block.items():
            for label, body in labels.items():
                assert re.fullmatch(r"[a-z_][a-z0-9_-]*", label), label
                if isinstance(body, list):
                    body, = body
                assert_fits(kind, body)
                yield kind, label, body


# ---- attributes of each provider ----

def aws(body):
    for value in body["records"]:
        if body["type"] == "TXT":
            value = '"' + literal(value).replace('""', '" "') + '"'
        else:
            value += "."
        yield states.comparable(body["type"], value)


def google(body):
    assert body["name"].endswith(".")
    for value in body["rrdatas"]:
        yield states.comparable(body["type"], literal(value))


def cloudflare(body):
    value = literal(body["content"])
    assert body["ttl"] != 1  # automatic
    assert ("priority" in body) == (body["type"] == "MX")
    assert body.get("proxied", False) is False
    if body["type"] == "MX":
        value = f"{body['priority']} {value}."
    yield states.comparable(body["type"], value + "."
                            if body["type"] == "CNAME" else value)


def azurerm(body):
    record = body["record"]
    if isinstance(record, str):
        yield states.comparable("CNAME", record + ".")
        return
    for block in record:
        if "value" in block:
            yield literal(block["value"]).encode()
        else:
            yield states.comparable(
                "MX", f"{block['preference']} {block['exchange']}.")


PROVIDERS = {"aws": aws, "azurerm": azurerm, "cloudflare": cloudflare,
             "google": google}


def owner(kind, body):
    """Return the name and type of the set that a resource manages."""
    if not kind.startswith("azurerm"):
        return body["name"].rstrip("."), body["type"]
    name, zone = body["name"], body["zone_name"]
    return (zone if name == "@" else f"{name}.{zone}",
            kind.split("_")[2].upper())


def sets(document, provider):
    """Return the sets of a document, comparable."""
    return states.gather(
        (*owner(kind, body), body["ttl"], value)
        for kind, _, body in resources(document)
        for value in PROVIDERS[provider](body))


# ---- imports ----

ID = {
    "aws": r"(?P<zone>[^_]*)_(?P<name>.*?)_(?P<type>[A-Z]+)",
    "google": r"(?P<zone>[^/]*)/(?P<name>.*)\./(?P<type>[A-Z]+)",
    "azurerm": r"(?P<zone>/.*)/(?P<type>[A-Z]+)/(?P<name>.*)",
    "cloudflare": r"(?P<zone>[^/]*)/(?P<id>[^/]+)",
}


def imports(document, provider, zone):
    """Return the resource of each import with its target: the name and type of
    a set, or the id of a record."""
    for block in document.get("import", []):
        address = re.sub(r"^\$\{(.*)\}$", r"\1", block["to"])
        match = re.fullmatch(ID[provider],
                             re.sub(r"\$\{var\.[a-z0-9_-]+\}", zone,
                                    block["id"]))
        assert match and match["zone"] == zone, block
        named = match.groupdict()
        if "id" in named:
            yield address, named["id"]
            continue
        name = named["name"]
        if provider == "azurerm":
            name = states.ZONE if name == "@" else f"{name}.{states.ZONE}"
        yield address, (name, named["type"])
