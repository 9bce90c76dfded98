# SPDX-License-Identifier: MIT
"""Measure the library beside its peers, with the same domains and records.

Usage: peers.py [--quick] [--svg DIRECTORY] BUILD

BUILD is the build directory. The processor time of each program, and of those
that it starts, is measured in turns, so that a change of load meets all. The
time for a domain is that of the most domains less that of one, divided by their
difference; ratios of medians are printed. With --svg the curves are drawn.

octoDNS and aws-cdk-lib are taken from the environment SESDOMAIN_VENV, and
DNSControl is SESDOMAIN_DNSCONTROL; those that are missing are left out.
"""

import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[2]
sys.path.insert(0, str(SOURCE / "tests/python"))
from domains import line  # noqa: E402

RUNS = 3
VENV = Path(os.environ.get("SESDOMAIN_VENV", "/nonexistent"))
DNSCONTROL = os.environ.get("SESDOMAIN_DNSCONTROL", "/nonexistent")
OCTODNS = """\
providers:
  source: {class: octodns.provider.yaml.YamlProvider, directory: source,
           escaped_semicolons: true}
  target: {class: octodns.provider.yaml.YamlProvider, directory: target,
           escaped_semicolons: true}
zones:
"""


def seconds(command, cwd, environment):
    """Processor time of a program that exits with 0."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([str(word) for word in command], cwd=cwd,
                          env=environment, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{command}: {done.stderr[-2000:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def documents(bulk, form, path):
    """What sesdomain-bulk makes of each domain in a format."""
    done = subprocess.run([bulk, "-q", "-f", form, path], check=True,
                          stdout=subprocess.PIPE)
    for row in map(json.loads, done.stdout.splitlines()):
        yield row["domain"], row["documents"][form][0]


def prepare(bulk, directory, count):
    """Write the input of each peer for so many domains."""
    directory.mkdir()
    path = directory / "domains.jsonl"
    path.write_text("".join(
        line(i).replace('"instances"', '"existing_complete": true, "instances"')
        for i in range(count)))
    for name in ("source", "target"):
        (directory / name).mkdir()
    config = OCTODNS
    for domain, text in documents(bulk, "octodns", path):
        (directory / f"source/{domain}.yaml").write_text(text)
        (directory / f"target/{domain}.yaml").write_text("---\n{}\n")
        config += f"  {domain}.: {{sources: [source], targets: [target]}}\n"
    (directory / "config.yaml").write_text(config)
    (directory / "dnsconfig.js").write_text("".join(
        text.replace("D_EXTEND(", "D(", 1).replace(
            ",\n", ', NewRegistrar("none"), '
            'DnsProvider(NewDnsProvider("bind")), NAMESERVER_TTL(60),\n', 1)
        for _, text in documents(bulk, "dnscontrol", path)))
    (directory / "creds.json").write_text(json.dumps(
        {"bind": {"TYPE": "BIND", "directory": "zones"},
         "none": {"TYPE": "NONE"}}))
    with (directory / "sets.jsonl").open("w") as file:
        subprocess.run([sys.executable, HERE / "naive.py", "json", path],
                       check=True, stdout=file)
    return directory


def programs(build):
    """The command of each program, and the most domains that it gets."""
    bulk = build / "examples/sesdomain-bulk"
    python = sys.executable
    found = {}
    for form in ("zone", "json"):
        found[f"sesdomain-bulk, {form}"] = (
            [bulk, "-q", "-j1", "-f", form, "domains.jsonl"], 10_000)
        found[f"naive script, {form}"] = (
            [python, HERE / "naive.py", form, "domains.jsonl"], 10_000)
    for form in ("zone", "json", "rows"):
        found[f"Python package, {form}"] = (
            [python, HERE / "binding.py", form, "domains.jsonl"], 1_000)
    if (VENV / "bin/octodns-sync").exists():
        found["octoDNS"] = ([VENV / "bin/octodns-sync", "--config-file",
                             "config.yaml"], 100)
    if Path(DNSCONTROL).exists():
        found["DNSControl"] = ([DNSCONTROL, "preview"], 100)
    if next(VENV.glob("lib/python3*/site-packages/aws_cdk"), None):
        found["aws-cdk-lib, synth"] = ([VENV / "bin/python", HERE / "cdk.py",
                                        "sets.jsonl"], 10)
    return found


def of_domains(found, bulk, most, runs, environment, directory):
    """Seconds by program and number of domains: 1, 10, and so on."""
    counts = [10 ** k for k in range(5) if 10 ** k <= most]
    for count in counts:
        prepare(bulk, directory / str(count), count)
    times = {name: {count: [] for count in counts if count <= limit}
             for name, (_, limit) in found.items()}
    for _ in range(runs):
        for count in counts:
            for name in found:
                if count in times[name]:
                    times[name][count].append(
                        seconds(found[name][0], directory / str(count),
                                environment))
    return {name: {count: statistics.median(each)
                   for count, each in of.items()}
            for name, of in times.items()}


def of_one(times):
    """Seconds for a domain, without those to start the program."""
    most = max(times)
    return max(times[most] - times[1], 1e-6) / (most - 1)


def print_table(head, rows):
    print("\n| " + " | ".join(head) + " |")
    print("|" + "---|" + " ---: |" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(row) + " |", flush=True)


# ---- zone files ----------------------------------------------------------


def write_zone(path, count):
    kinds = ("A 192.0.2.{}", "MX 10 mail{}.example.net.", 'TXT "v={}"',
             "CNAME host{}.example.net.", "AAAA 2001:db8::{}")
    with path.open("w") as f:
        f.write("$ORIGIN anycompany.com.\n$TTL 3600\n"
                "@ IN SOA ns1.example.net. h.example.net. 1 3600 900 604800 "
                "300\n@ IN NS ns1.example.net.\n")
        for i in range(count):
            f.write(f"host-{i} {300 + i % 7} IN "
                    f"{kinds[i % 5].format(i % 250)}\n")


def of_zones(build, counts, runs, environment, directory):
    """Seconds to read a zone file; for ours, also to plan against it."""
    checkers = {
        "sesdomain-plan": [build / "examples/sesdomain-plan", "-k", "-z",
                           "zone", "setup.json"],
        "kzonecheck": ["kzonecheck", "-o", "anycompany.com", "zone"],
        "named-checkzone": ["named-checkzone", "-q", "-i", "none",
                            "anycompany.com", "zone"],
        "ldns-read-zone": ["ldns-read-zone", "zone"],
    }
    setup = SOURCE / "examples/data/cross-region/setup.json"
    shutil.copy(setup, directory / "setup.json")
    found = {name: command for name, command in checkers.items()
             if name == "sesdomain-plan" or shutil.which(name)}
    result = {}
    for n in counts:
        write_zone(directory / "zone", n)
        times = {name: [] for name in found}
        for _ in range(runs):
            for name, command in found.items():
                times[name].append(seconds(command, directory, environment))
        for name in found:
            result.setdefault(name, {})[n] = statistics.median(times[name])
    return result


def of_instances(build, counts, runs, environment, directory):
    """Seconds for one domain with so many instances."""
    result = {"sesdomain-bulk": {}}
    for n in counts:
        setup = json.loads(line(0))
        first = setup["instances"][0]
        setup["instances"] = [
            {**first, "label": f"SES{k}", "account": f"{k:012}",
             "mail_from": f"mail{k}.{setup['domain']}"} for k in range(n)]
        (directory / "many.jsonl").write_text((json.dumps(setup) + "\n") * 20)
        command = [build / "examples/sesdomain-bulk", "-q", "-j1", "-f",
                   "zone", "many.jsonl"]
        result["sesdomain-bulk"][n] = statistics.median(
            seconds(command, directory, environment)
            for _ in range(runs)) / 20
    return result


# ---- curves --------------------------------------------------------------

COLOURS = ("#0a56c4", "#b3131b", "#176b2c", "#8a4b00", "#6f42c1", "#57606a",
           "#0f7b7b", "#c2447e", "#444", "#999")


def draw(path, title, unit, series):
    """Draw curves of seconds over numbers, both logarithmic; series has the
    points of each name."""
    points = [point for each in series.values() for point in each.items()]
    right = math.ceil(math.log10(max(x for x, _ in points)))
    left = math.floor(math.log10(min(x for x, _ in points)))
    high = math.ceil(math.log10(max(y for _, y in points)))
    low = math.floor(math.log10(min(y for _, y in points)))

    def x_of(x):
        return 70 + 380 * (math.log10(x) - left) / max(right - left, 1)

    def y_of(y):
        return 300 - 260 * (math.log10(y) - low) / max(high - low, 1)

    out = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 345" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="680" height="345" fill="#fff"/>',
        f'<text x="70" y="20" font-size="14">{title}</text>',
        f'<text x="260" y="340" text-anchor="middle">{unit}</text>',
    ]
    for e in range(low, high + 1):
        y = y_of(10 ** e)
        out.append(f'<path d="M70 {y:.1f}H450" stroke="#ddd"/><text x="64" '
                   f'y="{y + 4:.1f}" text-anchor="end">10^{e} s</text>')
    for e in range(left, right + 1):
        out.append(f'<text x="{x_of(10 ** e):.1f}" y="320" '
                   f'text-anchor="middle">{10 ** e:,}</text>')
    for i, (name, of) in enumerate(series.items()):
        line = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in of.items())
        colour = COLOURS[i % len(COLOURS)]
        out.append(f'<polyline points="{line}" fill="none" '
                   f'stroke="{colour}" stroke-width="2"/>')
        out.append(f'<text x="462" y="{45 + 18 * i}" fill="{colour}">'
                   f"{name}</text>")
    path.write_text("\n".join([*out, "</svg>\n"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--svg", type=Path)
    parser.add_argument("build", type=Path)
    arguments = parser.parse_args()
    build, quick = arguments.build.resolve(), arguments.quick
    runs = 1 if quick else RUNS
    environment = {
        **os.environ, "LD_BIND_NOW": "1",
        "PYTHONPATH": str(SOURCE / "bindings/python"),
        "LIBSESDOMAIN": str(build / "lib/libsesdomain.so.0"),
    }
    found = programs(build)
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        domains = of_domains(found, build / "examples/sesdomain-bulk",
                             10 if quick else 10_000, runs, environment,
                             directory)
        zones = of_zones(build, (1_000,) if quick
                         else (1_000, 10_000, 100_000), runs, environment,
                         directory)
        instances = of_instances(build, (1, 10) if quick
                                 else (1, 10, 100, 1_000), runs, environment,
                                 directory)
    ours = {form: of_one(domains[f"sesdomain-bulk, {form}"])
            for form in ("zone", "json")}
    print_table(
        ("a domain of two instances", "microseconds",
         "times sesdomain-bulk, zone", "times sesdomain-bulk, json"),
        [(name, f"{of_one(t) * 1e6:,.1f}", f"{of_one(t) / ours['zone']:,.2f}",
          f"{of_one(t) / ours['json']:,.2f}") for name, t in domains.items()])
    print_table(("records of a zone file", *zones), [
        (f"{n:,}", *(f"{each[n] / zones['sesdomain-plan'][n]:.2f}"
                     for each in zones.values()))
        for n in zones["sesdomain-plan"]])
    print_table(("instances", "microseconds an instance"), [
        (f"{n:,}", f"{t / n * 1e6:.1f}")
        for n, t in instances["sesdomain-bulk"].items()])
    if arguments.svg:
        arguments.svg.mkdir(exist_ok=True)
        draw(arguments.svg / "domains.svg", "Processor time, with the start",
             "domains of two instances", domains)
        draw(arguments.svg / "zones.svg", "Processor time, with the start",
             "records of a zone file", zones)
        draw(arguments.svg / "instances.svg",
             "Processor time for a domain, with the start shared by 20",
             "instances", instances)


if __name__ == "__main__":
    main()
