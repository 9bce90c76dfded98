# SPDX-License-Identifier: MIT
"""Test the filter of the Ansible collection in a playbook."""
import os
import pathlib
import subprocess
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
SETUP = SOURCE / "examples/data/cross-region/setup.json"
PLAYBOOK = """\
- hosts: localhost
  connection: local
  gather_facts: false
  vars:
    setup: "{{{{ lookup('file', '{setup}') | from_json }}}}"
  tasks:
    - ansible.builtin.copy:
        content: "{{{{ setup | sesdomain.dns.ses_plan('zone') }}}}"
        dest: "{at}/zone"
    - ansible.builtin.copy:
        content: >-
          {{% for item in (setup | sesdomain.dns.ses_plan).recordsets -%}}
          {{{{ item.name }}}} {{{{ item.records | length }}}} {{% endfor %}}
        dest: "{at}/names"
"""


class Ansible(unittest.TestCase):
    def play(self, setup):
        with tempfile.TemporaryDirectory() as directory:
            at = pathlib.Path(directory)
            (at / "play.yml").write_text(PLAYBOOK.format(setup=setup, at=at))
            done = subprocess.run(
                ["ansible-playbook", "-i", "localhost,", at / "play.yml"],
                capture_output=True, text=True, stdin=subprocess.DEVNULL,
                env={**os.environ, "HOME": directory, "LC_ALL": "C.UTF-8",
                     "ANSIBLE_COLLECTIONS_PATH":
                         str(SOURCE / "bindings/ansible"),
                     "ANSIBLE_LOCALHOST_WARNING": "false",
                     "ANSIBLE_PYTHON_INTERPRETER": "/usr/bin/python3"})
            return done, {path.name: path.read_text()
                          for path in at.iterdir() if path.is_file()}

    def test_plan(self):
        done, files = self.play(SETUP)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        golden = SOURCE / "tests/golden/cross-region/zone.txt"
        self.assertEqual(files["zone"], golden.read_text())
        self.assertIn("_dmarc.anycompany.com", files["names"])

    def test_errors_are_one_line(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            file.write('{"domain": "a.test", "ttl": "x"}')
            file.flush()
            done, files = self.play(file.name)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("ses_plan: ttl: ", done.stdout)
        self.assertNotIn("zone", files)


if __name__ == "__main__":
    unittest.main()
