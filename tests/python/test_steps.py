# SPDX-License-Identifier: MIT
"""Test the runbook: it has all steps, and none too early."""
import os
import re
import unittest
from pathlib import Path

import sesdomain
from setups import KEY

DOMAIN = "example.com"


REJECT = {"steps.reject": "yes"}


def tokens(letter):
    return [letter * 31 + digit for digit in "234"]


def easy(letter, status="success"):
    return {"dkim_tokens": tokens(letter), "dkim_status": status}


def mail_from(name, status="success"):
    return {"mail_from": f"{name}.{DOMAIN}", "mail_from_status": status}


def instance(label, region="us-east-1", account=None, **more):
    return {"label": label, "account": account or label, "region": region,
            **more}


def steps(*instances, **more):
    """Return the steps of a plan: titles, and what is to be entered."""
    setup = {"domain": DOMAIN, "instances": list(instances), **more}
    with sesdomain.Domain.from_setup(setup) as domain:
        text = domain.plan().text("steps")
    parts = re.split(r"^\d+\. (.*)\n", text, flags=re.M)[1:]
    return [(title, re.findall(r"^ {5}(.*)", body, flags=re.M))
            for title, body in zip(parts[::2], parts[1::2])]


def commands(found):
    """Return the commands as (title, verb, profile)."""
    return [(title, *re.match(r"aws \w+ (\S+) .*--profile=(\S+)",
                              line).groups())
            for title, lines in found for line in lines
            if line.startswith("aws ")]


def titles(found):
    return [title for title, _ in found]


def lines_of(found, start):
    (lines,) = [lines for title, lines in found if title.startswith(start)]
    return lines


class MailFrom(unittest.TestCase):

    def verbs(self, found):
        return [(verb, label) for _, verb, label in commands(found)
                if "mail-from" in verb]

    def test_mail_from_status(self):
        for status, verbs in (("not-started", 1), ("pending", 0)):
            found = steps(instance("a", **easy("a"),
                                   **mail_from("m", status)))
            with self.subTest(status):
                self.assertEqual(
                    sum("Set the custom MAIL FROM" in t for t in titles(found)),
                    verbs)

    def test_mail_from_is_set_once_and_rejected_last(self):
        order = [
            "Publish in DNS, in this order or at once",
            "Check that every name server of the zone has the new records",
            "Set the custom MAIL FROM domain in SES, once its MX exists",
            "Wait until SES reports SUCCESS; it looks for up to 72 hours"]
        found = steps(instance("a", **easy("a"), mail_from=f"m.{DOMAIN}"))
        self.assertEqual(titles(found), [*order, "Check every record"])
        self.assertNotIn("REJECT", str(found))
        found = steps(instance("a", **easy("a"), mail_from=f"m.{DOMAIN}"),
                      options=REJECT)
        self.assertEqual(titles(found), [
            *order,
            "Once SES reports SUCCESS for the custom MAIL FROM domain, "
            "reject mail if its MX is missing",
            "Check every record"])
        publish = found[0][1]
        spf, mx = [[i for i, line in enumerate(publish) if word in line]
                   for word in (" TXT \"v=spf1", " MX ")]
        self.assertLess(spf, mx)

    def test_dkim_is_published_before_the_token(self):
        publish = lines_of(steps(instance(
            "a", verification_token="A" * 43 + "=", **easy("a"),
            **mail_from("m"))), "Publish")
        kinds = [re.search(r"(\S+) \d+ IN (\S+)", line).groups()
                 for line in publish if line.startswith("add")]
        self.assertEqual(kinds[-1], (f"_amazonses.{DOMAIN}.", "TXT"))
        self.assertEqual([kind for _, kind in kinds[:3]], ["CNAME"] * 3)

    def test_name_in_conflict_is_omitted(self):
        for more, count in (
                ({"shared_mail_from_region": "us-east-1"}, 3), ({}, 0)):
            found = steps(
                instance("a", **easy("a"), mail_from=f"m.{DOMAIN}"),
                instance("b", "eu-west-1", **easy("b"), mail_from=f"m.{DOMAIN}"),
                options=REJECT, **more)
            self.assertEqual(len(self.verbs(found)), count)

    def test_only_the_region_of_the_mx_rejects(self):
        found = steps(
            instance("a", **easy("a"), **mail_from("m")),
            instance("b", "eu-west-1", **easy("b"),
                     **mail_from("m", "pending")),
            shared_mail_from_region="us-east-1", options=REJECT)
        self.assertEqual(self.verbs(found), [
            ("put-email-identity-mail-from-attributes", "a")])
        self.assertNotIn("Wait", " ".join(titles(found)))


