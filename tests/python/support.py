# SPDX-License-Identifier: MIT
"""Common parts of the tests: the examples, ways to load them, comparisons."""

import json
import os
import re
from pathlib import Path

import sesdomain

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
EXAMPLES = sorted(
    path.parent for path in (SOURCE / "examples/data").glob("*/setup.json")
)

# Setups with findings of many kinds: shared MAIL FROM domains that conflict,
# two identities of one account and region, an unknown region, malformed
# tokens.
TROUBLED = {
    "domain": "anycompany.com",
    "instances": [
        {
            "label": "one",
            "account": "111122223333",
            "region": "us-east-1",
            "verification_token": "short",
            "dkim_tokens": ["same"],
            "dkim_hosted_zone": "a.example",
            "mail_from": "mail.anycompany.com",
            "receiving": "anycompany.com",
            "tracking": "click.anycompany.com",
        },
        {
            "label": "two",
            "account": "444455556666",
            "region": "eu-west-1",
            "dkim_tokens": ["same"],
            "dkim_hosted_zone": "b.example",
            "mail_from": "mail.anycompany.com",
            "on_mx_failure": "reject-message",
            "receiving": "anycompany.com",
            "tracking": "click.anycompany.com",
        },
        {
            "label": "three",
            "account": "444455556666",
            "region": "eu-west-1",
            "mail_from": "click.anycompany.com",
            "tracking": "mail.anycompany.com",
        },
        {
            "label": "four",
            "account": "777788889999",
            "region": "xx-nowhere-1",
            "state": "draining",
            "verification_token": "short",
            "mail_from": "elsewhere.example",
            "receiving": "anycompany.com",
        },
        {
            "label": "five",
            "account": "777788889999",
            "region": "xx-nowhere-1",
            "dkim_tokens": ["odd", "same"],
        },
    ],
}


def read(example):
    """Return the setup of an example."""
    return json.loads((example / "setup.json").read_text())


def bare(setup):
    """Return the domain of a setup, without its instances."""
    keys = ("reference", "zone", "ttl", "dmarc", "from_domains", "provider")
    keys += ("shared_mail_from_region", "options")
    domain = sesdomain.Domain(
        setup["domain"], **{key: setup[key] for key in keys if key in setup}
    )
    for record in setup.get("existing", ()):
        name, type = record["name"], record.get("type")
        if record.get("nonexistent"):
            domain.add_nonexistent(name)
        elif record.get("absent"):
            domain.add_absent(name, type)
        elif "failed" in record:
            domain.add_failed(name, type, record["failed"])
        else:
            domain.add_record(
                name,
                type,
                record["rdata"],
                ttl=record.get("ttl"),
                id=record.get("id"),
            )
    domain.set_complete(setup.get("existing_complete", False))
    domain.set_authoritative(setup.get("existing_authoritative", False))
    for name in setup.get("identities", ()):
        domain.add_identity(name)
    for text in setup.get("ignored", ()):
        domain.add_ignored(text)
    return domain


def from_aws(example, names):
    """Return the domain of an example whose instances are loaded from AWS
    documents with these names."""
    setup = read(example)
    domain = bare(setup)
    for given in setup["instances"]:
        instance = domain.add_instance(
            given["account"], given["region"], label=given["label"]
        )
        for name in names:
            path = example / given["label"] / (name + ".json")
            instance.load_aws(path.read_bytes())
    return domain


def by_setters(setup):
    """Return the domain of a setup, in which each key is set by its setter."""
    domain = bare(setup)
    for given in setup["instances"]:
        given = dict(given)
        places = {
            key: given.pop(key)
            for key in ("receiving", "tracking")
            if key in given
        }
        given["dkim_keys"] = {
            key["selector"]: key.get("public_key")
            for key in given.get("dkim_keys", ())
        }
        one = domain.add_instance(**given)
        for key, place in places.items():
            if not isinstance(place, dict):
                place = {"name": place}
            getattr(one, "set_" + key)(**place)
    return domain


def labels(instances):
    return frozenset(instance.label for instance in instances)


def values_of(rs):
    return frozenset(
        (v.op, v.purpose, v.text, v.rdata, labels(v.instances))
        for v in rs.values
    )


def sets_of(plan):
    """Return the record sets as a set, with labels for instances."""
    return frozenset(
        (rs.name, rs.type, rs.ttl, rs.prior, values_of(rs))
        for rs in plan.recordsets
    )


def findings_of(plan):
    """Return the findings as a set, with labels for instances."""
    return frozenset(
        (f.code, f.severity, f.name, labels(f.instances))
        + (f.message, f.hint, f.source)
        for f in plan.findings
    )


def instances_of(plan):
    """Return the instances by label."""
    return {instance.label: instance for instance in plan.instances}


def text_of(value):
    """Return the text as in the json format: omitted if it is not UTF-8 or has
    control characters."""
    if isinstance(value.text, bytes):
        return {}
    if re.search("[\0-\x1f\x7f-\x9f]", value.text):
        return {}
    return {"text": value.text}


def as_dict(plan):
    """Return the content of a plan, to compare two of them."""
    return {
        "reference": plan.reference,
        "domain": plan.domain,
        "zone": plan.zone,
        "scenario": plan.scenario,
        "ready": plan.ready,
        "has_changes": plan.has_changes,
        "instances": [
            {
                "label": instance.label,
                "account": instance.account,
                "region": instance.region,
                "state": instance.state,
                "ready": instance.ready,
                "ses_checked": instance.ses_checked,
                "ses_succeeded": instance.ses_succeeded,
                "ses_serial": instance.ses_serial,
                "readiness": {
                    aspect: vars(readiness)
                    for aspect, readiness in instance.readiness.items()
                },
            }
            for instance in plan.instances
        ],
        "recordsets": [
            {
                "name": rs.name,
                "type": rs.type,
                "ttl": rs.ttl,
                "prior": rs.prior,
                "todo": rs.todo,
                "records": [
                    {
                        "op": value.op,
                        "purpose": value.purpose,
                        **text_of(value),
                        "rdata": value.rdata,
                        "id": value.id,
                        "instances": [i.label for i in value.instances],
                    }
                    for value in rs.values
                ],
            }
            for rs in plan.recordsets
        ],
        "findings": [
            {
                "code": finding.code,
                "severity": finding.severity,
                "fix": finding.fix,
                "name": finding.name,
                "instances": [i.label for i in finding.instances],
                "message": finding.message,
                "hint": finding.hint,
                "source": finding.source,
            }
            for finding in plan.findings
        ],
        "steps": [
            {
                **vars(step),
                "instances": [
                    {
                        "label": each.instance.label,
                        "command": each.command,
                        "selector": each.selector,
                        "until": list(each.until),
                    }
                    for each in step.instances
                ],
                "changes": [vars(change) for change in step.changes],
                "findings": [plan.findings.index(f) for f in step.findings],
            }
            for step in plan.steps
        ],
    }
