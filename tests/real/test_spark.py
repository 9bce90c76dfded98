# SPDX-License-Identifier: MIT
"""Do clusters plan what sesdomain-bulk plans, row for row: Spark also when a
worker is killed meanwhile, Dask as examples/spark/README.md says?

Spark's master and two workers are processes here. SPARK_DOMAINS is how many
domains they plan, 20,000 by default.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
VENV = Path(os.environ.get("SESDOMAIN_VENV", "/nonexistent"))
COUNT = int(os.environ.get("SPARK_DOMAINS", "20000"))
LIMIT = 600 + COUNT / 100  # seconds that a step may take
sys.path.insert(0, str(SOURCE / "tests/python"))
from domains import line, setup  # noqa: E402
from process import ADDRESS, free_port  # noqa: E402

# What reads and writes Parquet runs in the environment that has pyarrow.
WRITE = """
import sys
import pyarrow as pa, pyarrow.parquet as pq
lines = open(sys.argv[1]).read().splitlines()
size = len(lines) // 16 + 1
for i in range(0, len(lines), size):
    part = lines[i:i + size]
    pq.write_table(pa.table({"line": range(i + 1, i + 1 + len(part)),
                             "document": part}), f"{sys.argv[2]}/{i}.parquet",
                   compression="gzip")
"""
READ = """
import json, sys
import pyarrow.parquet as pq
rows = pq.read_table(sys.argv[1]).to_pylist()
for row in sorted(rows, key=lambda row: row["line"]):
    for name in ("documents", "refused"):
        row[name] = dict(row[name] or [])
    print(json.dumps(row))
