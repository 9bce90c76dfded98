# SPDX-License-Identifier: MIT
"""Real name servers on loopback, for the duration of a with statement.

    with Named({"example.com": text}) as server:
        server.transfer()

Each server has its own directory and a free port. However the statement ends,
the processes and files of the server are removed.
"""
import contextlib
import json
import pathlib
import sqlite3
import urllib.error
import urllib.request

from nameserver import DynamicServer, NameServer
from process import ADDRESS, free_port, tool

SCHEMA = "/usr/share/pdns-backend-sqlite3/schema/schema.sqlite3.sql"
API_KEY = "dummy"


def named_files():
    """Return the options by which BIND writes no file that all its processes
    would share. 9.20 has no lock file."""
    is_old = " 9.18." in tool("named", "-v")
    return ("pid-file none; session-keyfile none;" +
            " lock-file none;" * is_old)


class Named(DynamicServer):
    """BIND."""

    def configure(self):
        text = f"""
            options {{
                directory "{self.directory}";
                listen-on port {self.port} {{ {ADDRESS}; }};
                listen-on-v6 {{ none; }};
                {named_files()}
                recursion no; notify no; empty-zones-enable no;
                dnssec-validation no; minimal-responses yes;
                max-ixfr-ratio unlimited;
                allow-transfer {{ {ADDRESS}; }};
            }};
            controls {{ }};
            """
        update = ""
        if self.key:
            text += (f'key "{self.key.name}" {{ '
                     f"algorithm {self.key.algorithm}; "
                     f'secret "{self.key.secret}"; }};\n')
            update = f'allow-update {{ key "{self.key.name}"; }};'
        for zone in self.zones:
            text += (f'zone "{zone}" {{ type primary; file "{zone}.zone"; '
                     f"{update} }};\n")
        return "named", "-g", "-n", "1", "-c", self.file("conf", text)


class Knot(DynamicServer):
    """Knot DNS; signed: it signs its zones (DNSSEC)."""

    def __init__(self, zones, key=None, signed=False):
        super().__init__(zones, key)
        self.signed = signed

    @property
    def control(self):
        return self.directory / "knot.sock"

    def knotc(self, *arguments):
        """Run knotc and return its output."""
        return tool("knotc", "-s", self.control, *arguments)

    def is_up(self):
        """Return whether the control socket works; it opens after port 53."""
        try:
            return super().is_up() and bool(self.knotc("status"))
        except RuntimeError:
            return False

    def configure(self):
        acl = f"""
acl:
  - id: transfer
    address: {ADDRESS}
    action: transfer
"""
        names = "transfer"
        if self.key:
            acl = f"""
key:
  - id: {self.key.name}
    algorithm: {self.key.algorithm}
    secret: {self.key.secret}
{acl}
  - id: update
    key: {self.key.name}
    action: update
"""
            names += ", update"
        zones = "".join(f"  - domain: {zone}\n" for zone in self.zones)
        return "knotd", "-c", self.file("conf", f"""
server:
    rundir: "{self.directory}"
    listen: {ADDRESS}@{self.port}
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
control:
    listen: "{self.control}"
log:
  - target: stderr
    any: info
database:
    storage: "{self.directory}"
{acl}
template:
  - id: default
    storage: "{self.directory}"
    file: "%s.zone"
    zonefile-sync: -1
    semantic-checks: on
    dnssec-signing: {"on" if self.signed else "off"}
    acl: [{names}]
zone:
{zones}
""")


class Nsd(NameServer):
    """NSD."""

    def configure(self):
        text = f"""
            server:
                ip-address: {ADDRESS}
                port: {self.port}
                server-count: 1
                username: ""
                chroot: ""
                zonesdir: "{self.directory}"
                zonelistfile: "{self.directory}/zone.list"
                xfrdfile: "{self.directory}/xfrd.state"
                xfrdir: "{self.directory}"
                database: ""
                pidfile: ""
                rrl-ratelimit: 0
            remote-control:
                control-enable: no
            """
        for zone in self.zones:
            text += (f'zone:\n name: "{zone}"\n zonefile: "{zone}.zone"\n'
                     f" provide-xfr: {ADDRESS} NOKEY\n")
        return "nsd", "-d", "-c", self.file("conf", text)


class PowerDns(NameServer):
    """PowerDNS with SQLite and its HTTP API."""

    def __init__(self, zones):
        super().__init__(zones)
        self.api_port = free_port()

    def configure(self):
        database = self.directory / "pdns.sqlite3"
        with contextlib.closing(sqlite3.connect(database)) as db:
            db.executescript(pathlib.Path(SCHEMA).read_text("utf-8"))
        self.file("pdns.conf", f"""
            launch=gsqlite3
            gsqlite3-database={database}
            gsqlite3-pragma-synchronous=0
            local-address={ADDRESS}
            local-port={self.port}
            socket-dir={self.directory}
            disable-axfr=no
            allow-axfr-ips={ADDRESS}
            only-notify=
            security-poll-suffix=
            cache-ttl=0
            query-cache-ttl=0
            negquery-cache-ttl=0
            zone-cache-refresh-interval=0
            webserver-address={ADDRESS}
            webserver-port={self.api_port}
            api=yes
            api-key={API_KEY}
            """)
        tool("pdnsutil", f"--config-dir={self.directory}", "load-zone",
             *(word for zone in self.zones
               for word in (zone, self.directory / f"{zone}.zone")))
        return ("pdns_server", f"--config-dir={self.directory}",
                "--guardian=no", "--daemon=no", "--write-pid=no")

    def is_up(self):
        try:
            return super().is_up() and self.api("GET", "")[0] == 200
        except OSError:
            return False

    def request(self, method, path, text=None):
        """Send a text to the HTTP API and return the status and the
        response."""
        request = urllib.request.Request(
            f"http://{ADDRESS}:{self.api_port}/api/v1/servers/localhost{path}",
            method=method, headers={"X-API-Key": API_KEY},
            data=None if text is None else text.encode())
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def api(self, method, path, body=None):
        """Send a request to the HTTP API and return the status and the JSON of
        the response, if any."""
        status, text = self.request(
            method, path, None if body is None else json.dumps(body))
        return status, json.loads(text) if text else None
