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
PATIENCE = 30  # seconds for a server to come up, or to go
ENVIRONMENT = {**os.environ, "PATH": os.environ["PATH"] + ":/usr/sbin:/sbin"}


def tool(*command, **options):
    """Run a command to its end; what it prints, warnings as well."""
    done = subprocess.run(command, env=ENVIRONMENT, check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: exit {done.returncode}:\n"
                           f"{done.stdout}")
    return done.stdout


def free_port():
    """Find a port below those that the kernel hands out by itself."""
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
    """Tell whether a process of the group runs. The dead that nobody has
    waited for are not counted: the first process of a system takes its time
    to do so for orphans."""
    for path in pathlib.Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            state, _, number = path.read_text().rpartition(")")[2].split()[:3]
            if int(number) == group and state != "Z":
                return True
    return False


class Server:
    """A process for as long as a with statement lasts, and no longer than
    the thread that started it; with a port and a directory of its own."""

    address = ADDRESS

    def __init__(self):
        self.process = None
        self.port = free_port()

    def configure(self):
        """Write what the server reads; give the command that starts it."""
        raise NotImplementedError

    def is_up(self):
        """Tell whether the server does its work."""
        raise NotImplementedError

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            self.directory = pathlib.Path(stack.enter_context(
                tempfile.TemporaryDirectory(prefix="sesdomain-real-")))
            stack.callback(self._stop)
            self._start()
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *failure):
        self._stack.close()

    def file(self, name, text):
        path = self.directory / name
        path.write_text(text, "utf-8")
        return path

    def log(self):
        """Return the end of what the server said."""
        text = (self.directory / "log").read_text("utf-8", "replace")
        return "\n".join(text.splitlines()[-20:])

    def _start(self):
        command = self.configure()
        if not shutil.which(command[0], path=ENVIRONMENT["PATH"]):
            raise unittest.SkipTest(f"needs the program {command[0]}")
        with open(self.directory / "log", "wb") as log:
            # should this process be killed, the server is told to go
            self.process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *map(str, command)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                cwd=self.directory, env=ENVIRONMENT, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while not self.is_up():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError(
                    f"{type(self).__name__} is not up:\n{self.log()}")
            time.sleep(0.02)

    def _stop(self):
        if not self.process:
            return
        group = self.process.pid
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None or is_alive(group):
            if time.monotonic() > end:
                os.killpg(group, signal.SIGKILL)
                self.process.wait()
                raise RuntimeError(
                    f"{type(self).__name__} had to be killed:\n{self.log()}")
            time.sleep(0.01)