class Keys(unittest.TestCase):
    """DKIM tokens are issued, and keys are switched once DNS has them."""

    def own(self, selector, **more):
        return {"dkim_keys": [{"selector": selector, "public_key": KEY}],
                **more}

    def test_an_identity_that_was_verified_by_txt(self):
        for status in ("success", "pending"):
            found = steps(instance("a", dkim_status="not-started",
                                   verification_status=status))
            self.assertIn("issue DKIM tokens", titles(found)[0])
            self.assertIn("--signing-attributes-origin=AWS_SES",
                          found[0][1][0])
            self.assertNotIn("--signing-enabled", str(found))
            self.assertNotIn("create-email-identity", str(found))
            self.assertNotIn("Wait", " ".join(titles(found)))

    def test_one_that_has_tokens(self):
        found = steps(instance("a", **easy("a", "pending")))
        self.assertNotIn("issue DKIM tokens", str(found))

    def switch(self, *instances):
        found = titles(steps(*instances))
        places = [[i for i, title in enumerate(found) if word in title]
                  for word in ("Publish", "Check that every name server",
                               "Switch SES", "Wait until SES", "After 7 days")]
        self.assertEqual(sum(places, []), sorted(sum(places, [])))
        return [len(place) for place in places]

    def test_from_easy_dkim_to_a_key(self):
        self.assertEqual(self.switch(instance("a", **easy("a"),
                                              **self.own("s1"))), [1] * 5)

    def test_records_of_easy_dkim_are_removed_unless_known_to_be_missing(self):
        other = {"name": f"www.{DOMAIN}", "type": "A", "ttl": 300,
                 "rdata": "192.0.2.1"}
        new = instance("a", **easy("a"), **self.own("s1"))
        for more, count in (({}, 1), ({"existing": [other]}, 1),
                            ({"existing": [other],
                              "existing_complete": True}, 0)):
            with self.subTest(more):
                found = titles(steps(new, **more))
                self.assertEqual(
                    sum("After 7 days" in title for title in found), count)

    def test_from_key_to_key(self):
        old = instance("old", account="1", state="draining",
                       **self.own("s1", dkim_status="success"))
        new = instance("new", account="1", **self.own("s2"))
        self.assertEqual(self.switch(old, new), [1] * 5)
        found = steps(old, new)
        self.assertNotIn("create-email-identity", str(found))
        self.assertIn(("Switch SES to the key of the domain's own",
                       "put-email-identity-dkim-signing-attributes", "new"),
                      commands(found))
        self.assertNotIn("nothing sends", str(found))

    def test_which_key_ses_has(self):
        """While another row has another key, SES's report may be of that."""
        for tokens_, switches in ((["s1"], 1), (["s2"], 0), ([], 1)):
            old = instance("old", account="1", state="draining",
                           **self.own("s1", dkim_status="success"))
            new = instance("new", account="1", **self.own("s2"), aws=[
                {"DkimAttributes": {
                    "SigningAttributesOrigin": "EXTERNAL",
                    "Status": "SUCCESS", "Tokens": tokens_}}])
            with self.subTest(tokens_):
                self.assertEqual(self.switch(old, new)[2], switches)

    def test_the_last_of_several_keys_is_to_sign(self):
        keys = [{"selector": s, "public_key": KEY} for s in ("s1", "s2")]
        found = steps(instance("a", dkim_keys=keys, aws=[
            {"DkimAttributes": {"SigningAttributesOrigin": "EXTERNAL",
                                "Status": "SUCCESS", "Tokens": ["s1"]}}]))
        self.assertIn('"DomainSigningSelector": "s2"',
                      str(lines_of(found, "Switch SES to the key")))

    def test_a_key_that_is_switched_already(self):
        done = instance("a", **self.own("s1", dkim_origin="EXTERNAL",
                                        dkim_status="success"))
        self.assertEqual(self.switch(done), [1, 0, 0, 0, 0])


