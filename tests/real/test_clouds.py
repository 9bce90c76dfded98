# SPDX-License-Identifier: MIT
"""Test that Google's, Cloudflare's and Azure's DNS accept the changes, and
lose neither foreign values, nor unrelated records, nor changes made after the
plan."""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

import azure
import clouddns
import cloudflare
import zones
from sesdomain import Status

TOKEN = "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="
ACCOUNT = {"account": "111122223333", "region": "us-east-1"}


class Refused(Exception):
    """The exception for a refused change, which has changed nothing."""


def with_token(existing, **more):
    """Return a setup that adds a value to existing records."""
    return {"domain": zones.DOMAIN, "existing": existing,
            "existing_complete": True,
            "instances": [{**ACCOUNT, "verification_token": TOKEN, **more}]}


class Gcloud:
    format = "gcloud"

    def apply(self, plan, existing):
        zone = zones.zone_of(existing)
        try:
            for text in filter(None, plan.documents(self.format)):
                zone = clouddns.apply(zone, text, plan.zone)
        except clouddns.Refused as refused:
            raise Refused(refused) from refused
        return zone


class Cloudflare:
    format = "cloudflare"

    def apply(self, plan, existing):
        held = cloudflare.records(existing)
        try:
            for text in filter(None, plan.documents(self.format)):
                held = cloudflare.apply(held, text, plan.zone)
        except cloudflare.Refused as refused:
            raise Refused(refused) from refused
        return cloudflare.zone_of(held)


class Azure:
    format = "azure"
    shell = ("sh",)

    def apply(self, plan, existing, moves=None):
        with tempfile.TemporaryDirectory() as name:
            self.place = pathlib.Path(name)
            (self.place / "bin").mkdir()
            shutil.copy(azure.__file__, self.place / "bin" / "az")
            (self.place / "bin" / "az").chmod(0o755)
            self._write("state", self.held(plan, zones.zone_of(existing)))
            if moves:
                call, records = moves
                self._write("moves", (call, self.held(
                    plan, zones.zone_of(records))))
            try:
                self._run(plan.text(self.format))
            finally:
                self.zone = self._zone(plan)
                self.log = self._log()
                left = {path.name for path in self.place.iterdir()}
            assert left <= {"bin", "state", "moves", "log", "script"}, left
            return self.zone

    def _write(self, name, value):
        (self.place / name).write_text(json.dumps(value), "utf-8")

    def _log(self):
        log = self.place / "log"
        return [json.loads(line) for line in
                log.read_text("utf-8").splitlines()] if log.exists() else []

    def _run(self, script):
        (self.place / "script").write_bytes(script.encode())
        done = subprocess.run(
            [*self.shell, "script"], cwd=self.place, check=False,
            capture_output=True, text=True, env={
                "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}",
                "RESOURCE_GROUP": "dns-(prod)",
                **{f"AZ_{name.upper()}": str(self.place / name)
                   for name in ("state", "log", "moves")}})
        assert not done.stdout, done.stdout
        self.status = done.returncode
        if done.returncode:
            raise Refused(done.stderr)

    def held(self, plan, zone):
        """Return the zone as Azure has it, with a host in different case."""
        def records(kind, values):
            if kind == "TXT":
                return [{"value": [s.decode("latin-1") for s in value]}
                        for value in reversed(values)]
            if kind == "CNAME":
                return {"cname": values[0].upper()}
            return [{"preference": int(preference), "exchange": host[:-1]}
                    for preference, host in map(str.split, values)]
        return {
            f"{kind}/{self.host(plan, name)}": {
                "etag": f"etag of {name}", "properties": {
                    "TTL": ttl, "metadata": {"kept": "it's \"so\" $(x)"},
                    azure.MEMBERS.get(kind, "values"):
                        records(kind, values) if kind in azure.MEMBERS
                        else values}}
            for (name, kind), (ttl, values) in zone.items()}

    @staticmethod
    def host(plan, name):
        return name.removesuffix(plan.zone).removesuffix(".") or "@"

    def _zone(self, plan):
        zone = {}
        state = json.loads((self.place / "state").read_text("utf-8"))
        for key, held in state.items():
            kind, host = key.split("/")
            props = held["properties"]
            records = props[azure.MEMBERS.get(kind, "values")]
            if kind == "TXT":
                records = [tuple(s.encode("latin-1") for s in r["value"])
                           for r in records]
            elif kind == "MX":
                records = [f"{r['preference']} {r['exchange'].lower()}."
                           for r in records]
            elif kind == "CNAME":
                records = [records["cname"].lower().rstrip(".") + "."]
            name = plan.zone if host == "@" else f"{host}.{plan.zone}"
            zone[name, kind] = props["TTL"], sorted(records)
            new = held["etag"].startswith("new-")
            kept = props["metadata"] == {"kept": "it's \"so\" $(x)"}
            assert kept or (new and not props["metadata"]), props
        return zone


