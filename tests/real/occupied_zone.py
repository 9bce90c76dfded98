# SPDX-License-Identifier: MIT
"""A plan for a zone that has other records and a retired instance: foreign
records are kept, those of the instance are removed, and wildcards
synthesise answers for names that were removed."""
import program
import whole_zone

PLAN = program.Plan("beside others", {
    "domain": "beside.example", "dmarc": "v=DMARC1; p=none",
    "options": {"plan.removal": "always"},
    "instances": [
        {"account": "1", "region": "us-east-1", "label": "stays",
         "verification_token": "T" * 43 + "=",
         "dkim_tokens": ["a" * 32, "b" * 32, "c" * 32],
         "mail_from": "mail.beside.example"},
        {"account": "2", "region": "us-east-1", "label": "goes",
         "state": "retired", "verification_token": "R" * 43 + "=",
         "dkim_tokens": ["d" * 32, "e" * 32, "f" * 32],
         "mail_from": "old.beside.example"}],
    "existing_complete": True,
    "existing": [
        {"name": f"{host}beside.example", "type": kind, "rdata": rdata,
         "ttl": 300} for host, kind, rdata in (
            ("", "SOA", whole_zone.SOA.format(zone="beside.example")),
            ("_amazonses.", "TXT", '"' + "R" * 43 + '="'),
            ("_amazonses.", "TXT", '"a \\"quote\\", a \\\\ and ; are kept"'),
            ("_amazonses.", "TXT", r'"octets\195\169\000\009\127" "cut" ""'),
            ("_amazonses.", "TXT", "unquoted"),
            ("d" * 32 + "._domainkey.", "CNAME",
             "d" * 32 + ".dkim.amazonses.com."),
            ("a" * 32 + "._domainkey.", "CNAME",
             "A" * 32 + ".DKIM.AmazonSES.com."),
            ("_dmarc.", "TXT", '"v=DMARC1; p=reject; pct=50"'),
            ("_dmarc.", "TXT", '"something else"'),
            ("mail.", "TXT", '"v=spf1 mx -all"'),
            ("mail.", "TXT", '"of others"'),
            ("old.", "MX", "10 feedback-smtp.us-east-1.amazonses.com."),
            ("old.", "TXT", '"v=spf1 include:amazonses.com ~all"'),
            ("*.", "TXT", '"from the wildcard"'),
            ("*.", "MX", "10 Mixed.Case.EXAMPLE."))],
})


def before():
    """Return the records that the plan must keep, as lines."""
    gone = {(rrset["name"], rrset["type"], value["rdata"])
            for rrset in PLAN.json["recordsets"] for value in rrset["records"]
            if value["op"] == "remove"}
    return "".join(
        f"{record['name']}. {record['ttl']} IN {record['type']} "
        f"{record['rdata']}\n" for record in PLAN.setup["existing"]
        if record["type"] != "SOA" and
        (record["name"], record["type"], record["rdata"]) not in gone)


def fragment():
    """Return the zone after the plan was applied, as a fragment."""
    kept = {(rrset["name"] + ".", rrset["type"])
            for rrset in PLAN.json["recordsets"]
            if all(value["op"] == "keep" for value in rrset["records"])}
    lines = PLAN.write("zone").splitlines(keepends=True)
    return before() + "".join(line for line in lines if
                              tuple(line.split("\t")[:4:3]) not in kept)
