# SPDX-License-Identifier: MIT
"""Servers that run during a test, on loopback."""
import contextlib
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import unittest

ADDRESS = "127.0.0.1"
PATIENCE = 120  # seconds until a server has started or stopped
ENVIRONMENT = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}


def tool(*command, **options):
    """Run a command and return its output, warnings included."""
    done = subprocess.run(command, env=ENVIRONMENT, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}:\n"
                           f"{done.stdout}")
    return done.stdout


def free_port():
    """Return a free port below the range of ephemeral ports."""
    while True:
        port = random.SystemRandom().randrange(20000, 32000)
        with contextlib.ExitStack() as stack:
            try:
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    s = stack.enter_context(socket.socket(type=kind))
                    s.bind((ADDRESS, port))
            except OSError:
                continue
            return port


def is_alive(group):
    """Return whether a process of the group runs.

    Zombies are not counted: init may take some time to reap orphans."""
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, number = path.read_text().rpartition(")")[2].split()[:3]
            if int(number) == group and state != "Z":
                return True
    return False


class Server:
    """A server process with a port and a directory of its own. It ends with
    the with statement, or with the thread that started it."""

    address = ADDRESS

    def __init__(self):
        self.process = None
        self.port = free_port()

    def configure(self):
        """Write the configuration and return the command that starts the
        server."""
        raise NotImplementedError

    def is_up(self):
        """Return whether the server is ready."""
        raise NotImplementedError

    def __enter__(self):
        self.begin()
        with contextlib.ExitStack() as stack:
            stack.push(self)
            self.wait()
            stack.pop_all()
        return self

    def begin(self):
        """Start the process, without waiting until it is up."""
        with contextlib.ExitStack() as stack:
            self.directory = pathlib.Path(stack.enter_context(
                tempfile.TemporaryDirectory(prefix="sesdomain-real-")))
            stack.callback(self._stop)
            self._start()
            self._stack = stack.pop_all()

    def __exit__(self, *failure):
        self._stack.close()

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text, "utf-8")
        return path

    def log(self):
        """Return the end of the server's log."""
        text = (self.directory / "log").read_text("utf-8", "replace")
        return "\n".join(text.splitlines()[-20:])

    def _start(self):
        command = self.configure()
        if not shutil.which(command[0], path=ENVIRONMENT["PATH"]):
            raise unittest.SkipTest(f"needs the program {command[0]}")
        with open(self.directory / "log", "wb") as log:
            # if this process is killed, the kernel sends SIGTERM to the server
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *map(str, command)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.directory, env=ENVIRONMENT, start_new_session=True)

    def wait(self):
        """Wait until the process is up."""
        end = time.monotonic() + PATIENCE
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(
                    f"{type(self).__name__} is not up:\n{self.log()}")
            time.sleep(0.02)

    def terminate(self):
        """Tell the process to end, without waiting until it has."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)

    def _stop(self):
        if not self.process:
            return
        group = self.process.pid
        self.terminate()
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None or is_alive(group):
            if time.monotonic() > end:
                os.killpg(group, signal.SIGKILL)
                self.process.wait()
                raise RuntimeError(
                    f"{type(self).__name__} had to be killed:\n{self.log()}")
            time.sleep(0.01)