class Consumer:
    """Tests for every provider; a mixin."""

    examples = ("cross-region", "one-account", "same-region", "single")

    def check(self, document):
        """Apply a plan, check that the result is as desired, and return it."""
        existing = document.get("existing", [])
        plan = zones.plan_of(document)
        self.assertIsNone(plan.refusal(self.format))
        zone = self.apply(plan, existing)
        self.assertEqual(zone, zones.wanted(plan, zones.zone_of(existing)))
        return zone

    def test_unrelated_records_are_kept(self):
        for name in self.examples:
            with self.subTest(name):
                existing = zones.others()
                zone = self.check(zones.setup(name, existing))
                for key, (ttl, values) in zones.zone_of(existing).items():
                    self.assertEqual(zone[key][0], ttl)
                    self.assertLessEqual(set(values), set(zone[key][1]))

    def test_edits_and_removals(self):
        for name in ("edit", "retired", "parent-zone", "customer"):
            with self.subTest(name):
                self.check(zones.setup(name))

    def test_nothing_to_do(self):
        plan = zones.plan_of(zones.setup("new"))
        self.assertEqual(plan.text(self.format), "")

    def test_second_application_is_refused(self):
        document = zones.setup("single", zones.others())
        plan = zones.plan_of(document)
        zone = self.check(document)
        with self.assertRaises(Refused):
            self.apply(plan, [
                {"name": name, "type": kind, "ttl": ttl, "id": f"r{i}",
                 "rdata": v if kind != "TXT" else zones.presentation(
                     b"".join(v))}
                for i, ((name, kind), (ttl, values))
                in enumerate(zone.items()) for v in values])

    def test_hostile_values(self):
        """Values are written without loss, or are refused with their name."""
        taken = []
        for octets in zones.HOSTILE:
            plan = zones.plan_of(with_token(zones.others(tokens=[octets])))
            refusal = plan.refusal(self.format)
            if refusal is None:
                taken.append(octets)
                continue
            self.assertEqual(refusal.status, Status.E_INEXPRESSIBLE)
            self.assertEqual(refusal.value.rdata, zones.presentation(octets))
            with self.assertRaises(Exception):
                plan.text(self.format)
        self.assertEqual([o for o in self.taken if o not in taken], [])
        self.check(with_token(zones.others(tokens=taken)))

    def test_a_policy_and_an_spf_with_odd_characters(self):
        spf = "v=spf1 exists:%{ir}._spf.%{d2}/${x}`y`$(touch.canary) ~all"
        existing = [r for r in zones.others() if "_dmarc" not in r["name"]]
        existing.append({"name": f"mail.{zones.DOMAIN}", "type": "TXT",
                         "ttl": 600, "rdata": f'"{spf}"', "id": "spf"})
        document = with_token(existing, mail_from=f"mail.{zones.DOMAIN}",
            label="$(touch canary)'\"`")
        document["dmarc"] = ("v=DMARC1; p=none; rua=https://anycompany.com/"
                             "a'b$(touch%20c)&*~=%7B@")
        document["reference"] = "\"; touch canary; '"
        zone = self.check(document)
        (value,) = zone[f"_dmarc.{zones.DOMAIN}", "TXT"][1]
        self.assertEqual(b"".join(value).decode(), document["dmarc"])

    def test_changed_records(self):
        """Apply a plan after each known record has been removed or
        replaced."""
        document = zones.setup("retired")
        plan = zones.plan_of(document)
        self.check(document)
        for number, record in enumerate(document["existing"]):
            if record["type"] not in ("TXT", "CNAME", "MX"):
                continue
            with self.subTest(record["name"]):
                existing = copy.deepcopy(document["existing"])
                del existing[number]
                self.moved(plan, existing, record)

    def guards(self, plan, record):
        """Return whether the provider must detect that a record was removed:
        it must if the plan changes the record set."""
        return any(value.op != "keep" for rrset in plan.recordsets
                   if (rrset.name, rrset.type) ==
                   (record["name"], record["type"]) for value in rrset.values)

    def moved(self, plan, existing, record):
        """Apply a plan after a record was removed, and after it was
        replaced."""
        other = {"TXT": '"another"', "MX": "5 mx.example.",
                 "CNAME": "another.example."}[record["type"]]
        for added in [], [{**record, "rdata": other, "id": "another"}]:
            before = zones.zone_of(existing + added)
            try:
                after = self.apply(plan, existing + added)
                self.assertFalse(self.guards(plan, record))
            except Refused:
                after = getattr(self, "zone", before)
                self.assertEqual(after, before)
                continue
            self.assertEqual(after, zones.wanted(plan, before))


