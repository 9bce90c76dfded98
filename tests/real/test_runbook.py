# SPDX-License-Identifier: MIT
"""Test runbooks with moto and BIND.

The runbook of the cross-region example, from beginning to end: it begins with an empty zone in BIND, two accounts without identities, and a
setup that has options but nothing issued by SES. The commands of the format
"steps" are run as they are printed; ses.py documents how its SES differs from
the real one.

And the runbooks of the ways that users go, such as the rotation of a key, as in
tests/python/test_runbook.py: real_world.py makes their changes with nsupdate
and their calls with the AWS CLI, and looks at mail as sesmodel.py does.

The AWS CLI and moto come from PyPI: this runs only with CONFORMANCE=1, and
SESDOMAIN_VENV is the directory made by venv.sh.
"""
import json
import os
import re
import unittest

import aws
import lookups
import program
import real_world
import servers
import whole_zone
from nameserver import Key
from process import ADDRESS, tool

ZONE = "anycompany.com"
EXAMPLE = program.SOURCE / "examples" / "data" / "cross-region" / "setup.json"


def wishes():
    """Return the example without the values that SES issues and reports."""
    setup = json.loads(EXAMPLE.read_text("utf-8"))
    setup["instances"] = [
        {key: instance[key] for key in ("label", "account", "region")} |
        {"mail_from": instance["mail_from"]}
        for instance in setup["instances"]]
    return setup


