# SPDX-License-Identifier: MIT
"""Test octoDNS with our source beside a YAML source: BIND loads the resulting
zone, which is correct."""
import os
import pathlib
import subprocess
import tempfile
import unittest

import nameserver
import process
import servers

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
VENV = pathlib.Path(os.environ.get("SESDOMAIN_VENV", "venv"))
SETUP = SOURCE / "examples/data/cross-region/setup.json"
ZONE = "anycompany.com"
CONFIG = """\
providers:
  yaml:
    class: octodns.provider.yaml.YamlProvider
    directory: {at}/yaml
  ses:
    class: octodns_sesdomain.Source
    setup: {setup}
  zone:
    class: octodns_bind.Rfc2136Provider
    host: {address}
    port: {port}
    key_name: {key.name}
    key_secret: {key.secret}
    key_algorithm: {key.algorithm}
zones:
  {zone}.:
    sources: [yaml, ses]
    targets: [zone]
"""
YAML = """\
---
'':
  - type: A
    value: 192.0.2.1
  - type: NS
    values: [ns.example.net.]
  - type: TXT
    value: v=spf1 include:_spf.example.net -all
_amazonses:
  type: TXT
  value: amazonses-of-another
"""


class Zone(unittest.TestCase):
    """A zone in BIND, which octoDNS makes of a YAML source and ours."""

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.at = pathlib.Path(place.name)
        (self.at / "yaml").mkdir()
        (self.at / f"yaml/{ZONE}.yaml").write_text(YAML)
        self.named = self.enterContext(servers.Named({
            ZONE: f"$ORIGIN {ZONE}.\n"
                  "@ 3600 IN SOA ns.example.net. a.b. 1 2 3 4 5\n"
                  "@ 3600 IN NS ns.example.net.\n"}, nameserver.Key()))

    def sync(self, setup=SETUP, *arguments):
        (self.at / "config.yaml").write_text(
            CONFIG.format(at=self.at, setup=setup, zone=ZONE,
                          address=process.ADDRESS, port=self.named.port,
                          key=self.named.key))
        paths = [SOURCE / "bindings/octodns", SOURCE / "bindings/python"]
        return subprocess.run(
            [VENV / "bin/octodns-sync", "--config-file",
             self.at / "config.yaml", "--doit", "--force", *arguments],
            capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": ":".join(map(str, paths))})


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class OctoDnsSource(Zone):
    def test_sync_and_again(self):
        done = self.sync()
        self.assertEqual(done.returncode, 0, done.stderr)
        held = str(self.named.transfer())
        for text in (
            "192.0.2.1", '"amazonses-of-another"',
            '"pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="',
            '"CyBYuNaesCz82eY1p5M8Li84aMqLG0sKkGUYP3qLseg="',
            '"v=DMARC1; p=none; rua=mailto:dmarc@anycompany.com"',
            '"v=spf1 include:_spf.example.net -all"',
            "feedback-smtp.eu-west-1.amazonses.com.",
        ):
            self.assertIn(text, held)
        again = self.sync()
        self.assertEqual(again.returncode, 0, again.stderr)
        self.assertIn("No changes", again.stderr + again.stdout)

    def test_errors_stop_it(self):
        """After a conflict or an invalid document, nothing is written."""
        before = self.named.transfer()
        bad = self.at / "bad.json"
        bad.write_text('{"domain": "anycompany.com", "nothing": 1}')
        done = self.sync(bad)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("nothing", done.stderr)
        (self.at / f"yaml/{ZONE}.yaml").write_text(
            YAML + "mail-us:\n  type: CNAME\n  value: www.example.net.\n")
        done = self.sync()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("mail-us.anycompany.com", done.stderr)
        self.assertEqual(self.named.transfer(), before)


if __name__ == "__main__":
    unittest.main()
