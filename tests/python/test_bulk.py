# SPDX-License-Identifier: MIT
"""Test sesdomain-bulk: many domains, one per line."""

import base64
import contextlib
import hashlib
import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import sesdomain
from domains import line, setup

PROGRAM = os.environ.get("SESDOMAIN_BULK")
ZONE = "$ORIGIN domain1.example.\n@ 60 IN SOA ns.example. h.example. 1 2 3 4 5\n"


def bulk(*arguments, timeout=120, **keywords):
    return subprocess.run([PROGRAM, *map(str, arguments)], timeout=timeout,
                          **{"capture_output": True, **keywords})


def lines(octets):
    return [json.loads(text) for text in octets.decode().splitlines()]


@unittest.skipUnless(PROGRAM, "SESDOMAIN_BULK is not set")
class Bulk(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.input = self.directory / "in"
        self.output = self.directory / "out"

    def write(self, count):
        with self.input.open("w") as file:
            for i in range(count):
                file.write(line(i))
        return self.input


class Lines(Bulk):
    def test_a_line_is_what_the_library_finds(self):
        done = bulk("-f", "zone", "-f", "json", "-f", "route53",
                    input=(line(0) + line(1)).encode())
        self.assertEqual(done.returncode, 0, done.stderr)
        got = lines(done.stdout)
        self.assertEqual([each["line"] for each in got], [1, 2])
        for i, each in enumerate(got):
            plan = sesdomain.Domain.from_setup(line(i)).plan()
            self.assertEqual(each["domain"], plan.domain)
            self.assertEqual(each["zone"], plan.zone)
            self.assertEqual(each["verdict"], "waiting")
            self.assertEqual(each["ready"], plan.ready)
            self.assertEqual(each["has_changes"], plan.has_changes)
            documents = each["documents"]
            self.assertEqual(documents["zone"], [plan.text("zone")])
            self.assertEqual(
                documents["json"], [json.loads(plan.text("json"))])
            self.assertEqual(
                documents["route53"],
                [json.loads(text) for text in plan.documents("route53")])
            self.assertEqual(each["refused"], {})

    def test_every_format(self):
        formats = [format.name for format in sesdomain.formats()]
        done = bulk(*(word for name in formats for word in ("-f", name)),
                    input=line(0).encode())
        (got,) = lines(done.stdout)
        plan = sesdomain.Domain.from_setup(line(0)).plan()
        self.assertEqual(list(got["documents"]), formats)
        for format in sesdomain.formats():
            with self.subTest(format.name):
                refusal = plan.refusal(format.name)
                documents = got["documents"][format.name]
                if refusal:
                    self.assertEqual(documents, [])
                    self.assertEqual(got["refused"][format.name]["reason"],
                                     refusal.reason)
                    continue
                texts = list(plan.documents(format.name))
                if format.media_type == "application/json":
                    texts = [json.loads(text) for text in texts]
                self.assertEqual(documents, texts)
                self.assertNotIn(format.name, got["refused"])

    def test_no_document_without_changes(self):
        done = bulk("-f", "cloudflare", "-f", "nsupdate",
                    input=b'{"domain": "a.test"}\n')
        (got,) = lines(done.stdout)
        self.assertEqual(got["documents"],
                         {"cloudflare": [], "nsupdate": [""]})
        self.assertEqual(got["refused"], {})

    def test_findings(self):
        document = {"domain": "a.test", "instances": [
            {"account": "1", "region": "us-east-1", "label": "one",
             "mail_from": "b.test"}]}
        done = bulk(input=json.dumps(document).encode())
        (got,) = lines(done.stdout)
        plan = sesdomain.Domain.from_setup(document).plan()
        self.assertEqual(done.returncode, 1)
        self.assertEqual(got["verdict"], "wrong")
        self.assertEqual(got["findings"], [
            {"code": f.code, "severity": f.severity, "fix": f.fix,
             "name": f.name, "instances": [i.label for i in f.instances],
             "message": f.message, "hint": f.hint} for f in plan.findings])

    def test_ready(self):
        zone = ZONE + sesdomain.Domain.from_setup(line(1)).plan().text("zone")
        document = setup(1)
        for instance in document["instances"]:
            for aspect in ("verification", "dkim", "mail_from"):
                instance[aspect + "_status"] = "success"
        done = bulk(input=json.dumps(
            {"setup": document, "existing": zone}).encode())
        (got,) = lines(done.stdout)
        self.assertEqual(got["verdict"], "ready")
        self.assertFalse(got["has_changes"])
        self.assertIn(b"1 lines, 1 ready, 0 waiting, 0 wrong, 0 invalid\n",
                      done.stderr)

    def test_options_are_for_all(self):
        done = bulk("--option", "route53.comment=a=b", "-f", "route53",
                    input=(line(0) + line(1)).encode())
        for each in lines(done.stdout):
            self.assertEqual(each["documents"]["route53"][0]["Comment"], "a=b")

    def test_blank_lines_and_the_last_without_a_break(self):
        text = "\n" + line(0) + " \r\n" + line(1).rstrip("\n")
        got = lines(bulk(input=text.encode()).stdout)
        self.assertEqual([each["line"] for each in got], [2, 4])

    def test_a_byte_order_mark(self):
        for text in (line(1), json.dumps({"setup": setup(1)})):
            text = "\ufeff" + text
            got = lines(bulk("-f", "zone", input=text.encode()).stdout)
            self.assertEqual([each["domain"] for each in got],
                             ["domain1.example"])
            for document in (text, text.encode()):
                (row,) = sesdomain.plan_rows([document], "zone")
                self.assertEqual({"line": 1, **row}, got[0])

    def test_nothing(self):
        done = bulk(input=b"")
        self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_summary(self):
        text = line(0) + '{"domain": "a.test"}\n' + "{}\n"
        done = bulk(input=text.encode())
        self.assertRegex(done.stderr.decode(),
                         "3 lines, 0 ready, 2 waiting, 0 wrong, 1 invalid\n"
                         " +1  warning  no-dmarc\n")


class Rows(Bulk):
    """plan_rows() of the package returns the same rows for each document."""

    def test_rows_are_lines(self):
        documents = [line(i) for i in range(20)] + [
            json.dumps({"setup": setup(1), "existing": ZONE}),
            json.dumps({"setup": setup(1), "existing": None}),
            json.dumps({"setup": setup(1), "existing": ZONE,
                        "reader": "zone"}),
            '{"domain": "a.test", "reference": "ticket-1"}',
            json.dumps({"domain": "a.test", "instances": [
                {"account": "1", "region": "us-east-1", "label": "one",
                 "mail_from": "b.test"}]}),
        ]
        formats = [format.name for format in sesdomain.formats()]
        done = bulk("-q", "--option", "route53.comment=x",
                    *(word for name in formats for word in ("-f", name)),
                    input="".join(text.strip() + "\n" for text in documents)
                    .encode())
        rows = list(sesdomain.plan_rows(
            documents, formats, options={"route53.comment": "x"}))
        self.assertEqual(len(rows), len(documents))
        for number, (row, got) in enumerate(zip(rows, lines(done.stdout)), 1):
            self.assertEqual({"line": number, **row}, got)

    def test_invalid_rows(self):
        documents = ["{", '{"domain": 3}', "[]",
                     '{"setup": {"domain": 3}}',
                     json.dumps({"setup": setup(1), "existing": "@ A 1 ("}),
                     json.dumps({"setup": setup(1), "reader": "zone"}),
                     json.dumps({"setup": setup(1), "other": 1})]
        done = bulk(input="\n".join(documents).encode())
        for row, got in zip(sesdomain.plan_rows(documents),
                            lines(done.stdout)):
            del got["line"]
            self.assertEqual(row, got)

    def test_documents_may_be_objects(self):
        (text,) = sesdomain.plan_rows([line(0)], "zone")
        for document in (setup(0), {"setup": setup(0)}, line(0).encode()):
            (row,) = sesdomain.plan_rows(iter([document]), "zone")
            self.assertEqual(row, text)

    def test_no_such_format(self):
        with self.assertRaises(sesdomain.Error):
            sesdomain.plan_rows([], "none")


class Existing(Bulk):
    def plan(self, **members):
        done = bulk("-f", "diff", input=json.dumps(
            {"setup": setup(1), **members}).encode())
        return lines(done.stdout)[0]

    def expect(self, got, existing, reader=None):
        domain = sesdomain.Domain.from_setup(setup(1))
        domain.load_existing(existing, reader)
        self.assertEqual(got["documents"]["diff"],
                         [domain.plan().text("diff")])

    def test_none(self):
        for members in ({}, {"existing": None}, {"reader": None}):
            self.assertEqual(self.plan(**members)["verdict"], "waiting")

    def test_a_zone_file(self):
        zone = ZONE + 'mail1 60 IN TXT "a\\;b" ; \U0001f600 \u00e9 \x7f\n'
        self.expect(self.plan(existing=zone), zone)
        self.expect(self.plan(existing=zone, reader="zone"), zone, "zone")

    def test_a_listing(self):
        listing = {"ResourceRecordSets": [
            {"Name": "domain1.example.", "Type": "SOA", "TTL": 60,
             "ResourceRecords": [{"Value": "ns.a. h.a. 1 2 3 4 5"}]},
            {"Name": "_dmarc.domain1.example.", "Type": "TXT", "TTL": 60,
             "ResourceRecords": [{"Value": '"v=DMARC1; p=reject"'}]}]}
        self.expect(self.plan(existing=listing, reader="route53"),
                    json.dumps(listing))

    def test_members_in_any_order(self):
        document = f'{{"reader": "zone" , "existing":{json.dumps(ZONE)}'
        document += f',\t"setup" : {json.dumps(setup(1))} }} \r\n'
        got = lines(bulk("-f", "diff", input=document.encode()).stdout)[0]
        self.expect(got, ZONE)

    def test_what_is_invalid(self):
        good = json.dumps(setup(1))
        for text, part, message in (
            (f'{{"setup": {good}, "other": 1}}', "line", "a member other"),
            (f'{{"setup": {good}, "setup": {good}}}', "line", "a duplicate"),
            (f'{{"setup": {good} "reader": "zone"}}', "line", "line 1, col"),
            (f'{{"setup": {good},}}', "line", "line 1, col"),
            (f'{{"setup": {good}}} 1', "line", "line 1, col"),
            (f'{{"setup": {good}, "existing": "a', "line", "line 1, col"),
            (f'{{"setup": [1}}]}}', "line", "line 1, col"),
            ('{"setup": {"domain": 3}}', "setup", "domain: "),
            ('{"setup": "x"}', "setup", ""),
            (f'{{"setup": {good}, "existing": 5}}', "existing", ""),
            (f'{{"setup": {good}, "existing": "\\ud800"}}', "existing", "it "),
            (f'{{"setup": {good}, "existing": "\\x"}}', "existing", "it "),
            (f'{{"setup": {good}, "existing": "a\tb"}}', "existing", "it "),
            (f'{{"setup": {good}, "existing": "@ A 1 ("}}', "existing", ""),
            (f'{{"setup": {good}, "existing": "", "reader": "none"}}',
             "existing", ""),
            (f'{{"setup": {good}, "existing": "", "reader": 1}}', "reader",
             "the name"),
            (f'{{"setup": {good}, "existing": "", "reader": "a\\u0000"}}',
             "reader", "the name"),
            (f'{{"setup": {good}, "reader": "zone"}}', "reader", "there "),
        ):
            with self.subTest(text[-40:]):
                done = bulk(input=text.encode())
                (got,) = lines(done.stdout)
                self.assertEqual(done.returncode, 1)
                self.assertEqual(got["verdict"], "invalid")
                self.assertEqual(got["error"]["part"], part)
                self.assertTrue(got["error"]["message"].startswith(message),
                                got)


class BadLines(Bulk):
    BAD = [b"{", b"[]", b'{"domain": "a..b"}', b'{"domain": "\xff.test"}',
           b'{"domain": "a.test", "ttl": -1}', b"\0", b"\xef\xbb\xbf",
           b'{"setup": {"domain": "\xc0\xae"}}',
           b'{"setup": {"domain": "a.test"}, "existing": "\xed\xa0\x80"}']

    def test_each_is_reported_with_its_place(self):
        text = b"".join(bad + b"\n" + line(0).encode() for bad in self.BAD)
        done = bulk("-j", 2, input=text)
        got = lines(done.stdout)
        self.assertEqual(len(got), 2 * len(self.BAD))
        for number, each in enumerate(got, 1):
            self.assertEqual(each["line"], number)
            self.assertEqual(each["verdict"],
                             "invalid" if number % 2 else "waiting")
        for number in range(1, 2 * len(self.BAD), 2):
            self.assertIn(f"-: line {number}: ".encode(), done.stderr)
        error = got[4]["error"]
        self.assertEqual((error["status"], error["path"]),
                         ("name", "domain"))

    def test_strict_stops_at_the_first(self):
        text = line(0).encode() + b"{\n" + line(2).encode()
        done = bulk("--strict", input=text)
        self.assertEqual(done.returncode, 2)
        self.assertEqual([each["verdict"] for each in lines(done.stdout)],
                         ["waiting", "invalid"])
        self.assertIn(b"line 2: ", done.stderr)

    def test_a_line_of_100_mb(self):
        done = bulk(input=line(0).encode() + b" " * 100_000_000 + b"\n" +
                    line(2).encode())
        got = lines(done.stdout)
        self.assertEqual([each["verdict"] for each in got],
                         ["waiting", "invalid", "waiting"])
        self.assertEqual(got[1]["error"]["status"], "limit")
        self.assertIn(b"line 2: it exceeds 16777216 octets", done.stderr)

    def test_the_limit_is_exact(self):
        text = line(0).encode()
        for limit, verdict in ((len(text) - 2, "invalid"),
                               (len(text) - 1, "waiting")):
            for end in (b"", line(0).encode()):
                done = bulk("--line-limit", limit, input=text + end)
                self.assertEqual(
                    {each["verdict"] for each in lines(done.stdout)},
                    {verdict})

    def test_an_endless_line(self):
        with open("/dev/zero", "rb") as zeros:
            done = bulk("--line-limit", 1 << 20, stdin=zeros)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"line 1: it exceeds 1048576 octets", done.stderr)
        self.assertIn(b"a line does not end", done.stderr)

    def test_an_endless_line_after_others(self):
        """The lines before an endless one are processed."""
        with subprocess.Popen(
            ["sh", "-c", 'cat "$0" /dev/zero', self.write(3)],
            stdout=subprocess.PIPE
        ) as cat:
            done = bulk("-j", 4, "--line-limit", 65536, stdin=cat.stdout)
            cat.stdout.close()
        self.assertEqual(done.returncode, 2)
        self.assertEqual([e["line"] for e in lines(done.stdout)][:3],
                         [1, 2, 3])

    def test_messages_are_bounded(self):
        done = bulk(input=b"{\n" * 5000)
        self.assertEqual(len(lines(done.stdout)), 5000)
        self.assertLess(len(done.stderr), 100_000)
        self.assertIn(b"more invalid lines", done.stderr)

    def test_controls_are_escaped(self):
        done = bulk(input=b'{"domain": "a\\u001b[31m\\u202e.test"}\n')
        self.assertNotIn(b"\x1b", done.stderr + done.stdout)
        self.assertTrue(done.stderr.decode().replace("\n", "").isprintable())


