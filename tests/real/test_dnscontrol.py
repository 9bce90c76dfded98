# SPDX-License-Identifier: MIT
"""Test that DNSControl accepts the JavaScript, and that a push keeps all
unrelated records."""
import json
import os
import unittest

import states

CREDENTIALS = {"bind": {"TYPE": "BIND", "directory": "zones",
                        "filenameformat": "%D.zone"},
               "none": {"TYPE": "NONE"}}
WHOLE = ("dnscontrol.provider=bind",)


def call(name, kind, ttl, data):
    """Return the call that declares a record in the D() of the user."""
    label = "@" if name == states.ZONE else name.removesuffix(
        f".{states.ZONE}")
    words = [data] if kind in ("A", "AAAA", "CNAME") else data.split(" ", 1)
    if kind == "TXT":
        words = [states.comparable(kind, data).decode()]
    elif kind == "SRV":
        words = [int(word) if word.isdigit() else word
                 for word in data.split()]
    elif kind == "MX":
        words[0] = int(words[0])
    elif kind == "CAA":
        words = [data.split()[1], json.loads(data.split()[2])]
    return f"{kind}({', '.join(map(json.dumps, [label, *words]))}, " \
           f"TTL({ttl}))"


def owners(document):
    """Return the D() of the user, without the sets of the document."""
    ours = {key[:2] for key in states.wanted(document)}
    calls = [call(*row) for row in states.records()
             if row[:2] not in ours and row[1] not in ("SOA", "NS")]
    return f'D("{states.ZONE}", NewRegistrar("none"), ' \
           'DnsProvider(NewDnsProvider("bind")), ' \
           f'NAMESERVER("ns1.example.net."),\n{",".join(calls)});\n' \
           'require("./ses.js");\n'


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class DnsControl(states.Refusals, unittest.TestCase):

    form = "dnscontrol"
    options = [(), WHOLE]

    def dnscontrol(self, *arguments):
        return states.run(states.DNSCONTROL, *arguments,
                          cwd=self.directory.path,
                          env={"PATH": os.environ["PATH"],
                               "HOME": str(self.directory.path)})

    def place(self, document, extra=(), *options):
        self.directory = states.Directory(self)
        text = states.write(document, self.form, *options)
        if options:
            self.directory.file("dnsconfig.js", text)
        else:
            self.directory.file("ses.js", text)
            self.directory.file("dnsconfig.js", owners(document))
        self.directory.file("creds.json", json.dumps(CREDENTIALS))
        self.directory.file(f"zones/{states.ZONE}.zone",
                            states.zone_text(extra))
        return text

    def check(self, document, extra=(), *options):
        """Push, and check that the zone has its old and the desired
        records."""
        self.place(document, extra, *options)
        self.dnscontrol("check")
        self.dnscontrol("push")
        self.assertEqual(states.of_zone_file(
            self.directory.path / f"zones/{states.ZONE}.zone"),
            states.after(document, extra))

    def test_zone_in_use(self):
        self.check(states.setup())

    def test_whole_form_purges_nothing(self):
        self.check(states.setup(), (), *WHOLE)
        text = states.write(states.setup(), self.form, *WHOLE)
        self.assertIn("NO_PURGE", text)

    def test_hostile_texts(self):
        taken = [text for text in states.TEXTS
                 if states.takes(text, self.form)]
        self.assertEqual(taken, [
            text for text in states.TEXTS
            if text.isascii() and text.decode().isprintable()])
        extra = states.texts_at(taken)
        self.check(states.setup(extra), extra)

    def test_hostile_settings(self):
        for policy in states.POLICIES:
            self.check(states.hostile(policy))

    def test_hostile_ids(self):
        self.check(states.setup(id="".join(states.MARKS[:20])))
        self.check(states.setup(id="".join(states.MARKS[20:50])))
        want = states.write(states.setup(), self.form).splitlines()[1:]
        for mark in states.MARKS:
            text = states.write(states.setup(id=mark), self.form)
            self.assertEqual(text.splitlines()[1:], want)


if __name__ == "__main__":
    unittest.main()