class Order(unittest.TestCase):
    def test_errors_come_first(self):
        found = steps(instance("a", "us-esat-1", mail_from=f"m.{DOMAIN}"))
        self.assertIn("Resolve these errors", titles(found)[0])
        self.assertIn("Correct the region", str(found[0][1]))
        found = steps(instance("a", **easy("a")))
        self.assertNotIn("Resolve", str(found))

    def test_the_mx_that_receives_follows_success(self):
        found = titles(steps(instance("a", **easy("a", "pending"),
                                      receiving=DOMAIN)))
        wait, receive = [next(i for i, title in enumerate(found)
                              if title.startswith(word))
                         for word in ("Wait until", "Publish the MX")]
        self.assertLess(wait, receive)
        self.assertNotIn("Publish the MX", str(titles(steps(
            instance("a", **easy("a"))))))

    def test_nothing_but_the_check(self):
        soa = {"name": DOMAIN, "type": "SOA", "ttl": 60,
               "rdata": "a. b. 1 2 3 4 5"}
        cnames = [{"name": f"{t}._domainkey.{DOMAIN}", "type": "CNAME",
                   "ttl": 60, "rdata": f"{t}.dkim.amazonses.com."}
                  for t in tokens("a")]
        found = steps(instance("a", **easy("a")), existing=[soa, *cnames],
                      existing_complete=True)
        self.assertEqual(titles(found), ["Check every record"])


class Programs(unittest.TestCase):
    def test_text_and_json_have_the_same_steps(self):
        golden = Path(os.environ["SESDOMAIN_SOURCE"], "tests/golden")
        for path in golden.glob("*/setup.json"):
            with sesdomain.Domain.from_setup(path.read_text("utf-8")) as made:
                plan = made.plan()
            text = plan.text("steps").split("\n\n")[1:]
            self.assertEqual(len(text), len(plan.steps))
            for i, (part, step) in enumerate(zip(text, plan.steps)):
                with self.subTest(path.parent.name, step=step.kind):
                    title, *lines = part.strip("\n").split("\n")
                    self.assertEqual(title, f"{i + 1}. {step.title}")
                    said = " ".join(part.split())
                    for words in (step.reason, step.when, step.note):
                        self.assertIn(words or "", said)
                    self.check_entries(lines, step)

    def check_entries(self, lines, step):
        words = {"add": "add     ", "remove": "remove  ", "keep": "ttl     "}
        expected = [f"     {words[c.op]}{c.name}. {c.ttl} IN {c.type} "
                    f"{c.rdata}" for c in step.changes]
        expected += [f"     {each.command}" if each.command else
                     f"     instance {each.instance.label}"
                     for each in step.instances]
        self.assertEqual([line for line in lines if line in expected],
                         expected)

    def test_what_a_step_is_about(self):
        with sesdomain.Domain.from_setup({"domain": DOMAIN, "instances": [
                instance("a", dkim_status="not-started",
                         verification_status="pending")]}) as made:
            step = made.plan().steps[0]
        self.assertEqual((step.kind, [f.code for f in step.findings],
                          [each.instance.label for each in step.instances]),
                         ("issue-tokens", ["no-tokens"], ["a"]))


class Creating(unittest.TestCase):

    def test_only_new_identities_are_created(self):
        found = steps(instance("new"), instance("old", "eu-west-1",
                                                **easy("a")))
        self.assertEqual(commands(found), [
            ("Create the identity, and add its tokens to the settings",
             "create-email-identity", "new")])

    def test_labels_are_quoted(self):
        (line,), = [lines for _, lines in steps(instance("it's $(me)"))]
        self.assertTrue(line.endswith(r"--profile='it'\''s $(me)'"), line)

    def test_a_key_of_ones_own(self):
        found = steps(instance("a", dkim_keys=[
            {"selector": "s1", "public_key": KEY}]))
        lines = lines_of(found, "Create")
        self.assertTrue(lines[0].endswith(
            " --dkim-signing-attributes=file://dkim.json"), lines)
        self.assertIn('{"DomainSigningSelector": "s1", '
                      '"DomainSigningPrivateKey": "..."}', lines)

    def test_a_replica_comes_after_its_parent(self):
        found = steps(
            instance("replica", "eu-west-1", "1",
                     dkim_origin="AWS_SES_US_EAST_1"),
            instance("parent", "us-east-1", "1"))
        parent, replica = lines_of(found, "Create")
        self.assertIn("--profile=parent", parent)
        self.assertTrue(replica.endswith(
            "--profile=replica --dkim-signing-attributes="
            "DomainSigningAttributesOrigin=AWS_SES_US_EAST_1"), replica)