class Failures(Bulk):
    def test_a_full_disk(self):
        for arguments in (("-w", "/dev/full"), ()):
            with open("/dev/full", "w") as full:
                done = bulk(*arguments, self.write(3), stdout=full,
                            capture_output=False, stderr=subprocess.PIPE)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"cannot write: No space left on device; complete "
                          b"up to line 0, go on with --from-line=1",
                          done.stderr)

    def test_a_file_that_may_not_grow(self):
        """A failed write is reported, and can be resumed."""
        self.write(300)
        expected = bulk("-f", "zone", self.input).stdout

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_001, 100_001))

        done = bulk("-j", 2, "-f", "zone", "-w", self.output, self.input,
                    preexec_fn=limit)
        self.assertEqual(done.returncode, 2)
        number = int(re.search(rb"up to line (\d+), go on with --from-line=",
                               done.stderr)[1])
        written = self.output.read_bytes()
        self.assertEqual(len(written), 100_001)
        self.assertEqual(written.count(b"\n"), number)
        done = bulk("-f", "zone", "-w", self.output, "--resume", self.input)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.output.read_bytes(), expected)

    def test_a_broken_pipe(self):
        with subprocess.Popen(
            [PROGRAM, "-f", "zone", self.write(3000)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            first = json.loads(process.stdout.readline())
            process.stdout.close()
            message = process.stderr.read()
            process.wait(60)
        self.assertEqual(first["line"], 1)
        self.assertEqual(process.returncode, 2)
        self.assertIn(b"cannot write: Broken pipe", message)

    def test_streams_that_are_closed(self):
        """No other file gets the number of one, and the messages with it."""
        text = line(0) + "{\n"
        self.input.write_text(text)
        for close, status, message in (
            ("<&-", 2, b"-: Bad file descriptor"),
            (">&-", 2, b"cannot write: Bad file descriptor"),
            ("2>&-", 1, b""), ("<&- >&- 2>&-", 2, b""),
        ):
            with self.subTest(close):
                done = subprocess.run(
                    ["sh", "-c", f'"$@" {close}', "sh", PROGRAM,
                     *([self.input] if "<" not in close else [])],
                    stdin=subprocess.DEVNULL, capture_output=True)
                self.assertEqual(done.returncode, status)
                self.assertIn(message, done.stderr)
        done = subprocess.run(
            ["sh", "-c", '"$@" <"$0" 2>&-', self.input, PROGRAM, "-w",
             self.output])
        self.assertEqual(self.output.read_bytes(), bulk(self.input).stdout)
        self.assertEqual(self.input.read_text(), text)

    def test_input(self):
        for path, reason in ((self.directory, b"Is a directory"),
                             (self.directory / "none", b"No such file")):
            done = bulk(path)
            self.assertEqual(done.returncode, 2)
            self.assertIn(reason, done.stderr)

    def test_the_output_is_not_the_input(self):
        text = self.write(3).read_bytes()
        link = self.directory / "link"
        link.symlink_to(self.input)
        for arguments in ([self.input, "-w", self.input],
                          [self.input, "-w", link], ["-w", self.input],
                          [self.input, "--resume", "-w", self.input],
                          [self.input]):
            with self.subTest(arguments), self.input.open("ab+") as file:
                file.seek(0)
                done = bulk(*arguments, stdin=file, capture_output=False,
                            stdout=file, stderr=subprocess.PIPE)
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"the output is the input", done.stderr)
                self.assertEqual(self.input.read_bytes(), text)

    def test_arguments(self):
        for arguments in (
            ["-j", "0"], ["-j", "1x"], ["-f", "none"], ["--option", "x"],
            ["--option", "no.such=1"], ["--resume"], ["a", "b"], ["--none"],
            ["--from-line", "0"], ["--line-limit", "-1"],
            ["--resume", "-w", "x", "--from-line", "2"],
            ["--resume", "-w", "x", "--html", "y"],
        ):
            with self.subTest(arguments):
                done = bulk(*arguments, cwd=self.directory, input=b"")
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertTrue(done.stderr)

    def test_help_and_version(self):
        with open("/dev/full", "w") as full:
            for word in ("--help", "--version"):
                self.assertEqual(bulk(word, stdout=full, stderr=full,
                                      capture_output=False).returncode, 2)
        self.assertIn(b"usage: ", bulk("--help").stdout)
        self.assertEqual(bulk("--version").stdout.decode(),
                         f"sesdomain-bulk {sesdomain.version()}\n")


class Resuming(Bulk):
    def test_threads_do_not_change_a_byte(self):
        text = b"".join(
            b"{\n" if i % 97 == 0 else b"\n" if i % 89 == 0 else
            line(i).encode() for i in range(1500))
        self.input.write_bytes(text)
        one, *others = (bulk("-j", j, "-f", "zone", self.input)
                        for j in (1, 2, 8))
        self.assertEqual(len(lines(one.stdout)), 1500 - 16)
        for other in others:
            self.assertEqual(one.stdout, other.stdout)
            self.assertEqual(one.stderr, other.stderr)

    @unittest.skipUnless(os.environ.get("SESDOMAIN_BULK_TSAN"), "needs check")
    def test_threads_do_not_race(self):
        self.write(1000)
        page = self.directory / "page"
        formats = ("-f", "zone", "-f", "json", "-f", "route53")
        done = subprocess.run(
            [os.environ["SESDOMAIN_BULK_TSAN"], "-j", "8", "--html", page,
             *formats, self.input], capture_output=True, timeout=250)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, bulk(*formats, self.input).stdout)

    def test_from_line(self):
        self.write(500)
        whole = bulk(self.input).stdout.splitlines(True)
        for first in (1, 2, 250, 500, 501):
            done = bulk("--from-line", first, self.input)
            self.assertEqual(done.stdout.splitlines(True), whole[first - 1:])
        done = bulk("--from-line", 502, self.input)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"fewer lines", done.stderr)

    def test_a_file_that_was_truncated_anywhere(self):
        self.write(3)
        whole = bulk(self.input).stdout
        for length in (*range(0, len(whole), 61), len(whole) - 1, len(whole)):
            self.output.write_bytes(whole[:length])
            done = bulk("--resume", "-w", self.output, self.input)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(self.output.read_bytes(), whole, length)

    def test_another_file_is_not_touched(self):
        self.write(1)
        for text in (b"precious", b"precious\n", b'{"line": \n', b'{"li\n',
                     b'{"line": 99999999999999999999}\n'):
            self.output.write_bytes(text)
            done = bulk("--resume", "-w", self.output, self.input)
            self.assertEqual(done.returncode, 2, text)
            self.assertEqual(self.output.read_bytes(), text)

    def test_killed_and_resumed(self):
        """Kill and resume until all is done: no line is lost or repeated. Each
        process has more time than the last, so that one gets to the end."""
        self.write(2000)
        expected = bulk("-f", "zone", self.input).stdout
        kills = 0
        for attempt in range(200):
            process = subprocess.Popen(
                [PROGRAM, "-q", "-j", "2", "-f", "zone", "--resume", "-w",
                 self.output, self.input], stderr=subprocess.PIPE)
            try:
                process.communicate(timeout=0.01 * (1 + attempt))
                break
            except subprocess.TimeoutExpired:
                process.kill()
                process.communicate()
                kills += 1
        self.assertEqual(process.returncode, 0)
        self.assertGreater(kills, 0)
        self.assertEqual(self.output.read_bytes(), expected)


