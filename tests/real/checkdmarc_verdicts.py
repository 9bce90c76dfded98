# SPDX-License-Identifier: MIT
"""Run checkdmarc on records: reads a JSON list of [kind, record] and writes a
list of verdicts. Runs in the virtual environment of venv.sh.

No DNS: every name exists and has what a record requires, so that the grammar
alone decides.
"""
import json
import sys

import checkdmarc.dmarc
import checkdmarc.spf

DOMAIN = "example.com"
FIELDS = ("p", "sp", "np", "adkim", "aspf", "psd", "t", "rua", "ruf")

checkdmarc.dmarc.verify_dmarc_report_destination = lambda *_, **__: None
checkdmarc.dmarc.get_mx_records = lambda *_, **__: ["mx"]
checkdmarc.spf.get_a_records = lambda *_, **__: ["192.0.2.1"]
checkdmarc.spf.get_txt_records = lambda *_, **__: ["text"]
checkdmarc.spf.get_mx_records = lambda *_, **__: []
checkdmarc.spf.query_spf_record = lambda *_, **__: {
    "record": "v=spf1 -all", "warnings": []}


def dmarc(record):
    try:
        parsed = checkdmarc.dmarc.parse_dmarc_record(record, DOMAIN)
    except checkdmarc.dmarc.DMARCError as error:
        return {"error": type(error).__name__, "why": str(error)}
    said = {tag: parsed["tags"][tag]["value"] for tag in FIELDS
            if parsed["tags"].get(tag, {}).get("explicit")}
    for tag in {"rua", "ruf"} & set(said):
        said[tag] = [f"{uri['scheme']}:{uri['address']}"
                     if uri["scheme"] == "mailto" else uri["address"]
                     for uri in said[tag]]
    return {"tags": said, "warnings": parsed["warnings"]}


def spf(record):
    try:
        checkdmarc.spf.parse_spf_record(record, DOMAIN,
                                        ignore_too_many_lookups=True)
    except checkdmarc.spf.SPFError as error:
        return {"error": type(error).__name__, "why": str(error)}
    return {}


def main():
    verdicts = {"dmarc": dmarc, "spf": spf}
    json.dump([verdicts[kind](record) for kind, record in
               json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