class TestGcloud(Gcloud, Consumer, unittest.TestCase):
    taken = zones.HOSTILE

    def test_the_ttl_is_part_of_the_guard(self):
        document = with_token(zones.others())
        plan = zones.plan_of(document)
        for record in document["existing"]:
            record["ttl"] += record["name"].startswith("_amazonses")
        with self.assertRaisesRegex(Refused, "conditionNotMet"):
            self.apply(plan, document["existing"])

    def test_unknown_existing_records(self):
        document = zones.setup("single")
        del document["existing"], document["existing_complete"]
        plan = zones.plan_of(document)
        self.assertTrue(self.apply(plan, []))
        with self.assertRaisesRegex(Refused, "alreadyExists"):
            self.apply(plan, zones.others())

    def test_documents_by_limits(self):
        plan = zones.plan_of(many(1200))
        texts = list(plan.documents(self.format))
        self.assertEqual(len(texts), 4)  # 3600 sets
        zone = {}
        for text in texts:
            zone = clouddns.apply(zone, text)
        self.assertEqual(zone, zones.wanted(plan, {}))


class TestCloudflare(Cloudflare, Consumer, unittest.TestCase):
    taken = zones.HOSTILE

    def guards(self, plan, record):
        """Cloudflare compares single records, so it detects only the removal
        of a record that the plan removes too."""
        return any(value.op == "remove" and value.rdata == record["rdata"]
                   for rrset in plan.recordsets
                   if rrset.name == record["name"] for value in rrset.values)

    def test_documents_by_the_plan(self):
        for plan_name, most in cloudflare.PLANS.items():
            document = many(1200)
            document["options"] = {"cloudflare.plan": plan_name}
            plan = zones.plan_of(document)
            texts = list(plan.documents(self.format))
            self.assertEqual(len(texts), -(-3600 // most))
            held = {}
            for text in texts:
                held = cloudflare.apply(held, text, plan=plan_name)
            self.assertEqual(cloudflare.zone_of(held),
                             zones.wanted(plan, {}))

    def test_name_too_large_for_a_batch(self):
        document = with_token([])
        document["instances"] = [
            {"account": str(i), "region": "us-east-1",
             "verification_token": f"token{i}"} for i in range(201)]
        refusal = zones.plan_of(document).refusal(self.format)
        self.assertEqual(refusal.status, Status.E_INEXPRESSIBLE)
        self.assertEqual(refusal.recordset.name, "_amazonses.anycompany.com")
        document["options"] = {"cloudflare.plan": "paid"}
        self.assertIsNone(zones.plan_of(document).refusal(self.format))

    def refusal(self, document):
        return zones.plan_of(document).refusal(self.format)

    def test_ids(self):
        document = zones.setup("retired")
        for number, record in enumerate(document["existing"]):
            without = copy.deepcopy(document)
            without["existing"][number]["id"] = ""
            refusal = self.refusal(without)
            if record.get("id") in ("r1", "k0", "k1", "k2", "m1"):  # removed
                self.assertEqual(refusal.status, Status.E_PRIOR_UNKNOWN)
                self.assertIn("id", refusal.reason)
                self.assertEqual(refusal.value.rdata, record["rdata"])
            else:
                self.assertIsNone(refusal, record)
        for odd, fits in (('"}]} \\u0000 $(x)', True), ("x" * 32, True),
                          ("x" * 33, False), ("é" * 17, False)):
            document["existing"][1]["id"] = odd
            refusal = self.refusal(document)
            if fits:
                self.check(document)
            else:
                self.assertEqual(refusal.status, Status.E_INEXPRESSIBLE)

    def test_a_replacement_is_one_patch(self):
        batch = cloudflare.read(zones.plan_of(zones.setup("edit")).text(
            self.format))
        self.assertEqual([p["id"] for p in batch["patches"]], ["m2"])
        self.assertEqual(batch["deletes"], [])

    def test_second_record_where_one_is_allowed(self):
        for name in "single", "cross-region":
            document = zones.setup(name)
            document.pop("existing", None)
            document.pop("existing_complete", None)
            refusal = self.refusal(document)
            self.assertEqual(refusal.status, Status.E_PRIOR_UNKNOWN)
            self.assertNotEqual(refusal.recordset.type, "CNAME")
            del document["dmarc"]
            for instance in document["instances"]:
                del instance["mail_from"]
            self.assertIsNone(self.refusal(document))

    def test_ttl(self):
        for ttl, known, fits in ((1, False, False), (1, True, True),
                                 (29, True, False), (29, False, False),
                                 (86400, False, True), (86401, False, False),
                                 (0, True, False)):
            with self.subTest(ttl=ttl, known=known):
                document = with_token(zones.others())
                if known:
                    for record in document["existing"]:
                        record["ttl"] = ttl
                else:
                    document = with_token([])
                    document["ttl"] = ttl
                refusal = self.refusal(document)
                self.assertEqual(refusal is None, fits)

    def test_a_text_that_is_too_long(self):
        document = with_token([])
        document["dmarc"] = "v=DMARC1; p=none; rua=" + ",".join(
            f"mailto:{'x' * 60}{i}@anycompany.com" for i in range(30))
        refusal = self.refusal(document)
        self.assertEqual(refusal.status, Status.E_INEXPRESSIBLE)
        self.assertEqual(refusal.value.text, document["dmarc"])


class TestAzure(Azure, Consumer, unittest.TestCase):
    examples = ("cross-region", "single")  # each call is a process
    taken = tuple(o for o in zones.HOSTILE if len(o) <= 4096 and
                  all(32 <= c < 127 for c in o))

    def test_zone_changes_while_the_script_runs(self):
        """Change the zone at any call: values added since the plan are
        kept."""
        document = with_token(zones.others(), dkim_tokens=list("abc"))
        plan = zones.plan_of(document)
        self.apply(plan, document["existing"])
        calls = len(self.log)
        self.assertEqual(calls, 8)  # a read and a write for each set
        moved = document["existing"] + [
            {"name": f"_amazonses.{zones.DOMAIN}", "type": "TXT", "ttl": 300,
             "rdata": '"late"'},
            {"name": f"c._domainkey.{zones.DOMAIN}", "type": "CNAME",
             "ttl": 300, "rdata": "late.example."}]
        late = zones.zone_of(moved)
        held = self.held
        self.held = lambda plan, zone: {  # each changed set has a new ETag
            key: {**value, "etag": value["etag"] + str(len(zone[
                next(k for k in zone if self.host(plan, k[0]) ==
                     key.split("/")[1] and k[1] == key.split("/")[0])][1]))}
            for key, value in held(plan, zone).items()}
        for call in range(1, calls + 1):
            with self.subTest(call=call):
                with self.assertRaises(Refused):
                    self.apply(plan, document["existing"], (call, moved))
                for key, (_, values) in late.items():
                    self.assertLessEqual(set(values), set(self.zone[key][1]))

    def test_unknown_existing_records(self):
        document = zones.setup("single")
        document.pop("existing", None)
        document.pop("existing_complete", None)
        plan = zones.plan_of(document)
        self.assertTrue(self.apply(plan, []))
        with self.assertRaisesRegex(Refused, "exists; nothing was changed"):
            self.apply(plan, zones.others())
        self.assertEqual(self.status, 3)
        self.assertEqual(self.zone, zones.zone_of(zones.others()))

    def test_empty_sets(self):
        """The portal makes sets without records: they are there, and serve
        nothing. An alias has none either, and is not empty."""
        document = with_token([], dkim_tokens=["a"], mail_from="m.a.test")
        document = json.loads(json.dumps(document).replace(
            "a.test", zones.DOMAIN))
        plan = zones.plan_of(document)
        kept = {"kept": "it's \"so\" $(x)"}
        nothing = {"TXT": [[], None], "MX": [[], None], "CNAME": [{}, None]}
        for more, refused in (({}, False), (
                {"targetResource": {"id": None}}, False), (
                {"targetResource": {"id": "/subscriptions/s"}}, True)):
            for which in (0, 1):
                self.held = lambda plan, zone: {
                    f"{rs.type}/{self.host(plan, rs.name)}": {
                        "etag": "e", "properties": {
                            "TTL": 60, "metadata": kept, azure.MEMBERS[
                                rs.type]: nothing[rs.type][which], **more}}
                    for rs in plan.recordsets}
                if refused:
                    with self.assertRaises((Refused, KeyError, TypeError)):
                        self.apply(plan, [])
                    self.assertEqual(self.status, 3)
                else:
                    self.assertEqual(len(self.apply(plan, [])),
                                     len(plan.recordsets))

    def test_other_shells(self):
        for shell in ("dash",), ("bash", "--posix"):
            self.shell = shell
            self.check(zones.setup("edit"))
            self.check(with_token(zones.others(tokens=self.taken)))

    def test_az_fails(self):
        plan = zones.plan_of(zones.setup("edit"))
        self.held = lambda plan, zone: {}
        with self.assertRaisesRegex(Refused, "az failed at .*nothing was"):
            self.apply(plan, zones.setup("edit")["existing"])
        self.assertEqual(self.status, 1)

    def test_the_resource_group(self):
        document = with_token([])
        document["options"] = {"azure.resource-group": "dns-(prod)"}
        text = zones.plan_of(document).text(self.format)
        self.assertIn("group='dns-(prod)'\n", text)
        self.check(document)

    def test_a_ttl_of_0(self):
        document = with_token([])
        document["ttl"] = 0
        refusal = zones.plan_of(document).refusal(self.format)
        self.assertEqual(refusal.status, Status.E_INEXPRESSIBLE)


def many(count):
    """Return a setup of count instances with three CNAMEs each."""
    return {"domain": zones.DOMAIN, "existing": [], "existing_complete": True,
            "instances": [
                {"account": str(i), "region": "us-east-1", "dkim_tokens": [f"{letter}{i}" for letter in "abc"]}
                for i in range(count)]}


if __name__ == "__main__":
    unittest.main()