class Streams(Bulk):
    def test_a_line_is_answered_before_the_next_is_sent(self):
        with subprocess.Popen([PROGRAM, "-q", "-j", "4"],
                              stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE) as process:
            timer = threading.Timer(60, process.kill)
            timer.start()
            for i in range(3):
                process.stdin.write(line(i).encode())
                process.stdin.flush()
                got = json.loads(process.stdout.readline())
                self.assertEqual(got["domain"], f"domain{i}.example")
            process.stdin.close()
            self.assertEqual(process.wait(60), 0)
            timer.cancel()

    def test_memory_does_not_grow_with_the_lines(self):
        """The peak for 20,000 domains is that for 2,000, measured in a small
        parent process, since a peak includes the time before exec()."""
        measure = ("import resource, subprocess, sys;"
                   "subprocess.run(sys.argv[1:], check=True, stdout=-3);"
                   "print(resource.getrusage(-1).ru_maxrss)")
        peaks = []
        for count in (2_000, 20_000):
            done = subprocess.run(
                ["/usr/bin/env", "python3", "-Sc", measure, PROGRAM, "-q",
                 "-j", "2", "-f", "zone", self.write(count)],
                capture_output=True, check=True, timeout=240)
            peaks.append(int(done.stdout))
        self.assertLess(peaks[1], 1.2 * peaks[0])
        self.assertLess(peaks[1], 32_000)


    def test_progress_is_for_terminals(self):
        for count in (0, 3):
            self.write(count)
            ours, its = os.openpty()
            done = bulk("--progress", self.input, stderr=its,
                        capture_output=False, stdout=subprocess.PIPE)
            os.close(its)
            shown = b""
            with open(ours, "rb", 0) as terminal, \
                    contextlib.suppress(OSError):  # EIO: there is no more
                while more := terminal.read(4096):
                    shown += more
            self.assertEqual(len(lines(done.stdout)), count)
            self.assertRegex(shown.decode(),
                             f"^\r{count} lines, [0-9]+ a second\x1b\\[K\r\n"
                             f"{count} lines, 0 ready, ")
        self.assertNotIn(b"a second", bulk("--progress", self.input).stderr)


