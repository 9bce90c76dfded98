# SPDX-License-Identifier: MIT
"""Test that octoDNS accepts the YAML beside another source, and that a sync
keeps all unrelated records."""
import os
import unittest

import states

# The document is the last source and overrides sets of both sources.
CONFIG = """\
providers:
  ours:
    class: octodns.provider.yaml.YamlProvider
    directory: {directory}/ours
    escaped_semicolons: {escaped}
    enforce_order: true
    populate_should_replace: true
  before:
    class: octodns_bind.ZoneFileProvider
    directory: {directory}/before
    file_extension: .zone
  zone:
    class: octodns_bind.ZoneFileProvider
    directory: {directory}/zone
    file_extension: .zone
zones:
  {zone}.:
    sources: [before, ours]
    targets: [zone]
"""


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class OctoDns(states.Refusals, unittest.TestCase):

    form = "octodns"

    def octodns(self, command, *arguments):
        return states.run(states.VENV / f"bin/octodns-{command}",
                          "--config-file",
                          self.directory.path / "config.yaml", *arguments)

    def place(self, document, extra=(), semicolons="escaped",
              escaped=None):
        self.directory = states.Directory(self)
        zone = states.ZONE
        text = states.write(document, self.form,
                            f"octodns.semicolons={semicolons}")
        self.assertIn("never the only", text.splitlines()[0])
        names = [line for line in text.splitlines() if line[:1] == "'"]
        self.assertEqual(len(set(names)), len(names))
        self.directory.file(f"ours/{zone}.yaml", text)
        for place in ("before", "zone"):
            self.directory.file(f"{place}/{zone}.zone",
                                states.zone_text(extra))
        self.directory.file("config.yaml", CONFIG.format(
            directory=self.directory.path, zone=zone,
            escaped=str((escaped or semicolons) == "escaped").lower()))

    def check(self, document, extra=(), semicolons="escaped"):
        """Sync, and check that the zone has its old and the desired
        records."""
        self.place(document, extra, semicolons)
        self.octodns("validate")
        self.octodns("sync", "--doit", "--force")
        path = self.directory.path / "zone" / f"{states.ZONE}.zone"
        self.assertEqual(states.of_zone_file(path),
                         states.after(document, extra))

    def test_zone_in_use(self):
        for semicolons in ("escaped", "plain"):
            self.check(states.setup(), semicolons=semicolons)

    def test_wrong_semicolons_are_refused(self):
        self.place(states.setup(), semicolons="plain", escaped="escaped")
        with self.assertRaisesRegex(RuntimeError, "unescaped ;"):
            self.octodns("validate")

    def test_hostile_texts(self):
        for semicolons in ("escaped", "plain"):
            taken = [text for text in states.TEXTS if states.takes(
                text, self.form, f"octodns.semicolons={semicolons}")]
            self.assertGreater(len(taken), 40)
            self.assertTrue(all(text.isascii() for text in taken))
            extra = states.texts_at(taken)
            self.check(states.setup(extra), extra, semicolons)

    def test_hostile_settings(self):
        for policy in states.POLICIES:
            self.check(states.hostile(policy))

    def test_hostile_ids(self):
        want = states.write(states.setup(), self.form).splitlines()
        for mark in states.MARKS:
            text = states.write(states.setup(id=mark), self.form)
            self.assertEqual(text.splitlines()[2:], want[2:])
            self.assertIn(mark, text.splitlines()[1])
        self.place(states.setup(id="".join(states.MARKS[:20])))
        self.octodns("validate")

    def test_natural_order(self):
        """More names with numbers than are sorted at a time."""
        document = states.setup(instances=[
            {"account": f"{n}", "region": "us-east-1", "dkim_tokens": [
                f"a{n}", f"a{n:04}b{n % 7}", f"{n}"]} for n in range(700)])
        self.check(document)


if __name__ == "__main__":
    unittest.main()
