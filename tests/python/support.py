# SPDX-License-Identifier: MIT
"""What the tests share: the examples, ways to load them, comparisons."""

import json
import os
import re
from pathlib import Path

import sesdomain

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
EXAMPLES = sorted(
    path.parent for path in (SOURCE / "examples/data").glob("*/setup.json")
)

# Names shared where they may not be, two identities of one account in one
# region, a region that is not known, odd tokens: findings of many kinds.
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
    """The setup of an example."""
    return json.loads((example / "setup.json").read_text())


def bare(setup):
    """The domain of a setup, without its instances."""
    keys = ("zone", "ttl", "dmarc", "from_domains", "provider", "options")
    domain = sesdomain.Domain(
        setup["domain"],
        id=setup.get("reference"),
        mail_from_sharing=setup.get("shared_mail_from_region"),
        **{key: setup[key] for key in keys if key in setup},
    )
    for record in setup.get("existing", ()):
        if record.get("nonexistent"):
            domain.zone_add_absent(record["name"])
        elif record.get("absent"):
            domain.zone_add_absent(record["name"], record["type"])
        else:
            domain.zone_add(
                record["name"],
                record["type"],
                record["rdata"],
                ttl=record.get("ttl"),
                id=record.get("id"),
            )
    if setup.get("existing_complete"):
        domain.zone_set_complete()
    return domain


def from_aws(example, names):
    """An example whose instances are loaded from files of that name."""
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
    """A setup without its document: every key by its setter."""
    domain = bare(setup)
    for given in setup["instances"]:
        (key,) = given.get("dkim_keys") or ({},)
        one = domain.add_instance(
            given["account"],
            given["region"],
            label=given.get("label"),
            state=given.get("state"),
            verification_token=given.get("verification_token"),
            verification_status=given.get("verification_status"),
            dkim_tokens=given.get("dkim_tokens"),
            dkim_zone=given.get("dkim_hosted_zone"),
            dkim_selector=key.get("selector"),
            dkim_public_key=key.get("public_key"),
            dkim_origin=given.get("dkim_origin"),
            dkim_status=given.get("dkim_status"),
            dkim_signing=given.get("dkim_signing"),
            mail_from=given.get("mail_from"),
            mail_from_status=given.get("mail_from_status"),
            mx_failure=given.get("on_mx_failure"),
            sandbox=given.get("sandbox"),
        )
        for place in "receiving", "tracking":
            value = given.get(place)
            if not isinstance(value, dict):
                value = {"name": value}
            getattr(one, "set_" + place)(**value)
        one.set_sending(given.get("sending"))
        one.set_sending_enabled(given.get("sending_enabled"))
    return domain


def labels(instances):
    return frozenset(instance.label for instance in instances)


def values_of(rs):
    return frozenset(
        (v.op, v.purpose, v.text, v.rdata, labels(v.instances))
        for v in rs.values
    )


def sets_of(plan):
    """The record sets, in no order, with labels for instances."""
    return frozenset(
        (rs.name, rs.type, rs.ttl, rs.prior, values_of(rs))
        for rs in plan.recordsets
    )


def findings_of(plan):
    """The findings, in no order, with labels for instances."""
    return frozenset(
        (f.code, f.severity, f.name, labels(f.instances))
        + (f.message, f.hint, f.source)
        for f in plan.findings
    )


def instances_of(plan):
    """The instances by label."""
    return {instance.label: instance for instance in plan.instances}


def text_of(value):
    """The text as the json format has it: left out if it holds octets that
    are not UTF-8, or controls."""
    try:
        text = value.text.decode()
    except UnicodeDecodeError:
        return {}
    return {} if re.search("[\0-\x1f\x7f-\x9f]", text) else {"text": text}


def todo_of(rs):
    """What is to be done with a set, by what is to become of its values."""
    ops = {value.op for value in rs.values}
    if len(ops) == 1:
        one = {"keep": "none", "add": "create", "remove": "delete"}
        return one[ops.pop()]
    return "edit" if "keep" in ops else "replace"


def as_dict(plan):
    """What the json format is to say, made from the accessors; without id,
    which a plan does not tell otherwise."""
    return {
        "version": 1,
        "domain": plan.domain,
        "zone": plan.zone,
        "scenario": plan.scenario,
        "ready": plan.ready,
        "instances": [
            {
                "label": instance.label,
                "account": instance.account,
                "region": instance.region,
                "state": instance.state,
                "ready": instance.ready,
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
                "todo": todo_of(rs),
                "values": [
                    {
                        "op": value.op,
                        "purpose": value.purpose,
                        **text_of(value),
                        "rdata": value.rdata,
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
                "name": finding.name,
                "instances": [i.label for i in finding.instances],
                "message": finding.message,
                "hint": finding.hint,
                "source": finding.source,
            }
            for finding in plan.findings
        ],
    }
