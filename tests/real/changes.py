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
    """What the program makes of a setup and a zone; option says in which
    form the file is."""

    def __init__(self, setup, path, option="-z"):
        self.setup = setup
        self.source = option, str(path)

    def execute(self, form, *arguments):
        return program.execute(self.setup, *self.source, "-k", "-f", form,
                               *arguments)

    def write(self, form, *arguments):
        """Return a format, though the plan may have errors."""
        done = self.execute(form, *arguments)
        if done.returncode not in (0, 1):
            raise program.Refused(done.stderr.decode())
        return done.stdout.decode()

    def documents(self, form):
        """Return all documents of a format that may have several."""
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
        """Return the diff, and whether the exit status is what it should be:
        errors first, then changes."""
        done = self.execute("diff", "-e")
        errors = any(line.startswith("error: ")
                     for line in done.stderr.decode().splitlines())
        wanted = 1 if errors else 3 if done.stdout else 0
        return done.stdout.decode(), done.returncode == wanted


class Way:
    """A way for a plan into a server."""

    form = None
    options = ()
    source = "-z"  # what reads the text of a zone
    refused = ()   # what apply() answers if the zone is not as it was

    def serve(self, zones):
        """Return a context manager for a server with zones, as texts."""
        raise NotImplementedError

    def read(self, server, zone):
        """Transfer a zone: its text, as dig prints it."""
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
        """Apply a text; give the exit status, and what was said."""
        raise NotImplementedError

    def intrude(self, server, zone, gone, came):
        """Take records out and put others in, as somebody else does."""
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
    """With DNSSEC's records at every name; what they are is Knot's work."""

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
    """EXTEND and PRUNE, held against what is documented of them."""

    form = "powerdns"
    options = ("-o", "powerdns.value-ops=yes")
    refused = (422,)

    def serve(self, zones):
        return contextlib.nullcontext({zone: wire.parse(zone, text)
                                       for zone, text in zones.items()})

    def read(self, server, zone):
        return whole_zone.soa(zone) + wire.to_text(server[zone])

    def held(self, server, zone):
        return server[zone]  # which may be no zone that can be parsed

    def apply(self, server, zone, text):
        try:
            server[zone] = powerdns.patch(zone, server[zone], text)
        except powerdns.Refused as why:
            return 422, str(why)
        return 0, ""

    def intrude(self, server, zone, gone, came):
        server[zone] = server[zone] - gone | came


class Route53(Way):
    """Batches, held against what is documented of them."""

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
