# SPDX-License-Identifier: MIT
"""A small Internet in its own network namespace: addresses, a root, and name
servers on port 53, for the duration of a with statement.

    enter_namespace()
    with Internet(zones) as internet:
        internet.resolver

Only the calling thread and the processes that it starts are in the namespace.
"""
import collections
import contextlib
import ctypes
import os
import socket
import threading
import time

import dns.edns
import dns.exception
import dns.message
import dns.query
import dns.rcode

from process import Server, tool
from servers import named_files

COOKIE = 10  # RFC 7873
NEW_USER, NEW_NET = 0x10000000, 0x40000000
ROOT, RESOLVER, VALIDATOR = "45.0.0.1", "45.0.0.9", "45.0.0.10"

# The servers of d.test: their names and addresses.
HOSTS = {
    "ns1.d.test": ("45.1.0.1", "2a00::1:1"),
    "ns2.d.test": ("45.1.0.2", "2a00::1:2"),
    "ns3.other.test": ("45.1.0.3", "2a00::1:3"),
}


def enter_namespace():
    """Enter a new network namespace; raises OSError without permission."""
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.geteuid(), os.getegid()
    flags = NEW_NET | (NEW_USER if user else 0)
    if libc.unshare(flags):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    if user:
        for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"),
                           ("gid_map", f"0 {group} 1")):
            with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(text)
    tool("ip", "link", "set", "lo", "up")


def add_addresses(addresses):
    """Add local addresses to the namespace."""
    for address in addresses:
        tool("ip", "address", "add",
             f"{address}/{128 if ':' in address else 32}", "dev", "lo",
             *(["nodad"] if ":" in address else []))


def soa(zone, serial, minimum=60, primary="ns1"):
    return (f"$ORIGIN {zone}.\n$TTL 300\n"
            f"@ IN SOA {primary} hostmaster {serial} 3600 600 86400 "
            f"{minimum}\n")


@contextlib.contextmanager
def together(processes):
    """Run several servers, which start and end at the same time."""
    with contextlib.ExitStack() as stack:
        for process in processes:
            process.begin()
            stack.push(process)
        for process in processes:
            process.wait()
        try:
            yield
        finally:
            for process in processes:
                process.terminate()


class At(Server):
    """A server at addresses of the namespace, on port 53."""

    def __init__(self, zones, addresses):
        super().__init__()
        self.port = 53
        self.zones = dict(zones)
        self.addresses = addresses

    def _start(self):
        for zone, text in self.zones.items():
            self.file(f"{zone or 'root'}.zone", text)
        super()._start()

    def is_up(self):
        return all(serves(self.addresses[0], zone) for zone in self.zones)


def ask(address, name, kind, timeout=20.0, **options):
    query = dns.message.make_query(name, kind, **options)
    return dns.query.udp(query, address, timeout=timeout)


def serves(address, zone):
    try:
        answer = ask(address, (zone or "") + ".", "SOA", 0.5)
    except (dns.exception.DNSException, OSError):
        return False
    return answer.rcode() == dns.rcode.NOERROR and bool(answer.answer)


class Bind(At):
    """BIND, the primary of its zones; any client may update them."""

    notified = ()
    options = ""  # further ones

    def configure(self):
        listen = "".join(
            "listen-on%s { %s; };\n" % (
                ("-v6", address) if ":" in address else ("", address))
            for address in self.addresses)
        if not any(":" in address for address in self.addresses):
            listen += "listen-on-v6 { none; };\n"
        if all(":" in address for address in self.addresses):
            listen += "listen-on { none; };\n"
        text = f"""
            options {{
                directory "{self.directory}"; {listen}
                {named_files()}
                recursion no; notify explicit; empty-zones-enable no;
                notify-delay 0;
                dnssec-validation no; minimal-responses no;
                check-names primary ignore;
                allow-transfer {{ any; }};
                {self.options}
            }};
            controls {{ }};
            """
        for zone in self.zones:
            also = "".join(f"{a}; " for a in self.notified)
            text += (f'zone "{zone or "."}" {{ type primary; '
                     f'file "{zone or "root"}.zone"; '
                     f"allow-update {{ any; }}; also-notify {{ {also} }}; "
                     "};\n")
        return "named", "-g", "-n", "1", "-c", self.file("conf", text)


