# SPDX-License-Identifier: MIT
"""Starts of runbooks, and how a program follows them, step by step, from the
format json: here against the model of SES in sesmodel.py, in
tests/real/test_runbook.py against moto and BIND."""

import json
import random

import sesdomain
from sesmodel import World
from setups import KEY

D = "anycompany.com"
ROUNDS = 20
REGIONS = ("us-east-1", "eu-west-1", "ap-south-1", "us-west-2")
OTHER_NAME = {"mail-from-across-regions", "name-in-use", "mx-conflict",
              "cname-conflict", "null-mx", "mx-of-other-region"}
IN_PLACE = {"data-conflict", "dkim-proxied", "cname-differs"}


class Start:
    """A world, and what the user wants of it."""

    def __init__(self, seed, paths, world=World):
        self.rng = random.Random(seed)
        self.world = world(D, self.rng)
        self.rows, self.done = [], []
        self.world.add(D, "SOA", "ns1.example. hostmaster.example. 1 2 3 4 60")
        policy = self.rng.choice(("none", "quarantine", "reject", None))
        self.dmarc = None
        if policy:
            self.world.add("_dmarc." + D, "TXT", f'"v=DMARC1; p={policy}"')
        elif self.rng.random() < 0.5:
            self.dmarc = "v=DMARC1; p=reject"
        if self.rng.random() < 0.3:
            self.world.add("*." + D, "A", "192.0.2.1")
        for n, path in enumerate(paths):
            self.n, self.region = 10 * n, REGIONS[n % len(REGIONS)]
            getattr(self, path)()
        for row in self.rows:
            if "mail_from" in row:
                name = row["mail_from"]
                self.world.hosts[name] = self.world.rdata(name, "A")
        self.world.check("the start")

    # ---- parts of a start ----

    def row(self, label, key=None, **wants):
        key = key or (f"{self.n:012}", self.region)
        row = {"label": f"{label}{self.n}", "account": key[0],
               "region": key[1], **wants}
        self.rows.append(row)
        return row, key

    def identity(self, key, **facts):
        return self.world.identity(key, facts)

    def publish_dkim(self, one):
        for name in self.world.keys_of(one):
            token = name.partition(".")[0]
            if one.selector:
                self.world.add(name, "TXT", f'"p={KEY}"')
            else:
                self.world.add(name, "CNAME", f"{token}.dkim.amazonses.com.")

    def publish_mail_from(self, name, region):
        self.world.add(name, "MX", f"10 feedback-smtp.{region}.amazonses.com.")
        self.world.add(name, "TXT", '"v=spf1 include:amazonses.com ~all"')

    def use_mail_from(self, key):
        self.publish_mail_from(f"m{self.n}.{D}", key[1])
        self.world.use_mail_from(key, f"m{self.n}.{D}")

    def works(self, key, **facts):
        """An identity whose DKIM, and perhaps MAIL FROM, is verified."""
        facts = {"tokens": self.world.issue(), **facts}
        one = self.identity(key, dkim="SUCCESS", verification="SUCCESS",
                            **facts)
        self.publish_dkim(one)
        if self.rng.random() < 0.5:
            self.use_mail_from(key)
        return one

    def wants_mail_from(self):
        return {"mail_from": f"m{self.n}.{D}"} if self.rng.random() < 0.6 \
            else {}

    def own_key(self, selector):
        return {"dkim_keys": [{"selector": selector, "public_key": KEY}]}

    # ---- the paths ----

    def new(self):
        self.row("new", **self.wants_mail_from())

    def new_own_key(self):
        self.row("own", **self.own_key(f"s{self.n}"), **self.wants_mail_from())

    def created(self):
        _, key = self.row("created", **self.wants_mail_from())
        self.identity(key, tokens=self.world.issue(), dkim="PENDING")

    def ready(self):
        _, key = self.row("ready")
        self.works(key)

    def legacy(self):
        """Verified by a TXT record years ago."""
        row, key = self.row("legacy", **self.wants_mail_from())
        one = self.identity(key, token="A" * 41 + f"{self.n:02}=",
                            verification="SUCCESS")
        self.world.add("_amazonses." + D, "TXT", f'"{one.token}"')
        if self.rng.random() < 0.5:
            row["verification_token"] = one.token
        if self.rng.random() < 0.5:
            self.use_mail_from(key)

    def easy_to_own_key(self):
        row, key = self.row("easy", **self.own_key(f"s{self.n}"))
        one = self.works(key)
        if not one.mail_from:
            row.update(self.wants_mail_from())

    def key_rotation(self):
        old, key = self.row("old", state="draining",
                            **self.own_key(f"o{self.n}"))
        one = self.works(key, tokens=[], selector=f"o{self.n}",
                         origin="EXTERNAL")
        old["aws"] = [one.describe()]
        new, _ = self.row("new", key, **self.own_key(f"s{self.n}"))
        if not one.mail_from:
            new.update(self.wants_mail_from())

    def own_key_to_easy(self):
        old, key = self.row("old", state="draining",
                            **self.own_key(f"o{self.n}"))
        one = self.works(key, tokens=[], selector=f"o{self.n}",
                         origin="EXTERNAL")
        old["aws"] = [one.describe()]
        new, _ = self.row("new", key)
        new["fresh"] = True  # what SES reports is of the old key
        if one.mail_from:
            new["mail_from"] = one.mail_from
            new["mail_from_status"] = "success"
        else:
            new.update(self.wants_mail_from())

    def add_mail_from(self):
        row, key = self.row("adds")
        if not self.works(key).mail_from:
            row["mail_from"] = f"m{self.n}.{D}"

    def move_mail_from(self):
        _, key = self.row("renames", mail_from=f"other{self.n}.{D}")
        one = self.works(key)
        if self.rng.random() < 0.4:  # only SPF is aligned
            one.dkim = "PENDING"
            for name in self.world.keys_of(one):
                self.world.zone.pop((name, "CNAME"))

    def dkim_failed(self):
        _, key = self.row("failed", **self.wants_mail_from())
        one = self.works(key)
        one.dkim = "FAILED"
        one.verification = self.rng.choice(("FAILED", "SUCCESS"))
        if self.rng.random() < 0.5:
            for name in self.world.keys_of(one):
                self.world.zone.pop((name, "CNAME"))

    def mail_from_failed(self):
        _, key = self.row("unset")
        one = self.works(key)
        one.mail_from, one.mail_from_status = f"m{self.n}.{D}", "FAILED"
        one.behaviour = self.rng.choice(("REJECT_MESSAGE",
                                         "USE_DEFAULT_VALUE"))

    def signing_disabled(self):
        _, key = self.row("unsigned", **self.wants_mail_from())
        self.works(key).signing = False

    def mx_is_gone(self):
        _, key = self.row("gone")
        one = self.works(key)
        if one.mail_from:
            self.world.zone.pop((one.mail_from, "MX"))
            self.world.look()

    def move(self):
        """To another account or region."""
        old, key = self.row("old", state="draining")
        one = self.works(key)
        old["aws"] = [one.describe()]
        other = self.rng.choice(((key[0], "eu-central-1"),
                                 ("9" * 12, key[1])))
        wants = self.wants_mail_from()
        if one.mail_from and self.rng.random() < 0.5:
            wants = {"mail_from": one.mail_from}
        self.row("new", other, **wants)

    def replica(self):
        _, key = self.row("parent")
        self.works(key)
        origin = "AWS_SES_" + key[1].upper().replace("-", "_")
        self.row("replica", (key[0], "eu-central-1"), dkim_origin=origin,
                 mail_from=f"r{self.n}.{D}")

    def replicas_retire(self):
        parent, key = self.row("parent", state="retired")
        one = self.works(key)
        parent["aws"] = [one.describe()]
        row, other = self.row("replica", (key[0], "eu-central-1"),
                              state="draining")
        self.n += 1
        replica = self.works(other, tokens=one.tokens,
                             origin="AWS_SES_" + key[1].upper().replace(
                                 "-", "_"))
        row["aws"] = [replica.describe()]
        self.world.check("the last mail")
        self.world.stopped.add(key)
        self.n += 1
        self.ready()

    def endpoint(self):
        """A multi-region endpoint, of which one region is set up."""
        row, key = self.row("primary")
        self.works(key)
        row["endpoint"] = {"EndpointName": "e", "Status": "READY", "Routes": [
            {"Region": key[1]}, {"Region": "eu-central-1"}]}

    def receiving(self):
        _, key = self.row("receives", receiving=f"in{self.n}.{D}",
                          **self.wants_mail_from())
        if self.rng.random() < 0.5:
            self.works(key)

    def retired(self):
        old, key = self.row("old", state="retired")
        old["aws"] = [self.works(key).describe()]
        self.world.check("the last mail")
        self.world.stopped.add(key)
        self.n += 1
        self.ready()

    def foreign_mx(self):
        name = f"m{self.n}.{D}"
        _, key = self.row("conflict", mail_from=name)
        self.works(key, mail_from=None)
        self.world.zone.pop((name, "MX"), None)
        self.world.identities[key].mail_from = None
        self.world.add(name, "MX", "10 mx.example.")

    def cname_at_mail_from(self):
        name = f"alias{self.n}.{D}"
        self.world.add(name, "CNAME", "web.example.")
        self.row("alias", mail_from=name)

    def name_in_use(self):
        _, key = self.row("first")
        one = self.works(key)
        if one.mail_from:
            self.row("second", (key[0], "eu-central-1"),
                     mail_from=one.mail_from)

    def proxied(self):
        _, key = self.row("proxied")
        one = self.identity(key, tokens=self.world.issue(), dkim="PENDING")
        for name in self.world.keys_of(one):
            self.world.add(name, "A", "192.0.2.9")

    # ---- following the runbook ----

    def key_of(self, row):
        return row["account"], row["region"]

    def setup(self):
        """Return the settings, with what SES reports now."""
        rows = []
        for row in self.rows:
            row = dict(row)
            row.pop("fresh", None)
            endpoint = row.pop("endpoint", None)
            one = self.world.identities.get(self.key_of(row))
            if one and "aws" not in row and not any(
                    each["label"] == row["label"] and each.get("fresh")
                    for each in self.rows):
                row["aws"] = [one.describe()] + [endpoint] * bool(endpoint)
            rows.append(row)
        setup = {"domain": D, "zone": D, "instances": rows,
                 "existing": self.world.existing(), "existing_complete": True}
        return {**setup, "dmarc": self.dmarc} if self.dmarc else setup

    def plan(self):
        with sesdomain.Domain.from_setup(self.setup()) as domain:
            return json.loads(domain.plan().text("json"))

    def named(self, labels):
        return [row for row in self.rows if row["label"] in labels]

    def give_names(self, labels):
        for row in self.named(labels):
            row.pop("mail_from_status", None)
            row["mail_from"] = f"name{self.rng.randrange(10**6)}.{D}"
            self.world.hosts[row["mail_from"]] = self.world.rdata(
                row["mail_from"], "A")

    def resolve(self, plan, step):
        """Do what the hint of the error says."""
        for i in step["findings"]:
            finding = plan["findings"][i]
            if finding["code"] in OTHER_NAME:
                self.give_names(finding["instances"])
            elif finding["code"] in IN_PLACE:
                for name, kind in list(self.world.zone):
                    if name in finding["message"] and "_domainkey" in name:
                        for rdata in list(self.world.zone[name, kind]):
                            self.world.remove(name, kind, rdata)
            else:
                raise AssertionError(finding)

    def change(self, step):
        """Change record sets one after another; each at once."""
        sets = {}
        for change in step["changes"]:
            key = change["name"], change["type"]
            sets.setdefault(key, []).append(change)
        for (name, kind), changes in sets.items():
            for change in changes:
                if change["op"] == "remove":
                    self.world.remove(name, kind, change["rdata"])
                else:
                    if change["op"] == "keep":
                        self.world.remove(name, kind, change["rdata"])
                    self.world.add(name, kind, change["rdata"], change["ttl"])
            self.world.check(f"{step['kind']} {name} {kind}")

    def command(self, step, each):
        (row,) = self.named([each["label"]])
        key = self.key_of(row)
        answer = self.world.call(key, each["command"], each["selector"])
        if step["kind"] == "switch-easy":
            row["fresh"] = False
            row.pop("mail_from_status", None)
        return answer

    def wait(self, step):
        """Each condition comes true; SES looks until then."""
        self.world.look()
        for each in step["instances"]:
            (row,) = self.named([each["label"]])
            answer = self.world.identities[self.key_of(row)].describe()
            found = {
                "dkim": answer["DkimAttributes"]["Status"],
                "verification": answer["VerificationStatus"],
                "mail_from": answer["MailFromAttributes"].get(
                    "MailFromDomainStatus")}
            for aspect in each["until"]:
                if found[aspect] != "SUCCESS":
                    raise AssertionError(f"{each['label']} waits for {aspect}"
                                         f", which is {found[aspect]}")

    def stop(self, step):
        """Nothing sends through the instances of a step from now on."""
        for each in step["instances"]:
            (row,) = self.named([each["label"]])
            self.world.stopped.add(self.key_of(row))

    def do(self, plan, step):
        kind = step["kind"]
        if kind == "drain":
            self.stop(step)
        self.world.time += step["seconds"]
        labels = [each["label"] for each in step["instances"]]
        if kind == "resolve":
            self.resolve(plan, step)
        elif kind == "add-mail-from":
            self.give_names(labels)
        elif kind == "add-instance":
            for row in self.named(labels):
                self.rows.append({
                    "label": row["label"] + "-2", "account": row["account"],
                    "region": row["endpoint"]["Routes"][1]["Region"],
                    "mail_from": f"{row['label']}-2.{D}"})
        elif kind in ("wait", "wait-mail-from"):
            self.wait(step)
        elif kind in ("drain", "retire-key"):
            for row in self.named(labels):
                row["state"] = "retired"
        elif kind == "publish-receiving":
            for each in step["changes"]:
                self.receive(each)
        if kind == "remove-easy":
            for row in self.named(labels):
                row.pop("dkim_tokens", None)
        for each in step["instances"]:
            if each["command"]:
                self.command(step, each)
                self.world.check(f"{kind} {each['label']}")
        if kind == "delete":
            self.rows = [row for row in self.rows
                         if row["label"] not in labels]
        self.change(step)
        if self.rng.random() < 0.5:
            self.world.look()
        self.world.check(kind)

    def receive(self, change):
        (row,) = [row for row in self.rows
                  if row.get("receiving") == change["name"]]
        key = self.key_of(row)
        if (self.world.identities[key].verification != "SUCCESS"
                or key not in self.world.rules):
            raise AssertionError("the MX attracts mail that SES turns away")

    def follow(self):
        """Follow the runbooks to the end."""
        for _ in range(ROUNDS):
            plan = self.plan()
            steps = plan["steps"]
            if {step["kind"] for step in steps} <= {"check"}:
                return plan
            for step in steps:
                self.done.append(step["kind"])
                self.do(plan, step)
                if step["plan_again"]:
                    break
        raise AssertionError(f"no end: {self.done}")


PATHS = [name for name, value in vars(Start).items()
         if callable(value) and name in (
             "new new_own_key created ready legacy easy_to_own_key "
             "key_rotation own_key_to_easy add_mail_from move_mail_from "
             "dkim_failed mail_from_failed signing_disabled mx_is_gone move "
             "replica replicas_retire endpoint receiving retired foreign_mx "
             "cname_at_mail_from name_in_use proxied").split()]
