# SPDX-License-Identifier: MIT
"""sesdomain-check without a network: what it writes. tests/real asks real
servers."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import tempfile
import unittest
from pathlib import Path

from support import SOURCE

PROGRAM = os.environ.get("SESDOMAIN_CHECK")
RECORDING = SOURCE / "tests/fuzz/corpus/recording/given"
SETUP = (b'{"domain": "d.test", "instances": '
         b'[{"account": "1", "region": "us-east-1"}]}')


@unittest.skipUnless(PROGRAM, "SESDOMAIN_CHECK is not set")
class Recordings(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.directory = Path(temporary.name)
        self.setup = self.directory / "setup"
        self.setup.write_bytes(SETUP)
        self.other = self.directory / "other"
        self.other.write_bytes(SETUP)
        self.recording = self.directory / "recording"
        shutil.copy(RECORDING, self.recording)

    def check(self, *arguments):
        with self.setup.open("rb") as file:
            return subprocess.run([PROGRAM, *arguments], cwd=self.directory,
                                  stdin=file, capture_output=True, timeout=60)

    def test_no_input_is_overwritten(self):
        (self.directory / "link").symlink_to("setup")
        os.link(self.recording, self.directory / "hard")
        for words, text in (
            (["--record=setup", "setup"], b"the setup"),
            (["--record=setup", "-"], b"the setup"),
            (["--record=other", "setup", "other"], b"the setup"),
            (["--record=link", "setup"], b"the setup"),
            (["--record=setup", "link"], b"the setup"),
            (["--record=recording", "setup"], b"the recording"),
            (["--record=hard", "setup"], b"the recording"),
        ):
            with self.subTest(words):
                done = self.check("--replay=recording", *words)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(b"would overwrite " + text, done.stderr)
                self.assertEqual(self.setup.read_bytes(), SETUP)
                self.assertEqual(self.other.read_bytes(), SETUP)
                self.assertEqual(self.recording.read_bytes(),
                                 RECORDING.read_bytes())

    def test_nothing_known_is_not_ready(self):
        """Nor is it if the settings name no record."""
        with socket.socket(type=socket.SOCK_DGRAM) as silent:
            silent.bind(("127.0.0.1", 0))
            address = f"127.0.0.1@{silent.getsockname()[1]}"
            for option in ("--server", "--root"):
                done = self.check(f"{option}={address}", "--timeout=0.1",
                                  f"--resolver={address}", "setup")
                self.assertEqual(done.returncode, 4, done.stdout)

    def test_processes_that_wait_do_not_look_together(self):
        with contextlib.ExitStack() as stack:
            silent = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
            silent.bind(("127.0.0.1", 0))
            address = f"127.0.0.1@{silent.getsockname()[1]}"
            processes = [stack.enter_context(subprocess.Popen(
                [PROGRAM, f"--server={address}", f"--resolver={address}",
                 "--timeout=0.1", "--wait=60", "--interval=40", "setup"],
                cwd=self.directory, stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE, text=True)) for _ in range(16)]
            pauses = set()
            for process in processes:
                line = process.stderr.readline()
                process.kill()
                pauses.add(int(re.fullmatch(
                    r"0 of 1 ready; next look in (\d+) s\n", line)[1]))
        self.assertLessEqual(pauses, set(range(30, 41)))
        self.assertGreater(len(pauses), 1)

    def test_a_recording_is_complete_or_an_error(self):
        done = self.check("--replay=recording", "--record=new", "setup")
        self.assertNotEqual(done.returncode, 2, done.stderr)
        again = self.check("--replay=new", "setup")
        self.assertEqual(again.stdout, done.stdout)
        for path, text in (("/dev/full", b"/dev/full: No space left"),
                           ("/dev/null/x", b"/dev/null/x: Not a directory")):
            done = self.check("--replay=recording", f"--record={path}",
                              "setup")
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(text, done.stderr)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_help_and_version_on_a_full_disk(self):
        for word in ("--help", "--version"):
            self.assertEqual(self.check(word).returncode, 0)
            with open("/dev/full", "w") as full:
                done = subprocess.run([PROGRAM, word], stdout=full,
                                      stderr=subprocess.PIPE, timeout=60)
            self.assertEqual((done.returncode, done.stderr.splitlines()),
                             (2, [b"standard output: cannot write: "
                                  b"No space left on device"]))


if __name__ == "__main__":
    unittest.main()