class Nsd(At):
    """NSD; with a primary, it transfers the zones."""

    def __init__(self, zones, addresses, primary=None):
        super().__init__(zones, addresses)
        self.primary = primary

    def configure(self):
        listen = "".join(f"ip-address: {a}\n" for a in self.addresses)
        text = f"""
            server:
                {listen}
                port: 53
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
            text += f'zone:\n name: "{zone}"\n zonefile: "{zone}.zone"\n'
            if self.primary:
                text += (f" request-xfr: AXFR {self.primary} NOKEY\n"
                         " allow-notify: 0.0.0.0/0 NOKEY\n")
        return "nsd", "-d", "-c", self.file("conf", text)


class Knot(At):
    """Knot DNS; with a primary, it transfers the zones; with signed, it signs
    them."""

    def __init__(self, zones, addresses, primary=None, signed=False):
        super().__init__(zones, addresses)
        self.primary = primary
        self.signed = signed

    def configure(self):
        listen = ", ".join(f"{a}@53" for a in self.addresses)
        remote = acl = ""
        if self.primary:
            remote = (f"remote:\n  - id: primary\n    address: "
                      f"{self.primary}@53\n"
                      "acl:\n  - id: notify\n    address: 0.0.0.0/0\n"
                      "    action: notify\n")
            acl = "    master: primary\n    acl: [notify]\n"
        zones = "".join(f"  - domain: {zone or '.'}\n{acl}"
                        for zone in self.zones)
        return "knotd", "-c", self.file("conf", f"""
server:
    rundir: "{self.directory}"
    listen: [ {listen} ]
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
control:
    listen: "{self.directory}/knot.sock"
log:
  - target: stderr
    any: info
database:
    storage: "{self.directory}"
{remote}
template:
  - id: default
    storage: "{self.directory}"
    file: "%s.zone"
    zonefile-sync: -1
    semantic-checks: off
    dnssec-signing: {"on" if self.signed else "off"}
zone:
{zones}
""")

    def key_record(self, zone):
        """Return the DS record of a signed zone."""
        return tool("keymgr", "-c", self.directory / "conf", zone, "ds")


class Unbound(At):
    """Unbound, a resolver with the root of this Internet."""

    def __init__(self, address, anchor=None):
        super().__init__({}, [address])
        self.anchor = anchor

    def is_up(self):
        return serves(self.addresses[0], "")

    def configure(self):
        hints = self.file("hints", f". 3600 NS a.root.\na.root. 3600 A {ROOT}\n")
        anchor = f'trust-anchor: "{self.anchor}"' if self.anchor else ""
        return "unbound", "-d", "-d", "-c", self.file("conf", f"""
server:
    interface: {self.addresses[0]}
    port: 53
    do-daemonize: no
    username: ""
    chroot: ""
    directory: "{self.directory}"
    pidfile: ""
    use-syslog: no
    num-threads: 1
    access-control: 0.0.0.0/0 allow
    root-hints: "{hints}"
    local-zone: "test." nodefault
    module-config: "{'validator ' if self.anchor else ''}iterator"
    {anchor}
    do-ip6: yes
    edns-buffer-size: 1232
    ede: yes
remote-control:
    control-enable: no
