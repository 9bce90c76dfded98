# SPDX-License-Identifier: MIT
"""Test that Terraform reads the record sets of the plan from the documents, in
HCL and in JSON. HashiCorp's parser reads them, and the result conforms to the
schemas of the providers."""
import json
import os
import re
import unittest

import program
import states
import terraform

ZONES = {"aws": "Z0123456789ABC", "google": "a-zone", "cloudflare": "0a1b2c",
         "azurerm": "/subscriptions/s-1/resourceGroups/my_group(1)/providers/"
                    f"Microsoft.Network/dnsZones/{states.ZONE}"}

# Azure and Cloudflare accept fewer values than a zone file.
REFUSE = {"aws": '"\\', "azurerm": '"\\', "cloudflare": '"\\', "google": ""}


def options(provider, syntax="hcl", zone=True):
    named = (f"terraform.zone={ZONES[provider]}",) if zone else ()
    return (f"terraform.provider={provider}", f"terraform.syntax={syntax}",
            *named)


def as_hcl(template):
    """Rewrite a JSON template as HCL."""
    if template.startswith("${") and template.endswith("}"):
        return template[2:-1]
    quoted = template.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def strings(value):
    """Return the JSON strings in which Terraform evaluates templates."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Terraform(states.Refusals, unittest.TestCase):

    form = "terraform"
    careful = None  # the value depends on the provider
    options = [options(provider) for provider in terraform.PROVIDERS]

    def check(self, document, provider, zone=True):
        """Read a document in both syntaxes. JSON templates, rewritten as HCL,
        give the same result."""
        hcl, text = (states.write(document, self.form,
                                  *options(provider, syntax, zone))
                     for syntax in ("hcl", "json"))
        of_json = json.loads(text)
        texts = [text for key in ("resource", "import")
                 for text in strings(of_json.get(key, []))]
        of_hcl, templates = terraform.parse(
            [hcl, "".join(f"t{number} = {as_hcl(text)}\n"
                          for number, text in enumerate(texts))])
        self.assertEqual(list(map(templates.get, (
            f"t{number}" for number in range(len(texts))))), texts)
        for each in (of_hcl, of_json):
            self.assertEqual(terraform.sets(each, provider),
                             states.wanted(document))
        return of_hcl, of_json

    def test_zone_in_use(self):
        for provider in terraform.PROVIDERS:
            with self.subTest(provider=provider):
                self.check(states.setup(), provider)
                self.check(states.setup(), provider, zone=False)

    def test_python_reads_it_too(self):
        script = "import hcl2, json, sys; json.dump(hcl2.load(sys.stdin), " \
                 "sys.stdout)"
        for provider in ("aws", "azurerm"):
            text = states.write(states.setup(), self.form, *options(provider))
            read = json.loads(states.run(states.VENV / "bin/python", "-c",
                                         script, input=text))
            found = {(json.loads(kind), json.loads(label))
                     for block in read["resource"]
                     for kind, labels in block.items() for label in labels}
            one, = terraform.parse([text])
            self.assertEqual(found, {(kind, label) for kind, label, _
                                     in terraform.resources(one)})

    def test_existing_sets_are_imported(self):
        document = states.setup()
        for provider in terraform.PROVIDERS:
            for read in self.check(document, provider):
                zone = ZONES[provider]
                named = dict(terraform.imports(read, provider, zone))
                of = {f"{kind}.{label}": (kind, body) for kind, label, body
                      in terraform.resources(read)}
                if provider == "cloudflare":
                    self.assert_records(document, named, of)
                    continue
                self.assertEqual(set(named.values()),
                                 states.existing(document))
                after = states.carry_out(terraform.sets(read, provider),
                                         set(named.values()), refuses=True)
                self.assertEqual(after, states.after(document))
                states.assert_untouched(self, after)
                for address, owner in named.items():
                    self.assertEqual(terraform.owner(*of[address]), owner)

    def assert_records(self, document, named, of):
        """Check that each record that is kept or replaced is imported by the
        resource of its set, and that each is imported once."""
        ids = {record["id"]: record for record in document["existing"]}
        self.assertEqual(len(set(named.values())), len(named))
        self.assertEqual(len(named), 5)
        for address, number in named.items():
            self.assertEqual(terraform.owner(*of[address]),
                             (ids[number]["name"], ids[number]["type"]))
        replaced = {ids[number]["rdata"]: of[address][1]["content"]
                    for address, number in named.items()}
        self.assertEqual(replaced['"v=spf1 mx ~all"'],
                         '"v=spf1 mx include:amazonses.com ~all"')

    def test_overwritten_values_must_be_known(self):
        for provider in terraform.PROVIDERS:
            if provider in ("aws", "azurerm"):
                self.check(states.LONE, provider)
            else:
                self.assert_refused(states.LONE, "values are not known",
                                    *options(provider))

    def test_records_without_ids(self):
        document = states.setup()
        for record in document["existing"]:
            del record["id"]
        self.assert_refused(document, "id of the record is not known",
                            *options("cloudflare"))
        for provider in ("aws", "azurerm", "google"):
            self.check(document, provider)

    def labels(self, document, provider):
        read = json.loads(states.write(document, self.form,
                                       *options(provider, "json")))
        found = [(*terraform.owner(kind, body),
                  json.dumps(body.get("content")), label)
                 for kind, label, body in terraform.resources(read)]
        self.assertEqual(len({label for *_, label in found}), len(found))
        return set(found)

    def test_labels_are_kept(self):
        for provider in terraform.PROVIDERS:
            document = states.setup()
            first = self.labels(document, provider)
            document["instances"] = document["instances"][::-1]
            document["reference"] = "another"
            self.assertEqual(self.labels(document, provider), first)
            document["instances"] = [{
                "account": "999", "region": "us-east-1", "verification_token":
                    "aaa="}, *document["instances"]]
            more = self.labels(document, provider)
            self.assertLessEqual(first, more)
            self.assertEqual(len(more - first), provider == "cloudflare")

    def test_label_of_replaced_set_is_kept(self):
        document = states.setup()
        spf = {(*owner, label) for *owner, _, label
               in self.labels(document, "cloudflare")}
        for record in document["existing"]:
            if record["rdata"] == '"v=spf1 mx ~all"':
                record["rdata"] = '"v=spf1 a ~all"'
        self.assertEqual({(*owner, label) for *owner, _, label in
                          self.labels(document, "cloudflare")}, spf)

    def test_hostile_texts(self):
        for provider, refuse in REFUSE.items():
            taken = []
            for text in states.TEXTS:
                takes = states.takes(text, self.form, *options(provider))
                plain = (text.isascii() and text.decode().isprintable() and
                         not set(text.decode()) & set('"\\'))
                twice = re.search(rb"\$\$\{|%%\{", text)
                self.assertEqual(takes, bool(
                    (plain or provider == "google") and not twice and
                    (text or provider != "azurerm")), (provider, text))
                taken += [text] if takes else []
            self.assertGreater(len(taken), 30)
            self.check(states.setup(states.texts_at(taken)), provider)

    def test_hostile_settings(self):
        for provider, policy in zip(terraform.PROVIDERS, states.POLICIES):
            self.check(states.hostile(policy), provider)

    def test_hostile_ids(self):
        want = states.wanted(states.setup())
        read = terraform.parse([
            states.write(states.setup(id=mark), self.form)
            for mark in states.MARKS])
        for mark, each in zip(states.MARKS, read):
            self.assertEqual(terraform.sets(each, "aws"), want)
            each = json.loads(states.write(states.setup(id=mark), self.form,
                                           "terraform.syntax=json"))
            self.assertEqual(terraform.sets(each, "aws"), want)

    def test_hostile_record_ids(self):
        documents = []
        for mark in states.MARKS:
            document = states.setup()
            for record in document["existing"]:
                record["id"] += mark
            if set(mark) & set('"\\{'):
                self.assert_refused(document, "id of the record",
                                    *options("cloudflare"))
            elif "/" not in mark:
                documents.append(document)
        self.assertGreater(len(documents), 20)
        read = terraform.parse([states.write(document, self.form,
                                             *options("cloudflare"))
                                for document in documents])
        for document, each in zip(documents, read):
            self.assertLessEqual(
                {number for _, number in terraform.imports(
                    each, "cloudflare", ZONES["cloudflare"])},
                {record["id"] for record in document["existing"]})

    def test_names_of_zones(self):
        for mark in states.MARKS:
            if re.fullmatch(r"[a-zA-Z0-9/_.()-]+", mark):
                continue
            with self.assertRaisesRegex(program.Refused, "terraform.zone"):
                states.write({**states.setup(), "options": {
                    "terraform.zone": mark}}, self.form)


if __name__ == "__main__":
    unittest.main()
