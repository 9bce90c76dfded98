# SPDX-License-Identifier: MIT
"""Measure the library, and print the tables of doc/performance.md.

Usage: bench.py [--quick] BUILD

BUILD is the directory of the benchmark programs. --quick runs all with small
numbers, as a test.
"""

import argparse
import importlib
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

COUNTS = (1, 2, 8, 64, 1_000, 100_000)
RECORDS = (1_000, 100_000, 1_000_000)
RECORDS_TOLD = 100_000  # above this, only planning is counted
ZONE = 1_000_000
ZONE_COUNTED = 10_000  # more takes a profiler too long
DOMAINS = 1_000
RUNS = 5
MAIL_FROM = "bounce-us-east-1"  # of one instance
EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "data"

SERVERS = os.environ["PATH"] + ":/usr/sbin:/sbin"

# Symbols are bound at the start, not while time is measured.
ENVIRONMENT = {**os.environ, "LD_BIND_NOW": "1"}


def run(*command):
    """Run a program and return its output lines by their first word."""
    done = subprocess.run([str(part) for part in command], check=True,
                          env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    rows = (line.split() for line in done.stdout.splitlines())
    return {row[0]: [int(number) for number in row[1:]] for row in rows}


def instructions(*command):
    """Count the instructions of a program's function measured() and of its
    callees."""
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "out"
        subprocess.run(
            ["valgrind", "--quiet", "--tool=callgrind",
             "--toggle-collect=measured", f"--callgrind-out-file={out}",
             *(str(part) for part in command)],
            check=True, env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        totals = [line for line in out.read_text().splitlines()
                  if line.startswith("totals:")]
    return int(totals[0].split()[1])


def table(title, head, rows):
    print(f"\n{title}\n")
    print("| " + " | ".join(head) + " |")
    print("|" + " ---: |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


def number(n):
    return f"{n:,.0f}"


def ratio(a, b):
    return f"{a / b:.2f}"


def of_instances(build, counts):
    setters, document = [], []
    for n in counts:
        bench = build / "bench"
        sizes, times = run(bench, "sizes", n), run(bench, "time", n)
        memory = run(bench, "memory", n)
        cost = {job: instructions(bench, "once", n, job) for job in times}
        setters.append((
            number(n), number(sizes["sets"][0]), number(sizes["zone"][0]),
            number(cost["setters"]), number(cost["setters"] / n),
            number(cost["setters"] / cost["copy"]),
            number(times["setters"][0] / times["copy"][0]),
            *map(number, memory["setters"])))
        document.append((
            number(n), number(sizes["document"][0]),
            number(cost["document"]), number(cost["document"] / n),
            *map(number, memory["document"])))
    table("From setters to `zone`", (
        "instances", "record sets", "octets", "instructions", "an instance",
        "of a copy", "time of a copy", "allocations", "peak octets"), setters)
    table("From a setup document to `zone`", (
        "instances", "octets", "instructions", "an instance", "allocations",
        "peak octets"), document)


def of_examples(build, most):
    rows = []
    for path in sorted(EXAMPLES.glob("*/setup*.json"))[:most]:
        rows.append((
            str(path.relative_to(EXAMPLES)), number(path.stat().st_size),
            number(instructions(build / "bench", "once", path, "document"))))
    table("From the documents in `examples/data` to `zone`", (
        "document", "octets", "instructions"), rows)


def of_formats(build, most):
    """Each format, compared with the plan that it is written from."""
    times = run(build / "bench-format", "time", 2)
    cost = {name: instructions(build / "bench-format", "once", 2, name)
            for name in list(times)[:most]}
    table("Formats, of a plan of two instances; `plan` is from a setup "
          "document to a plan", (
              "what", "octets", "instructions", "ratio", "ratio of time"), [
        (f"`{name}`", number(times[name][1]), number(cost[name]),
         ratio(cost[name], cost["plan"]),
         ratio(times[name][0], times["plan"][0])) for name in cost])


def of_records(build, counts):
    bench = build / "bench-records"
    base = {job: instructions(bench, job, 1) for job in ("feed", "plan")}
    rows = []
    for n in counts:
        each = {job: number((instructions(bench, job, n) - cost) / (n - 1))
                for job, cost in base.items()
                if job == "plan" or n <= RECORDS_TOLD}
        kilobytes = run(bench, "plan", n)["kilobytes"][0]
        rows.append((number(n), each.get("feed", ""), each["plan"],
                     number(kilobytes)))
    table("Existing records that concern nothing, instructions for each", (
        "records", "telling", "planning", "peak kilobytes"), rows)


def write_zone(path, count, include):
    """Write unrelated records, and some that the plan desires."""
    kinds = ("A 192.0.2.{}", "MX 10 mail{}.example.net.",
             'TXT "site-verification={}"', "CNAME host{}.example.net.",
             "AAAA 2001:db8::{}")
    with open(path, "w", encoding="ascii") as f:
        f.write("$ORIGIN anycompany.com.\n$TTL 3600\n"
                "@ IN SOA ns1 hostmaster 1 3600 900 604800 300\n"
                "@ IN NS ns1.example.net.\n"
                '_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:a@example.net"\n'
                f"{MAIL_FROM} IN MX 10 feedback-smtp.us-east-1.amazonses.com.\n"
                f'{MAIL_FROM} IN TXT "v=spf1 include:{include} ~all"\n')
        for i in range(count):
            kind = kinds[i % len(kinds)].format(i % 250)
            f.write(f"host-{i} {300 + i % 7} IN {kind}\n")


def seconds(*command):
    """Return the processor time of a program, which must exit with 0."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime
            + after.ru_stime - before.ru_stime)


def of_zone(build, count, counted):
    """Measure a plan with a zone file, and programs that only check the
    file."""
    bench = build / "bench-zone"
    checkers = {
        "kzonecheck": ("kzonecheck", "-o", "anycompany.com"),
        "named-checkzone": ("named-checkzone", "-q", "-i", "none",
                            "anycompany.com"),
    }
    checkers = {name: command for name, command in checkers.items()
                if shutil.which(name)}
    rows = []
    for include in ("amazonses.com", "_spf.anycompany.com"):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "zone"
            write_zone(path, counted, include)
            cost = instructions(bench, path)
            write_zone(path, count, include)
            runs = [run(bench, path) for _ in range(RUNS)]
            times = {name: statistics.median(
                seconds(*command, path) for _ in range(RUNS))
                for name, command in checkers.items()}
        time = statistics.median(
            each["nanoseconds"][0] for each in runs) / 1e9
        rows.append((
            number(count), include,
            *(ratio(time, times[name]) if name in times else ""
              for name in ("kzonecheck", "named-checkzone")),
            number(max(each["kilobytes"][0] for each in runs)),
            number(cost // counted)))
    table("A zone file, and a plan against it", (
        "records", "SPF there includes", "ratio of time to kzonecheck",
        "to named-checkzone", "peak kilobytes without the file",
        "instructions for a record"), rows)


def of_lookups(build, count):
    """Look up domains whose zones are on a name server on loopback."""
    bench = build / "bench-lookups"
    if not bench.exists() or not shutil.which("knotd", path=SERVERS):
        return
    sys.path.append(str(Path(__file__).resolve().parents[1] / "real"))
    servers = importlib.import_module("servers")
    text = ("$TTL 300\n@ SOA ns1 hostmaster 1 3600 900 604800 60\n"
            "@ NS ns1\nns1 A 127.0.0.1\n"
            '_dmarc TXT "v=DMARC1; p=none"\n'
            "mail MX 10 feedback-smtp.us-east-1.amazonses.com.\n"
            'mail TXT "v=spf1 include:amazonses.com ~all"\n')
    text += "".join(
        f"{letter * 32}._domainkey CNAME {letter * 32}.dkim.amazonses.com.\n"
        for letter in "abc")
    rows = []
    with servers.Knot({f"d{i}.test": text for i in range(count)}) as server:
        for answers in ("keep", "clear"):
            runs = [run(bench, server.port, count, answers)
                    for _ in range(3)]
            micros = statistics.median(r["microseconds"][0] for r in runs)
            queries = runs[0]["queries"][0]
            rows.append((
                number(count), answers, number(queries),
                number(queries / (micros / 1e6)), number(micros / count),
                number(runs[0]["kilobytes"][0])))
    table("Lookups, one domain after the other, on one machine with the name "
          "server", ("domains", "answers", "queries", "queries a second",
                     "microseconds for a domain", "peak kilobytes"), rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("build", type=Path)
    arguments = parser.parse_args()
    build, quick = arguments.build, arguments.quick

    of_instances(build, (2,) if quick else COUNTS)
    of_examples(build, 1 if quick else None)
    of_formats(build, 2 if quick else None)
    of_records(build, (100,) if quick else RECORDS)
    of_zone(build, 1_000 if quick else ZONE, 100 if quick else ZONE_COUNTED)
    of_lookups(build, 5 if quick else DOMAINS)


if __name__ == "__main__":
    sys.exit(main())
