# SPDX-License-Identifier: MIT
"""Test that external-dns reads the record sets of the plan from the
DNSEndpoint."""
import unittest

import jsonschema
import yaml

import route53
import states

# From config/crd/standard/dnsendpoints.externaldns.k8s.io.yaml, v0.22.0, which
# an API server enforces. An API server drops unknown fields, so there must be
# none.
ENDPOINT = {
    "type": "object", "additionalProperties": False,
    "properties": {
        "dnsName": {"type": "string"},
        "labels": {"type": "object",
                   "additionalProperties": {"type": "string"}},
        "providerSpecific": {"type": "array", "items": {
            "type": "object", "additionalProperties": False,
            "properties": {"name": {"type": "string"},
                           "value": {"type": "string"}}}},
        "recordTTL": {"type": "integer"},
        "recordType": {"type": "string"},
        "setIdentifier": {"type": "string"},
        "targets": {"type": "array", "items": {"type": "string"}}}}
SCHEMA = {
    "type": "object", "additionalProperties": False,
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "properties": {
        "apiVersion": {"const": "externaldns.k8s.io/v1alpha1"},
        "kind": {"const": "DNSEndpoint"},
        # https://kubernetes.io/docs/concepts/overview/working-with-objects/
        # names/#dns-subdomain-names
        "metadata": {"type": "object", "additionalProperties": False,
                     "required": ["name"], "properties": {"name": {
                         "type": "string", "maxLength": 253, "pattern":
                         r"^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$"}}},
        "spec": {"type": "object", "additionalProperties": False,
                 "required": ["endpoints"], "properties": {
                     "endpoints": {"type": "array", "items": ENDPOINT}}}}}

PROVIDERS = ("aws", "azure", "cloudflare", "google", "pdns")


def octets(target, provider):
    """Return the octets that the provider's API stores for a TXT target."""
    if provider == "azure":
        assert len(target) <= 255
        return target.encode()
    if provider == "aws":
        assert len(target) <= 4000 and route53.SHAPES["TXT"].fullmatch(target)
        strings = route53.strings(target)
        assert all(len(string) <= 255 for string in strings)
        return b"".join(strings)
    return states.comparable("TXT", target)


def read(text, provider):
    """Return the sets of a document, read by the rules of source/crd.go."""
    document = yaml.safe_load(text)
    jsonschema.validate(document, SCHEMA)
    rows = []
    for endpoint in document["spec"]["endpoints"]:
        kind, targets = endpoint["recordType"], endpoint["targets"]
        assert kind in ("CNAME", "MX", "TXT"), kind
        assert endpoint["recordTTL"] > 0  # 0 selects the provider's default
        assert all(len(label) <= 63
                   for label in endpoint["dnsName"].split("."))
        if kind == "TXT" and provider == "azure":
            assert len(targets) == 1  # external-dns writes no other types
        for target in targets:
            assert kind == "TXT" or not target.endswith(".")
            rows.append((endpoint["dnsName"], kind, endpoint["recordTTL"],
                         octets(target, provider) if kind == "TXT" else
                         states.comparable(kind, target + ".")))
    return states.gather(rows)


class ExternalDns(states.Refusals, unittest.TestCase):

    form = "external-dns"
    options = [(f"external-dns.provider={provider}",)
               for provider in PROVIDERS]

    def check(self, document, provider):
        text = states.write(document, self.form,
                            f"external-dns.provider={provider}")
        self.assertEqual(read(text, provider), states.wanted(document))

    def test_zone_in_use(self):
        for provider in PROVIDERS:
            if provider != "azure":
                self.check(states.setup(), provider)

    def test_existing_sets_are_kept(self):
        """external-dns changes only sets that its registry owns."""
        document = states.setup()
        sets = read(states.write(document, self.form,
                                 "external-dns.provider=aws"), "aws")
        after = states.carry_out(sets, (), refuses=False)
        states.assert_untouched(self, after)
        there = {(name, kind) for name, kind, _, _ in states.records()}
        for key, values in sets.items():
            if key[:2] not in there:
                self.assertEqual(after[key], values)

    def test_azure_has_one_text(self):
        self.assert_refused(states.setup(), "only the first TXT value",
                            "external-dns.provider=azure")
        lone = {**states.setup(), "instances": [
            {key: value for key, value in states.INSTANCES[0].items()
             if key not in ("verification_token", "mail_from")}]}
        self.check(lone, "azure")

    def test_hostile_texts(self):
        for provider, least in (("aws", len(states.TEXTS) - 3),
                                ("google", len(states.TEXTS)),
                                ("pdns", len(states.TEXTS)),
                                ("cloudflare", 40)):
            taken = [text for text in states.TEXTS if states.takes(
                text, self.form, f"external-dns.provider={provider}")]
            self.assertGreaterEqual(len(taken), least, provider)
            self.check(states.setup(states.texts_at(taken)), provider)

    def test_hostile_settings(self):
        for policy in states.POLICIES:
            self.check(states.hostile(policy), "aws")
            self.check(states.hostile(policy), "google")

    def test_hostile_ids(self):
        for mark in states.MARKS:
            self.check(states.setup(id=mark), "aws")

    def test_ttl_of_zero(self):
        self.assert_refused(states.setup(ttl=0), "TTL of 0")


if __name__ == "__main__":
    unittest.main()