"""


def document(i):
    """A setup document, one with existing records, or an invalid one."""
    if i % 997 == 5:
        return '{"domain": 1}\n'
    if i % 10 == 3:  # its DMARC record differs from that of the setup
        return json.dumps({"setup": setup(i), "existing":
                           '@ 60 IN SOA ns h 1 2 3 4 5\n'
                           '_dmarc 60 IN TXT "v=DMARC1; p=reject"\n'}) + "\n"
    return line(i)


def expected(line):
    """A line of sesdomain-bulk as the columns have it."""
    row = dict.fromkeys(("domain", "zone", "reference", "ready",
                         "has_changes", "findings", "error"))
    row.update(documents={}, refused={})
    row.update(json.loads(line))
    if row["error"]:
        row["error"] = {key: row["error"][key] for key in
                        ("part", "status", "path", "message")}
    return row


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Cluster(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.input = self.directory / "in"
        self.input.mkdir()
        self.environment = {**os.environ,
                            "PYTHONPATH": str(SOURCE / "bindings/python")}

    def bulk(self, path, *formats):
        """The lines of sesdomain-bulk for a file."""
        done = subprocess.run(
            [os.environ["SESDOMAIN_BULK"], "-q",
             *(word for name in formats for word in ("-f", name)), path],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return done.stdout.splitlines()

    def python(self, *arguments):
        return subprocess.run(
            [VENV / "bin/python", *arguments], check=True, cwd=self.directory,
            env=self.environment, stdout=subprocess.PIPE).stdout

    def expect(self, got, wanted):
        self.assertEqual(len(got), len(wanted))
        for row, other in zip(got, wanted):
            self.assertEqual(row, other)


class Dask(Cluster):
    def test_rows_of_the_partitions(self):
        for i in range(0, 1000, 100):
            (self.input / f"{i}.jsonl").write_text(
                "".join(map(document, range(i, i + 100))))
        lines = self.directory / "lines"
        lines.write_text("".join(map(document, range(1000))))
        readme = (SOURCE / "examples/spark/README.md").read_text()
        (script,) = re.findall("```python\n(.*?)```", readme, re.S)
        (self.directory / "plan.py").write_text(script)
        self.python("plan.py")
        got = [json.loads(line)
               for path in sorted((self.directory / "out").iterdir())
               for line in path.read_text().splitlines()]
        wanted = [json.loads(line) for line in self.bulk(lines, "zone")]
        for number, line in enumerate(wanted, 1):
            self.assertEqual(line.pop("line"), number)
        self.expect(got, wanted)


@unittest.skipUnless(shutil.which("java"), "needs the program java")
class Spark(Cluster):
    def setUp(self):
        super().setUp()
        spark = next(VENV.glob("lib/python3*/site-packages/pyspark"))
        self.spark_class = spark / "bin/spark-class"
        self.environment.update({
            "PYSPARK_PYTHON": str(VENV / "bin/python"),
            "SPARK_HOME": str(spark),
            "SPARK_LOCAL_IP": ADDRESS,
            "SPARK_LOCAL_DIRS": str(self.directory / "local"),
            "SPARK_WORKER_DIR": str(self.directory / "work"),
        })

    def start(self, name, *arguments):
        """Start a process of the cluster; its log is a file."""
        log = self.directory / f"{name}.log"
        # if this process is killed, the kernel sends SIGTERM to that one
        process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", self.spark_class,
             *map(str, arguments)],
            env=self.environment, stdout=log.open("wb"),
            stderr=subprocess.STDOUT, start_new_session=True)
        self.addCleanup(self.kill, process)
        return process, log

    def kill(self, process):
        """Kill a process and those that it started: its session."""
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()

    def wait_for(self, process, log, pattern):
        """Wait until the log of a process that runs has the pattern."""
        end = time.monotonic() + LIMIT
        while not re.search(pattern, log.read_text(errors="replace")):
            if process.poll() is not None or time.monotonic() > end:
                self.fail(f"{pattern} is not in:\n" + log.read_text())
            time.sleep(0.1)

    def start_cluster(self):
        port = free_port()
        master, log = self.start(
            "master", "org.apache.spark.deploy.master.Master",
            "--host", ADDRESS, "--port", port, "--webui-port", 0)
        self.wait_for(master, log, "I have been elected leader")
        address = f"spark://{ADDRESS}:{port}"
        workers = [
            self.start(f"worker{i}", "org.apache.spark.deploy.worker.Worker",
                       "--cores", 1, "--memory", "600m", "--webui-port", 0,
                       address)
            for i in range(2)]
        for worker, log in workers:
            self.wait_for(worker, log, "Successfully registered")
        return address, [worker for worker, _ in workers]

    def test_rows_of_a_cluster_that_loses_a_worker(self):
        lines = self.directory / "lines"
        lines.write_text("".join(map(document, range(COUNT))))
        self.python("-c", WRITE, lines, self.input)
        address, workers = self.start_cluster()
        job, log = self.start(
            "job", "org.apache.spark.deploy.SparkSubmit", "--master", address,
            "--conf", f"spark.driver.host={ADDRESS}",
            "--conf", "spark.executor.memory=500m",
            "--conf", "spark.sql.files.maxPartitionBytes=200k",
            "--conf", "spark.sql.files.openCostInBytes=0",
            "--conf", "spark.ui.enabled=false",
            # with the package musl, snappy-java takes glibc for it
            "--conf", "spark.sql.parquet.compression.codec=gzip",
            SOURCE / "examples/spark/plan_domains.py",
            "--format", "zone", "--format", "terraform",
            self.input, self.directory / "out")
        self.wait_for(job, log, r"Finished task \d+\.0 in stage [1-9]\d*\.0")
        self.kill(workers[0])
        self.assertEqual(job.wait(LIMIT), 0, log.read_text())
        self.assertRegex(log.read_text(), "Lost executor|Executor .* lost")
        got = self.python("-c", READ, self.directory / "out").splitlines()
        wanted = self.bulk(lines, "zone", "terraform")
        self.assertEqual(len(wanted), COUNT)
        self.expect([json.loads(row) for row in got],
                    [expected(line) for line in wanted])


if __name__ == "__main__":
    unittest.main()
