# SPDX-License-Identifier: MIT
"""One zone in the input formats of all readers: a zone file and the listings
of providers.

A zone is a list of (name relative to the apex, type, TTL, rdata). TXT rdata is
one or several quoted strings; targets have a final dot.
"""

import json
import re

AZURE = {
    "A": ("ARecords", ("ipv4Address",)),
    "AAAA": ("AAAARecords", ("ipv6Address",)),
    "CNAME": ("CNAMERecord", ("cname",)),
    "MX": ("MXRecords", ("preference", "exchange")),
    "NS": ("NSRecords", ("nsdname",)),
    "SOA": ("SOARecord", ("host", "email", "serialNumber", "refreshTime",
                          "retryTime", "expireTime", "minimumTTL")),
    "CAA": ("caaRecords", ("flags", "tag", "value")),
}  # fmt: skip


def absolute(name, zone):
    return zone if name == "@" else f"{name}.{zone}"


def sets(records):
    """Return the record sets: (name, type, TTL) and the rdata of each
    record."""
    found = {}
    for name, kind, ttl, rdata in records:
        found.setdefault((name, kind, ttl), []).append(rdata)
    return found.items()


def zone(records, apex):
    lines = [f"{n} {ttl} IN {t} {rdata}\n" for n, t, ttl, rdata in records]
    return f"$ORIGIN {apex}.\n" + "".join(lines)


def octal(text):
    """Return a text with the escapes of Route 53, which are octal."""
    return re.sub(r"\\(\d{3})", lambda found: f"\\{int(found[1]):03o}", text)


def route53(records, apex):
    return {
        "ResourceRecordSets": [
            {
                "Name": absolute(name, apex).replace("*", "\\052") + ".",
                "Type": kind,
                "TTL": ttl,
                "ResourceRecords": [{"Value": octal(rdata)} for rdata in data],
            }
            for (name, kind, ttl), data in sets(records)
        ],
        "IsTruncated": False,
    }


def gcloud(records, apex):
    return [
        {
            "kind": "dns#resourceRecordSet",
            "name": absolute(name, apex) + ".",
            "type": kind,
            "ttl": ttl,
            "rrdatas": data,
            "signatureRrdatas": [],
        }
        for (name, kind, ttl), data in sets(records)
    ]


def powerdns(records, apex):
    return {
        "name": apex + ".",
        "kind": "Native",
        "rrsets": [
            {
                "name": absolute(name, apex) + ".",
                "type": kind,
                "ttl": ttl,
                "comments": [],
                "records": [{"content": c, "disabled": False} for c in data]
                + [{"content": c, "disabled": True} for c in ("1 2 3 4",)
                   if kind == "LUA"],
            }
            for (name, kind, ttl), data in sets(records)
        ],
    }  # fmt: skip


def azure_data(kind, data):
    if kind == "TXT":
        strings = [re.findall(r'"((?:[^"\\]|\\.)*)"', rdata) for rdata in data]
        return {
            "TXTRecords": [
                {"value": [re.sub(r"\\(.)", r"\1", s) for s in value]}
                for value in strings
            ]
        }
    key, fields = AZURE[kind]
    records = [
        {
            field: int(word) if word.isdigit() else word
            for field, word in zip(fields, rdata.split())
        }
        for rdata in data
    ]
    return {key: records if key.endswith("s") else records[0]}


def azure(records, apex):
    """Return a listing in the flattened form of the current az."""
    return [
        {
            "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft."
            f"Network/dnszones/{apex}/{kind}/{name}",
            "name": name,
            "type": f"Microsoft.Network/dnszones/{kind}",
            "etag": "e",
            "fqdn": absolute(name, apex) + ".",
            "TTL": ttl,
            "metadata": {},
            "targetResource": {"id": None},
            **azure_data(kind, data),
        }
        for (name, kind, ttl), data in sets(records)
    ]


def azure_rest(records, apex):
    """Return a listing of the REST API, which has the data in properties."""
    outside = ("id", "name", "type", "etag")
    return {
        "value": [
            {
                **{key: s[key] for key in outside},
                "properties": {k: s[k] for k in s if k not in outside},
            }
            for s in azure(records, apex)
        ]
    }


def lowered(value):
    if isinstance(value, list):
        return [lowered(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {k[0].lower() + k[1:]: lowered(v) for k, v in value.items()}


def azure_old(records, apex):
    """Return a listing of older versions of az: keys begin in lower case, and
    there is no fqdn."""
    old = lowered(azure(records, apex))
    for one in old:
        one["ttl"] = one.pop("tTL")
        del one["fqdn"]
    return old


def cloudflare_record(number, record, apex):
    name, kind, ttl, rdata = record
    found = {
        "id": f"{number:032x}", "type": kind, "name": absolute(name, apex),
        "content": rdata if kind == "TXT" else rdata.rstrip("."),
        "ttl": ttl, "proxied": False, "proxiable": False, "settings": {},
        "comment": None, "tags": [], "meta": {},
    }  # fmt: skip
    if kind == "MX":
        preference, host = rdata.split()
        found.update(
            priority=int(preference), content=host.rstrip(".") or "."
        )
    return found


def cloudflare_pages(records, apex, size=100):
    """Return pages of Cloudflare, without the SOA and NS records of the
    apex."""
    found = [
        cloudflare_record(number, record, apex)
        for number, record in enumerate(records)
        if record[1] != "SOA" and record[:2] != ("@", "NS")
    ]
    count = -(-len(found) // size)
    return [
        {
            "result": found[size * i : size * (i + 1)],
            "result_info": {
                "page": i + 1, "per_page": size, "total_pages": count,
                "count": len(found[size * i : size * (i + 1)]),
                "total_count": len(found),
            },
            "success": True, "errors": [], "messages": [],
        }
        for i in range(count)
    ]  # fmt: skip


def cloudflare(records, apex):
    return cloudflare_pages(records, apex)[0]


def cloudflare_export(records, apex):
    """Return an export of Cloudflare: no $ORIGIN, and the owner of the SOA has
    no final dot."""
    return f";; Domain:     {apex}.\n" + "".join(
        f"{absolute(name, apex)}{'' if kind == 'SOA' else '.'}\t{ttl}\tIN\t"
        f"{kind}\t{rdata} ; cf_tags=cf-proxied:false\n"
        for name, kind, ttl, rdata in records
    )


LISTINGS = {
    "zone": zone,
    "cloudflare export": cloudflare_export,
    "route53": route53,
    "gcloud": gcloud,
    "powerdns": powerdns,
    "azure": azure,
    "azure, REST": azure_rest,
    "azure, before": azure_old,
    "cloudflare": cloudflare,
}


def text(listing):
    return listing if isinstance(listing, str) else json.dumps(listing)
