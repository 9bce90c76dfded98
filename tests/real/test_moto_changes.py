# SPDX-License-Identifier: MIT
"""Test that the AWS CLI applies plans to hosted zones; moto replaces Route 53.

moto accepts batches that Route 53 refuses (TooLenient). So route53.py, which
has the documented rules, shows that changes are refused without loss. Runs
only with CONFORMANCE=1, as test_moto.py.
"""
import contextlib
import json
import os
import unittest

import aws
import changes
import listing
import test_changes
import whole_zone


class Zones:
    """A moto server with hosted zones."""

    def __init__(self, moto, zones):
        self.moto = moto
        self.ids = {zone: self.create(zone, text)
                    for zone, text in zones.items()}

    def create(self, zone, text):
        made = json.loads(self.moto.aws(
            "route53", "create-hosted-zone", "--name", zone,
            "--caller-reference", zone))["HostedZone"]["Id"]
        held = listing.from_zone(zone, text)
        self.submit(made, json.dumps({"Changes": [
            {"Action": "UPSERT", "ResourceRecordSet": rrset}
            for rrset in listing.sets(held) if rrset["Type"] != "SOA"]}))
        return made

    def submit(self, zone_id, text):
        path = self.moto.file("batch.json", text)
        self.moto.aws("route53", "change-resource-record-sets",
                      "--hosted-zone-id", zone_id,
                      "--change-batch", f"file://{path}")

    def list(self, zone):
        return self.moto.aws("route53", "list-resource-record-sets",
                             "--hosted-zone-id", self.ids[zone])


class Moto(changes.Way):
    form = "route53"
    source = "-r"
    refused = (255,)

    @contextlib.contextmanager
    def serve(self, zones):
        with aws.Moto() as moto:
            yield Zones(moto, zones)

    def read(self, server, zone):
        return server.list(zone)

    def parse(self, zone, text):
        return listing.parse(text)

    def apply(self, server, zone, text):
        batch = json.loads(text)
        for change in batch["Changes"]:
            # moto compares lists, Route 53 sets
            if change["Action"] == "DELETE":
                change["ResourceRecordSet"]["ResourceRecords"].sort(
                    key=lambda record: record["Value"])
        try:
            server.submit(server.ids[zone], json.dumps(batch))
        except aws.CliError as why:
            return 255, str(why)
        return 0, ""


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Changes(test_changes.Applied, unittest.TestCase):
    way = Moto()


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class TooLenient(unittest.TestCase):
    """Batches that moto accepts by mistake. If a later moto refuses them, the
    races can use it."""

    zone = "example.com"

    def setUp(self):
        self.way = Moto()
        self.server = self.enterContext(self.way.serve({
            self.zone: whole_zone.text(self.zone) + "x 60 IN TXT one\n"}))

    def submit(self, action, *values):
        outcome, said = self.way.apply(self.server, self.zone, json.dumps({
            "Changes": [{"Action": action, "ResourceRecordSet": {
                "Name": f"x.{self.zone}.", "Type": "TXT", "TTL": 60,
                "ResourceRecords": [{"Value": v} for v in values]}}]}))
        self.assertEqual(outcome, 0, said)

    def held(self):
        return {record.rdata for record in self.way.held(
            self.server, self.zone) if str(record.name) == "x.example.com."}

    def test_creates_existing_set(self):
        self.assertEqual(self.held(), {b"\3one"})
        self.submit("CREATE", '"two"')
        self.assertEqual(self.held(), {b"\3one", b"\3two"})  # two sets

    def test_deletes_earlier_value(self):
        self.submit("UPSERT", '"one"', '"two"')
        self.submit("DELETE", '"one"')
        self.assertEqual(self.held(), set())


if __name__ == "__main__":
    unittest.main()