""")


def give_cookie(query, answer):
    """Return the cookie of a query, as a server does that has given one: c-ares
    1.34 drops answers without it (RFC 7873 section 5.3)."""
    given = [o for o in query.options if o.otype == COOKIE]
    if given and answer.edns >= 0:
        client = given[0].to_wire()[:8]
        answer.use_edns(answer.edns, answer.ednsflags, answer.payload, options=[
            *(o for o in answer.options if o.otype != COOKIE),
            dns.edns.GenericOption(COOKIE, client + bytes(8))])


class Scripted:
    """A name server whose answers a function computes.

    The function takes the query and whether it was sent over TCP. It returns a
    message, octets, a list of octets (over UDP), or None to send nothing. With
    once, each connection is closed after one answer. A forger is an address, a
    port and a function: what that returns is sent from there, before the
    answer."""

    def __init__(self, address, answer, tcp=True, once=False, forger=None,
                 port=53):
        self.address, self.answer, self.port = address, answer, port
        self.tcp, self.once, self.forger = tcp, once, forger

    def __enter__(self):
        family = socket.AF_INET6 if ":" in self.address else socket.AF_INET
        self._stop = threading.Event()
        self._udp = socket.socket(family, socket.SOCK_DGRAM)
        self._udp.bind((self.address, self.port))
        self._udp.settimeout(0.1)
        self._forged = socket.socket(family, socket.SOCK_DGRAM)
        if self.forger:
            self._forged.bind(self.forger[:2])
        self._threads = [threading.Thread(target=self._serve_udp)]
        if self.tcp:
            self._listener = socket.create_server(
                (self.address, self.port), family=family)
            self._listener.settimeout(0.1)
            self._threads.append(threading.Thread(target=self._serve_tcp))
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failure):
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._udp.close()
        self._forged.close()
        if self.tcp:
            self._listener.close()

    def _wire(self, data, tcp):
        query = dns.message.from_wire(data)
        try:
            answer = self.answer(query, tcp)
        except dns.exception.DNSException:
            return None
        if isinstance(answer, dns.message.Message):
            give_cookie(query, answer)
            answer = answer.to_wire(max_size=65535)
        return answer

    def _reply(self, data, peer):
        if self.forger:
            query = dns.message.from_wire(data)
            self._forged.sendto(self.forger[2](query).to_wire(), peer)
        answers = self._wire(data, False)
        for answer in answers if isinstance(answers, list) else [answers]:
            if answer is not None:
                with contextlib.suppress(OSError):
                    self._udp.sendto(answer, peer)

    def _serve_udp(self):
        while not self._stop.is_set():
            with contextlib.suppress(socket.timeout):
                data, peer = self._udp.recvfrom(4096)
                threading.Thread(target=self._reply, args=(data, peer),
                                 daemon=True).start()

    def _serve_tcp(self):
        while not self._stop.is_set():
            with contextlib.suppress(socket.timeout, OSError):
                connection, _ = self._listener.accept()
                with connection:
                    connection.settimeout(10)
                    self._serve_connection(connection)

    def _serve_connection(self, connection):
        stream = connection.makefile("rwb")
        while True:
            head = stream.read(2)
            if len(head) < 2:
                return
            data = stream.read(int.from_bytes(head, "big"))
            answer = self._wire(data, True)
            if answer is None:
                return
            stream.write(len(answer).to_bytes(2, "big") + answer)
            stream.flush()
            if self.once:
                return


class Relay:
    """A server that forwards queries to another and delays the answers; UDP
    only."""

    def __init__(self, address, target, seconds):
        self.address, self.target, self.seconds = address, target, seconds

    def __enter__(self):
        self._front = socket.socket(type=socket.SOCK_DGRAM)
        self._front.bind((self.address, 53))
        self._front.settimeout(0.002)
        self._back = socket.socket(type=socket.SOCK_DGRAM)
        self._back.connect((self.target, 53))
        self._back.settimeout(20)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(self, *failure):
        self._stop.set()
        self._thread.join()
        self._front.close()
        self._back.close()

    def _serve(self):
        late = collections.deque()  # (time, octets, recipient)
        while not self._stop.is_set():
            with contextlib.suppress(socket.timeout):
                query, peer = self._front.recvfrom(4096)
                due = time.monotonic() + self.seconds
                self._back.send(query)
                late.append((due, self._back.recv(4096), peer))
            while late and late[0][0] <= time.monotonic():
                _, answer, peer = late.popleft()
                self._front.sendto(answer, peer)


class Internet:
    """A root with test., com. and the zone of SES, and a resolver."""

    def __init__(self, delegations, more=None):
        self.delegations = delegations  # lines of the zone test.
        self.more = more or {}  # zones of the root's server

    def zones(self):
        ses = soa("amazonses.com", 1) + (
            "@ NS a.root.\n"
            '@ TXT "v=spf1 ip4:45.9.0.0/16 -all"\n'
            '*.dkim TXT "p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC"\n')
        smtp = ("feedback-smtp.us-east-1 MX 10 a\n"
                "feedback-smtp.us-east-1 A 45.9.0.1\n")
        return {
            "": soa("", 1).replace("$ORIGIN ..", "$ORIGIN .") +
            "@ NS a.root.\na.root. A 45.0.0.1\n"
            "test. NS a.root.\ncom. NS a.root.\n",
            "test": soa("test", 1) + "@ NS a.root.\n" + self.delegations,
            "com": soa("com", 1) + "@ NS a.root.\n"
            "amazonses NS a.root.\n",
            "amazonses.com": ses + smtp,
            **self.more,
        }

    def __enter__(self):
        with contextlib.ExitStack() as stack:
            stack.enter_context(Bind(self.zones(), [ROOT]))
            stack.enter_context(Unbound(RESOLVER))
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *failure):
        self._stack.close()
