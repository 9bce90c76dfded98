# SPDX-License-Identifier: MIT
"""The formats that change a zone, each with what takes it."""
import json
import subprocess

import program
import servers
import wire
from nameserver import Key
from process import ADDRESS, ENVIRONMENT, tool


class Document:
    """What the program makes of a setup and a zone file."""

    def __init__(self, setup, path):
        self.setup = setup
        self.path = str(path)

    def execute(self, form, *arguments):
        return program.execute(self.setup, "-z", self.path, "-k", "-f", form,
                               *arguments)

    def write(self, form, *arguments):
        """Give a format, though the plan may have errors."""
        done = self.execute(form, *arguments)
        if done.returncode not in (0, 1):
            raise program.Refused(done.stderr.decode())
        return done.stdout.decode()

    def plan(self):
        return json.loads(self.write("json"))

    def drift(self):
        """Give the diff, and whether the exit status is what it should be:
        errors first, then changes."""
        done = self.execute("diff", "-e")
        errors = any(line.startswith("error: ")
                     for line in done.stderr.decode().splitlines())
        wanted = 1 if errors else 3 if done.stdout else 0
        return done.stdout.decode(), done.returncode == wanted


def axfr(server, zone):
    """Transfer a zone: its text, as dig prints it."""
    return tool("dig", "-r", f"@{ADDRESS}", "-p", str(server.port),
                "+onesoa", "+noall", "+answer", f"{zone}.", "AXFR")


def held(server, zone):
    return wire.parse(zone, axfr(server, zone))


class Way:
    """A way for a plan into a server."""

    form = None
    options = ()
    refused = ()  # what the tool exits with if the zone is not as it was

    def serve(self, zones):
        raise NotImplementedError

    def write(self, document):
        return document.write(self.form, *self.options)

    def apply(self, server, zone, text):
        """Apply a text; give the exit status, and what was said."""
        raise NotImplementedError


class Update(Way):
    form = "nsupdate"
    refused = (2,)
    command = None

    def apply(self, server, zone, text):
        done = subprocess.run(
            [self.command, "-y", Key().argument], check=False, text=True,
            input=f"server {ADDRESS} {server.port}\n{text}",
            capture_output=True, env=ENVIRONMENT)
        return done.returncode, done.stdout + done.stderr


class Bind(Update):
    command = "nsupdate"

    def serve(self, zones):
        return servers.Named(zones, Key())


class KnotUpdate(Update):
    command = "knsupdate"
    refused = (1,)

    def serve(self, zones):
        return servers.Knot(zones, Key())


class KnotScript(Way):
    form = "knotc"
    refused = (3,)

    def serve(self, zones):
        return servers.Knot(zones, Key())

    def apply(self, server, zone, text):
        done = subprocess.run(
            ["sh", "-s"], input=text, check=False, text=True,
            capture_output=True,
            env={**ENVIRONMENT, "KNOTC": f"knotc -s {server.control}"})
        return done.returncode, done.stdout + done.stderr


class PowerDns(Way):
    form = "powerdns"
    refused = (422,)

    def serve(self, zones):
        return servers.PowerDns(zones)

    def apply(self, server, zone, text):
        status, said = server.request("PATCH", f"/zones/{zone}.", text)
        return 0 if status == 204 else status, said