def steps_of(text):
    """Read a runbook and return (title, lines of commands and records) in
    order."""
    _, *parts = re.split(r"^(\d+)\. ", text, flags=re.M)
    numbers, bodies = parts[::2], parts[1::2]
    if [int(number) for number in numbers] != list(range(1, len(bodies) + 1)):
        raise ValueError(text)
    return [(title, re.findall(r"^     (.*)", rest, flags=re.M))
            for title, _, rest in (body.partition("\n") for body in bodies)]


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Runbook(unittest.TestCase):

    def setUp(self):
        self.setup = wishes()
        self.instances = {instance["label"]: instance
                          for instance in self.setup["instances"]}
        self.dns = self.enterContext(
            servers.Named({ZONE: whole_zone.text(ZONE)}, Key()))
        self.ses = self.enterContext(aws.Ses(self.dns.port, {
            label: instance["account"]
            for label, instance in self.instances.items()}))
        self.done = []

    def plan(self, *arguments, errors=False):
        """Plan with the current reports of SES and the current DNS records."""
        path = self.ses.file("zone", "".join(
            f"{name} {ttl} IN {kind} {rdata}\n"
            for name, ttl, kind, rdata in self.dns.transfer()))
        return program.run(self.setup, "-z", path, *arguments, errors=errors)

    def has_tokens(self):
        return all("aws" in instance for instance in self.instances.values())

    # ---- the actions of a user in each step ----

    def command(self, line):
        """Run a command and copy what it returns about the identity to the
        setup."""
        label = re.search(r" --profile=(\S+)", line)[1]
        answer = self.ses.run(line)
        if answer:
            self.instances[label]["aws"] = [answer]
        return answer

    def commands(self, lines):
        for line in lines:
            self.assertTrue(line.startswith("aws "), line)
            self.command(line)

    def publish(self, lines):
        """Make the DNS changes of the runbook with nsupdate."""
        before = self.dns.transfer()
        tool("nsupdate", "-y", self.dns.key.argument, input=(
            f"server {ADDRESS} {self.dns.port}\n" + self.plan("-f",
                                                            "nsupdate")))
        after = self.dns.transfer()
        changed = [f"{op} {name} {ttl} IN {kind} {rdata}"
                   for op, rows in (("add    ", set(after) - set(before)),
                                    ("remove ", set(before) - set(after)))
                   for name, ttl, kind, rdata in rows if kind != "SOA"]
        self.assertEqual(sorted(lines), sorted(changed))

    def wait(self, lines):
        self.assertEqual(len(lines), len(self.instances))
        for line in lines:
            answer = self.command(line)
            self.assertEqual(
                (answer["VerificationStatus"],
                 answer["DkimAttributes"]["Status"],
                 answer["MailFromAttributes"]["MailFromDomainStatus"]),
                ("SUCCESS",) * 3)

    def check(self, lines):
        self.assertEqual(lines, [])
        server = f"dig.server={ADDRESS}#{self.dns.port}"
        asked = lookups.parse(self.plan("-f", "dig", "-o", server))
        self.assertGreater(len(asked), 0)
        self.assertEqual(lookups.failures(asked), {})

    def reject(self, lines):
        """Check that the status is SUCCESS: otherwise SES would reject mail
        now."""
        for line in lines:
            self.assertIn("=REJECT_MESSAGE", line)
            (said,) = self.instances[
                re.search(r" --profile=(\S+)", line)[1]]["aws"]
            self.assertEqual(
                said["MailFromAttributes"]["MailFromDomainStatus"], "SUCCESS")
        self.commands(lines)

    def wait_until_drained(self, lines):
        self.assertEqual(lines, ["instance SES1"])

    STEPS = (
        ("Create the identity", commands),
        ("Publish in DNS", publish),
        ("Check that every name server", check),
        ("Set the custom MAIL FROM domain in SES", commands),
        ("Wait until SES reports SUCCESS", wait),
        ("Once SES reports SUCCESS for the custom MAIL FROM", reject),
        ("Wait until the draining instances", wait_until_drained),
        ("Remove from DNS", publish),
        ("Check every record", check),
        ("Last, delete the identities", commands),
    )

    def follow(self):
        """Follow a runbook to its end, or to the step that says to run it
        again."""
        # without DKIM tokens, no record verifies the domain: an error
        text = self.plan("-f", "steps", "-o", "steps.reject=yes",
                         errors=not self.has_tokens())
        for title, lines in steps_of(text):
            (start, do), = [row for row in self.STEPS
                            if title.startswith(row[0])]
            do(self, lines)
            self.done.append(start)
            if start == "Create the identity":
                return

    def assert_done(self, *numbers):
        self.assertEqual(self.done, [self.STEPS[i][0] for i in numbers])
        self.done.clear()

    def test_followed_to_its_end(self):
        self.follow()
        self.assert_done(0)
        self.assert_accounts()
        self.follow()
        self.assert_done(1, 2, 3, 4, 5, 8)
        self.assert_no_changes()
        self.assert_ready()

        self.instances["SES1"]["state"] = "draining"
        self.follow()
        self.assert_done(6, 8)
        self.assert_no_changes()

        self.instances["SES1"]["state"] = "retired"
        self.follow()
        self.assert_done(7, 8, 9)
        self.assert_no_changes()
        with self.assertRaisesRegex(aws.CliError, "NotFound"):
            self.look("SES1", "SES1")

    def look(self, profile, region):
        """Return the identity that an account has in the region of an
        instance."""
        return self.ses.run(
            f"aws sesv2 get-email-identity --email-identity={ZONE} "
            f"--region={self.instances[region]['region']} "
            f"--profile={profile}")

    def assert_accounts(self):
        """Check that each account has an identity in its own region only."""
        tokens = set()
        for label, instance in self.instances.items():
            caller = self.ses.run(f"aws sts get-caller-identity "
                                  f"--profile={label}")
            self.assertEqual(caller["Account"], instance["account"])
            tokens.update(self.look(label, label)["DkimAttributes"]["Tokens"])
        self.assertEqual(len(tokens), 6)
        for profile, region in (("SES1", "SES2"), ("SES2", "SES1")):
            with self.assertRaisesRegex(aws.CliError, "NotFound"):
                self.look(profile, region)

    def assert_no_changes(self):
        """Read SES and DNS again, and check that the plan has no changes."""
        for label, instance in self.instances.items():
            if instance.get("state") != "retired":
                instance["aws"] = [self.look(label, label)]
        plan = json.loads(self.plan("-f", "json", "-e"))
        self.assertEqual({value["op"] for rrset in plan["recordsets"]
                          for value in rrset["records"]}, {"keep"})
        self.assertTrue(plan["ready"])

    def assert_ready(self):
        plan = json.loads(self.plan("-f", "json"))
        self.assertEqual(len(plan["recordsets"]), 11)
        self.assertEqual([finding for finding in plan["findings"]
                          if finding["severity"] != "note"], [])
        (title, _), = steps_of(self.plan("-f", "steps"))
        self.assertTrue(title.startswith("Check every record"))


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Ways(unittest.TestCase):
    """Each way, from a start that its number chooses: the policy, who has a
    custom MAIL FROM domain, and what the settings want."""

    def assert_leads_home(self, way):
        with real_world.World.begin() as make:
            start = real_world.runbooks.Start(
                real_world.WAYS.index(way), [way], make)
            plan = start.follow()
            self.assertTrue(plan["ready"], start.done)
            self.assertEqual([each for each in plan["findings"]
                              if each["severity"] == "error"], [])
            start.world.assert_zone()


def add_way(way):
    def test(self):
        self.assert_leads_home(way)
    setattr(Ways, f"test_{way}", test)


for each in real_world.WAYS:
    add_way(each)


if __name__ == "__main__":
    unittest.main()
