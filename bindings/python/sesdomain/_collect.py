# SPDX-License-Identifier: MIT
"""Read what AWS issued for the instances of a domain into a setup document.

Makes read-only calls; doc/guide.md has the policy that allows them.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from ._documents import plain


class Place(NamedTuple):
    """An instance: its label, AWS profile and region."""

    label: str
    profile: str
    region: str


class Refused(ValueError):
    """AWS did not answer, or has no such identity."""


def place(text: str) -> Place:
    """Return the place of LABEL=PROFILE/REGION."""
    label, equals, rest = text.partition("=")
    profile, slash, region = rest.rpartition("/")
    if not (label and equals and slash and region):
        raise argparse.ArgumentTypeError("LABEL=PROFILE/REGION was expected")
    return Place(label, profile, region)


def session(where: Place) -> Any:
    """Return the session of an instance; without a profile, the default."""
    boto3 = importlib.import_module("boto3")
    return boto3.Session(
        profile_name=where.profile or None, region_name=where.region
    )


def ask(where: Place, service: str, call: str, **arguments: Any) -> Any:
    """Make a read-only call and return its result."""
    exceptions = importlib.import_module("botocore.exceptions")
    try:
        result = getattr(session(where).client(service), call)(**arguments)
    except (exceptions.BotoCoreError, exceptions.ClientError) as error:
        line = " ".join(str(error).split())
        raise Refused(f"{where.label}: {service} {call}: {line}") from None
    result.pop("ResponseMetadata", None)
    print(f"{where.label}: {service} {call}", file=sys.stderr)
    return result


def instance(domain: str, where: Place) -> dict[str, Any]:
    """Return the instance of a setup document."""
    account = ask(where, "sts", "get_caller_identity")["Account"]
    outputs = [ask(where, "sesv2", "get_email_identity", EmailIdentity=domain)]
    try:
        outputs.append(ask(where, "sesv2", "get_account"))
    except Refused as error:  # it only states whether the account may send
        print(f"left out: {error}", file=sys.stderr)
    for call in ("verification", "dkim", "mail_from_domain"):
        output = ask(where, "ses", f"get_identity_{call}_attributes",
                     Identities=[domain])  # fmt: skip
        if any(output.values()):  # v1 may know nothing of the identity
            outputs.append(output)
    return {
        "label": where.label,
        "account": account,
        "region": where.region,
        "aws": outputs,
    }


def zone_of(domain: str, zones: list[dict[str, Any]]) -> str:
    """Return the ID of the public zone that contains the domain."""
    above = [
        z for z in zones
        if not z["Config"].get("PrivateZone")
        and f".{domain}.".endswith(f".{z['Name']}")
    ]  # fmt: skip
    if not above:
        raise Refused(f"Route 53 has no public zone of {domain}")
    zone_id: str = max(above, key=lambda z: len(z["Name"]))["Id"]
    return zone_id


def listing(domain: str, where: Place) -> dict[str, Any]:
    """Return all records of the zone of a domain in Route 53."""
    zones: list[Any] = []
    page: dict[str, Any] = {"IsTruncated": True}
    while page["IsTruncated"]:
        start = {"Marker": page["NextMarker"]} if zones else {}
        page = ask(where, "route53", "list_hosted_zones", **start)
        zones += page["HostedZones"]
    zone = zone_of(domain, zones)
    records: list[Any] = []
    page = {"IsTruncated": True}
    while page["IsTruncated"]:
        start = {
            f"Start{key[4:]}": value
            for key, value in page.items()
            if key.startswith("Next")
        }
        page = ask(where, "route53", "list_resource_record_sets",
                   HostedZoneId=zone, **start)  # fmt: skip
        records += page["ResourceRecordSets"]
    return {"ResourceRecordSets": records, "IsTruncated": False}


def collect(domain: str, places: list[Place]) -> dict[str, Any]:
    """Return the setup document of a domain; the instances are read
    concurrently."""
    with ThreadPoolExecutor(8) as pool:
        found = pool.map(lambda where: instance(domain, where), places)
        return {"domain": domain, "instances": list(found)}


def main(words: list[str]) -> int:
    """Print the setup document and return the exit status."""
    parser = argparse.ArgumentParser("python -m sesdomain collect")
    parser.add_argument("domain")
    parser.add_argument(
        "--instance", type=place, action="append", required=True,
        metavar="LABEL=PROFILE/REGION",
        help="an instance; repeatable. Without PROFILE, the default",
    )  # fmt: skip
    parser.add_argument(
        "--route53", metavar="FILE",
        help="write the records of the zone, from the first instance's"
        " account, for plan --existing=route53=FILE",
    )  # fmt: skip
    parser.add_argument("--route53-profile", metavar="PROFILE",
                        help="the account of the zone")  # fmt: skip
    given = parser.parse_args(words)
    try:
        importlib.import_module("boto3")
    except ImportError:
        raise Refused(
            "collect needs boto3: pip install sesdomain[collect]"
        ) from None
    document = collect(given.domain, given.instance)
    if given.route53:
        where = given.instance[0]
        if given.route53_profile:
            where = where._replace(profile=given.route53_profile)
        records = listing(given.domain, where)
        with open(given.route53, "w", encoding="utf-8") as file:
            json.dump(records, file, indent=1, default=plain)
    json.dump(document, sys.stdout, indent=1, default=plain)
    print()
    return 0