class Page(Bulk):
    def test_overview_and_reports(self):
        text = line(0) + "{\n" + '{"domain": "a.test"}\n'
        page = self.directory / "page"
        done = bulk("--html", page, input=text.encode())
        self.assertEqual(done.returncode, 1)
        self.assertEqual(sorted(path.name for path in page.iterdir()),
                         ["1.html", "3.html", "index.html"])
        self.assertEqual((page / "1.html").read_text(),
                         sesdomain.Domain.from_setup(line(0)).plan()
                         .text("html"))
        index = (page / "index.html").read_text()
        rows = re.findall(r'<tr class="(\w+)"><td>(\d+)<td>(.*?)<td>', index)
        self.assertEqual(rows, [
            ("waiting", "1", '<a href="1.html">domain0.example</a>'),
            ("invalid", "2", ""),
            ("waiting", "3", '<a href="3.html">a.test</a>')])
        self.assertIn("3 lines, 0 ready, 2 waiting, 0 wrong, 1 invalid", index)
        self.assertIn("<td>no-dmarc", index)

    def test_policy_has_the_hashes(self):
        page = self.directory / "page"
        bulk("--html", page, input=b"")
        index = (page / "index.html").read_text()
        for name in ("style", "script"):
            (text,) = re.findall(f"<{name}>(.*?)</{name}>", index, re.S)
            digest = hashlib.sha256(text.encode()).digest()
            self.assertIn(f"{name}-src 'sha256-"
                          f"{base64.b64encode(digest).decode()}'", index)

    def test_what_is_hostile_is_escaped(self):
        page = self.directory / "page"
        bulk("--html", page, input=b'{"<script>alert(1)</script>": 1}\n'
             b'{"domain": "<b>\\u0022\'&.test"}\n')
        index = (page / "index.html").read_text()
        body = index[index.index("<tbody>"):index.index("</tbody>")]
        self.assertNotIn("<script", body)
        self.assertNotIn("<b>", body)

    def test_a_directory_that_cannot_be_written(self):
        done = bulk("--html", "/dev/null/page", input=line(0).encode())
        self.assertEqual((done.returncode, done.stdout), (2, b""))
        self.assertIn(b"/dev/null/page: Not a directory", done.stderr)

    def test_pages_are_not_the_input_or_output(self):
        page = self.directory / "page"
        page.mkdir()
        for name in ("1.html", "index.html", "index.html.part"):
            path = page / name
            path.write_text(line(0))
            for arguments in ([path], ["-w", path]):
                with self.subTest(name, arguments=arguments):
                    done = bulk("--html", page, *arguments,
                                input=line(0).encode())
                    self.assertEqual((done.returncode, done.stdout), (2, b""))
                    self.assertIn(b"would overwrite", done.stderr)
                if "-w" not in arguments:
                    self.assertEqual(path.read_text(), line(0))
            path.unlink()

    def test_a_full_disk(self):
        for name, text in (("1.html", b"1.html: No space left on device\n"
                            b"-: a report cannot be written\n"),
                           ("index.html.part", b"No space left on device")):
            with self.subTest(name):
                page = self.directory / name
                page.mkdir()
                (page / name).symlink_to("/dev/full")
                done = bulk("--html", page, input=line(0).encode())
                self.assertEqual(done.returncode, 2)
                self.assertIn(text, done.stderr)

    def test_until_it_is_done_there_is_no_page(self):
        page = self.directory / "page"
        with subprocess.Popen([PROGRAM, "-q", "--html", page],
                              stdin=subprocess.PIPE,
                              stdout=subprocess.DEVNULL) as process:
            for _ in range(1000):
                if (page / "index.html.part").exists():
                    break
                time.sleep(0.01)
            process.kill()
        self.assertFalse((page / "index.html").exists())


if __name__ == "__main__":
    unittest.main()
