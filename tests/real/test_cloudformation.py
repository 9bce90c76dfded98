# SPDX-License-Identifier: MIT
"""CloudFormation's linter takes our templates, and what they hold is what
Route 53 is to hold."""
import os
import unittest

import yaml

import route53
import states


def read(text):
    """Give the sets of a template."""
    template = yaml.safe_load(text)
    group, = template["Resources"].values()
    assert group["Type"] == "AWS::Route53::RecordSetGroup"
    rows = []
    for rrset in group["Properties"]["RecordSets"]:
        kind, ttl = rrset["Type"], rrset["TTL"]
        assert isinstance(ttl, str) and rrset["Name"].endswith(".")
        for value in rrset["ResourceRecords"]:
            assert len(value) <= 4000
            assert route53.SHAPES[kind].fullmatch(value), value
            strings = route53.strings(value) if kind == "TXT" else [""]
            assert all(len(string) <= 255 for string in strings)
            rows.append((rrset["Name"], kind, int(ttl), b"".join(strings)
                         if kind == "TXT" else
                         states.comparable(kind, value)))
    return states.gather(rows)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class CloudFormation(states.Refusals, unittest.TestCase):

    form = "cloudformation"
    careful = True  # it creates, and fails where something is

    def setUp(self):
        self.directory = states.Directory(self)

    def check(self, *documents):
        """Have the linter read templates, and read them ourselves."""
        paths = []
        for number, document in enumerate(documents):
            text = states.write(document, self.form)
            self.assertEqual(read(text), states.wanted(document))
            paths.append(self.directory.file(f"{number}.yaml", text))
        states.run(states.VENV / "bin/cfn-lint", "--regions", "us-east-1",
                   "--template", *paths, env={**os.environ, "HOME":
                                              str(self.directory.path)})

    def test_zone_in_use(self):
        by_id = {**states.setup(), "options": {
            "cloudformation.zone": "Z0123456789ABC"}}
        self.check(states.setup(), by_id)
        self.assertIn("HostedZoneId: 'Z0123456789ABC'",
                      states.write(by_id, self.form))

    def test_hostile_texts(self):
        taken = [text for text in states.TEXTS
                 if states.takes(text, self.form)]
        refused = set(states.TEXTS) - set(taken)
        self.assertIn(b"{{resolve:ssm:x}}", refused)
        self.assertTrue(all(len(text) > 300 for text in
                            refused - {b"{{resolve:ssm:x}}"}))
        self.assertLessEqual(len(refused), 4)
        document = states.setup(states.texts_at(taken))
        self.assertEqual(read(states.write(document, self.form)),
                         states.wanted(document))
        # the linter counts an escape as its letters, and a '\\"' as an end
        self.check(states.setup(states.texts_at(
            text for text in taken
            if text and text.isascii() and text.decode().isprintable() and
            b'"' not in text)))

    def test_hostile_settings(self):
        self.check(*map(states.hostile, states.POLICIES))

    def test_hostile_ids(self):
        self.check(*(states.setup(id=mark) for mark in states.MARKS[::8]))
        for mark in states.MARKS:
            document = states.setup(id=mark)
            self.assertEqual(read(states.write(document, self.form)),
                             states.wanted(document))

    def test_what_exists_is_marked(self):
        text = states.write(states.setup(), self.form)
        self.assertIn("CloudFormation takes no set over", text)
        self.assertEqual(text.count("# exists\n"),
                         len(states.existing(states.setup())))

    def test_sets_of_400(self):
        tokens = [b"%d" % number for number in range(398)]
        self.check(states.setup(states.texts_at(tokens[1:])))
        self.assert_refused(states.setup(states.texts_at(tokens)),
                            "400 records")


if __name__ == "__main__":
    unittest.main()
