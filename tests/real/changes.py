# SPDX-License-Identifier: MIT
"""The formats that change a zone, each with the server or tool that applies
it."""
import contextlib
import json
import subprocess

import dns.rdatatype

import listing
import powerdns
import program
import route53
import servers
import whole_zone
import wire
from nameserver import Key
from process import ADDRESS, ENVIRONMENT, tool


class Document:
    """The output of the program for a setup and a zone; option selects the
    reader of the zone."""

    def __init__(self, setup, path, option="-z"):
        self.setup = setup
        self.source = option, str(path)

    def execute(self, form, *arguments):
        return program.execute(self.setup, *self.source, "-k", "-f", form,
                               *arguments)

    def write(self, form, *arguments):
        """Return the plan in a format, even if the plan has errors."""
        done = self.execute(form, *arguments)
        if done.returncode not in (0, 1):
            raise program.Refused(done.stderr.decode())
        return done.stdout.decode()

    def documents(self, form):
        """Return all documents of a format that may split a plan."""
        texts = []
        while True:
            try:
                texts.append(self.write(form, "-p", str(len(texts) + 1)))
            except program.Refused as end:
                if texts and "this format has only" in str(end):
                    return texts
                raise

    def plan(self):
        return json.loads(self.write("json"))

    def drift(self):
        """Return the diff, and whether the exit status is correct: 1 for
        errors, else 3 for changes."""
        done = self.execute("diff", "-e")
        errors = any(line.startswith("error: ")
                     for line in done.stderr.decode().splitlines())
        wanted = 1 if errors else 3 if done.stdout else 0
        return done.stdout.decode(), done.returncode == wanted


class Way:
    """A format, and the server that applies it."""

    form = None
    options = ()
    source = "-z"  # the option that reads a zone
    refused = ()   # results of apply() if the zone has changed since the plan

    def serve(self, zones):
        """Return a context manager for a server of zones, a dict of texts."""
        raise NotImplementedError

    def read(self, server, zone):
        """Transfer a zone and return its text, as dig prints it."""
        return tool("dig", "-r", f"@{ADDRESS}", "-p", str(server.port),
                    "+onesoa", "+noall", "+answer", f"{zone}.", "AXFR")

    def parse(self, zone, text):
        return wire.parse(zone, text)

    def held(self, server, zone):
        """Return the records that the server holds."""
        return self.parse(zone, self.read(server, zone))

    def write(self, document):
        return document.write(self.form, *self.options)

    def apply(self, server, zone, text):
        """Apply a text and return the exit status and the output."""
        raise NotImplementedError

    def intrude(self, server, zone, gone, came):
        """Remove and add records, as another administrator would."""
        lines = [f"update {word} {one.name} {one.ttl} IN {data}\n"
                 for word, records in (("delete", gone), ("add", came))
                 for one in records for data in [wire.data(one)]]
        text = f"zone {zone}.\n{''.join(lines)}send\n"
        if Update.send("nsupdate", server, text)[0]:
            raise RuntimeError(server.log())


class Update(Way):
    form = "nsupdate"
    refused = (2,)
    command = None

    @staticmethod
    def send(command, server, text):
        done = subprocess.run(
            [command, "-y", Key().argument], check=False, text=True,
            input=f"server {ADDRESS} {server.port}\n{text}",
            capture_output=True, env=ENVIRONMENT)
        return done.returncode, done.stdout + done.stderr

    def apply(self, server, zone, text):
        return self.send(self.command, server, text)


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

    def apply(self, server, zone, text, knotc="knotc"):
        done = subprocess.run(
            ["sh", "-s"], input=text, check=False, text=True,
            capture_output=True,
            env={**ENVIRONMENT, "KNOTC": f"{knotc} -s {server.control}"})
        return done.returncode, done.stdout + done.stderr


DNSSEC = {dns.rdatatype.from_text(kind) for kind in (
    "RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY", "CDS", "CDNSKEY")}


class KnotSigned(KnotScript):
    """Knot with DNSSEC: the records that Knot adds itself are ignored."""

    def serve(self, zones):
        return servers.Knot(zones, Key(), signed=True)

    def parse(self, zone, text):
        records = super().parse(zone, text)
        plain = {record for record in records if record.type not in DNSSEC}
        if len(records) < 2 * len(plain):
            raise RuntimeError(f"{zone} is not signed")
        return plain


class PowerDns(Way):
    form = "powerdns"
    refused = (422,)

    def serve(self, zones):
        return servers.PowerDns(zones)

    def apply(self, server, zone, text):
        status, said = server.request("PATCH", f"/zones/{zone}.", text)
        return 0 if status == 204 else status, said

    def intrude(self, server, zone, gone, came):
        there = self.held(server, zone) - gone | came
        sets = [{"name": str(name), "type": dns.rdatatype.to_text(kind),
                 "ttl": 300, "changetype": "REPLACE", "records": [
                     {"content": wire.data(one).partition(" ")[2]}
                     for one in there if (one.name, one.type) == (name, kind)]}
                for name, kind in {(one.name, one.type)
                                   for one in gone | came}]
        status, said = server.api("PATCH", f"/zones/{zone}.",
                                  {"rrsets": sets})
        if status != 204:
            raise RuntimeError(said)


class PowerDnsValues(Way):
    """EXTEND and PRUNE, checked against the documentation."""

    form = "powerdns"
    options = ("-o", "powerdns.value-ops=yes")
    refused = (422,)

    def serve(self, zones):
        return contextlib.nullcontext({zone: wire.parse(zone, text)
                                       for zone, text in zones.items()})

    def read(self, server, zone):
        return whole_zone.soa(zone) + wire.to_text(server[zone])

    def held(self, server, zone):
        return server[zone]  # the text may not parse as a zone

    def apply(self, server, zone, text):
        try:
            server[zone] = powerdns.patch(zone, server[zone], text)
        except powerdns.Refused as why:
            return 422, str(why)
        return 0, ""

    def intrude(self, server, zone, gone, came):
        server[zone] = server[zone] - gone | came


class Route53(Way):
    """Change batches, checked against the documentation."""

    form = "route53"
    source = "-r"
    refused = (400,)

    def serve(self, zones):
        return contextlib.nullcontext({zone: listing.from_zone(zone, text)
                                       for zone, text in zones.items()})

    def read(self, server, zone):
        return listing.to_text(server[zone])

    def parse(self, zone, text):
        return listing.parse(text)

    def apply(self, server, zone, text):
        server[zone], complaints = route53.submit(json.loads(text), zone,
                                                  server[zone])
        return 400 if complaints else 0, "\n".join(complaints)

    def intrude(self, server, zone, gone, came):
        there = self.held(server, zone) - gone | came
        server[zone] = listing.from_zone(
            zone, whole_zone.soa(zone) + wire.to_text(there))