class Failed(unittest.TestCase):

    def again(self, **keys):
        return lines_of(steps(instance("a", **keys)), "Start verification again")[0]

    def test_each_kind(self):
        for keys, start in (
            (easy("a", "failed"),
             f"aws ses verify-domain-dkim --domain={DOMAIN} "),
            ({"verification_token": "t" * 43 + "=",
              "verification_status": "failed"},
             f"aws ses verify-domain-identity --domain={DOMAIN} "),
            ({"dkim_keys": [{"selector": "s1", "public_key": KEY}],
              "dkim_status": "failed"},
             "aws sesv2 put-email-identity-dkim-signing-attributes "),
            # no other call replicates keys
            ({"dkim_origin": "AWS_SES_EU_WEST_1", "dkim_status": "failed"},
             "aws sesv2 delete-email-identity "),
        ):
            with self.subTest(start):
                self.assertTrue(self.again(**keys).startswith(start))

    def test_a_replica_that_can_send_is_kept(self):
        self.assertNotIn("delete-email-identity", str(steps(instance(
            "a", dkim_origin="AWS_SES_EU_WEST_1", dkim_status="failed",
            verification_status="success"))))

    def test_nothing_has_failed(self):
        self.assertNotIn("Start verification again", " ".join(titles(
            steps(instance("a", **easy("a", "pending"))))))


class Dmarc(unittest.TestCase):

    def place(self, policy):
        """Return the step in which a policy is published."""
        found = steps(instance("a", **easy("a", "pending")), dmarc=policy)
        (title,) = [title for title, lines in found
                    if any(f"_dmarc.{DOMAIN}" in line for line in lines)]
        self.assertLess(titles(found).index("Publish in DNS, in this order "
                                            "or at once"),
                        titles(found).index("Wait until SES reports SUCCESS; it "
                                            "looks for up to 72 hours"))
        return title

    def test_lenient_policy_is_published_at_once(self):
        for policy in ("v=DMARC1; p=none", "v=DMARC1; p=quarantine; t=y"):
            self.assertTrue(self.place(policy).startswith("Publish"), policy)

    def test_strict_policy_waits_for_success(self):
        for policy in ("v=DMARC1; p=reject", "v=DMARC1; p=quarantine",
                       "v=DMARC1; p=reject; t=y", "v=DMARC1; p=none; sp=reject",
                       "v=DMARC1; p=none; np=quarantine",
                       "v=DMARC1; p=none; np=reject"):
            self.assertEqual(self.place(policy),
                             "Publish the DMARC policy")


class Leaving(unittest.TestCase):

    def deleted(self, *instances, **more):
        return [label for _, verb, label in commands(steps(*instances, **more))
                if verb == "delete-email-identity"]

    def test_unshared_identity_is_deleted(self):
        stays = instance("b", "eu-west-1", "2", **easy("b"))
        gone = instance("a", "us-east-1", "1", state="retired", **easy("a"))
        self.assertEqual(self.deleted(gone, stays), ["a"])
        self.assertEqual(self.deleted(gone, {**gone, "label": "a2"}, stays),
                         ["a"])

    def test_shared_identity_is_kept(self):
        gone = instance("a", "us-east-1", "1", state="retired", **easy("a"))
        for state in ("active", "draining"):
            self.assertEqual(self.deleted(
                gone, instance("new", "us-east-1", "1", state=state,
                               **easy("b"))), [])

    def test_identity_is_kept_while_removals_wait(self):
        found = steps(
            instance("a", "us-east-1", "1", state="retired", **easy("a")),
            instance("b", "eu-west-1", "2", **easy("b", "pending")))
        self.assertEqual(titles(found)[-1],
                         "Run this again once the active instances can "
                         "replace the retired ones")
        self.assertNotIn("delete", str(found))

    def test_a_parent_is_deleted_after_its_replicas(self):
        origin = "AWS_SES_US_EAST_1"
        parent = instance("parent", "us-east-1", "1", state="retired",
                          **easy("a"))
        replica = instance("replica", "eu-west-1", "1", dkim_origin=origin,
                           **easy("a"))
        other = instance("b", "us-east-1", "2", **easy("b"))
        self.assertEqual(self.deleted(parent, {**replica, "state": "retired"},
                                      other), ["replica", "parent"])
        self.assertEqual(self.deleted(parent, {**replica, "state": "draining"},
                                      other), [])

    def test_token_is_removed_last(self):
        found = steps(
            instance("a", "us-east-1", "1", state="retired",
                     verification_token="A" * 43 + "="),
            instance("b", "eu-west-1", "2", verification_token="B" * 43 + "=",
                     **easy("b")))
        published = lines_of(found, "Publish")
        self.assertTrue(any("BBB" in line for line in published))
        self.assertFalse(any("AAA" in line for line in published))
        removed = lines_of(found, "Remove")
        self.assertTrue(any("AAA" in line for line in removed))


if __name__ == "__main__":
    unittest.main()
