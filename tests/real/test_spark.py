# SPDX-License-Identifier: MIT
"""Does a Spark cluster plan what sesdomain-bulk plans, row for row, also when
a worker is killed meanwhile?

A master and two workers are processes here; SPARK_DOMAINS is how many domains
they plan, 4,000 by default.
"""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
VENV = Path(os.environ.get("SESDOMAIN_VENV", "/nonexistent"))
COUNT = int(os.environ.get("SPARK_DOMAINS", "4000"))
sys.path.insert(0, str(SOURCE / "tests/python"))
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


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


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
@unittest.skipUnless(shutil.which("java"), "needs the program java")
class Spark(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = Path(directory.name)
        self.spark = next(VENV.glob("lib/python3*/site-packages/pyspark"))
        self.environment = {
            **os.environ,
            "PYSPARK_PYTHON": str(VENV / "bin/python"),
            "PYTHONPATH": str(SOURCE / "bindings/python"),
            "SPARK_HOME": str(self.spark),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_DIRS": str(self.directory / "local"),
            "SPARK_WORKER_DIR": str(self.directory / "work"),
        }

    def start(self, *arguments):
        """Start a process of the cluster; its log is a file."""
        log = self.directory / f"{len(list(self.directory.iterdir()))}.log"
        process = subprocess.Popen(
            [self.spark / "bin/spark-class", *map(str, arguments)],
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

    def wait_for(self, log, pattern, seconds=200):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(pattern, log.read_text(errors="replace")):
                return
            time.sleep(0.2)
        self.fail(f"{pattern} is not in:\n" + log.read_text())

    def start_cluster(self):
        port = free_port()
        _, log = self.start("org.apache.spark.deploy.master.Master",
                            "--host", "127.0.0.1", "--port", port,
                            "--webui-port", 0)
        self.wait_for(log, "I have been elected leader")
        master = f"spark://127.0.0.1:{port}"
        workers = []
        for _ in range(2):
            worker, log = self.start("org.apache.spark.deploy.worker.Worker",
                                     "--cores", 1, "--memory", "600m",
                                     "--webui-port", 0, master)
            workers.append(worker)
            self.wait_for(log, "Successfully registered")
        return master, workers

    def python(self, script, *arguments):
        return subprocess.run([VENV / "bin/python", "-c", script, *arguments],
                              check=True, stdout=subprocess.PIPE).stdout

    def test_rows_of_a_cluster_that_loses_a_worker(self):
        from domains import line

        lines = self.directory / "lines"
        lines.write_text("".join(
            '{"domain": 1}\n' if i % 997 == 5 else line(i)
            for i in range(COUNT)))
        (self.directory / "in").mkdir()
        self.python(WRITE, lines, self.directory / "in")
        bulk = subprocess.run(
            [os.environ["SESDOMAIN_BULK"], "-q", "-f", "zone", "-f",
             "terraform", lines], stdout=subprocess.PIPE)
        master, workers = self.start_cluster()
        _, log = job = self.start(
            "org.apache.spark.deploy.SparkSubmit", "--master", master,
            "--conf", "spark.driver.host=127.0.0.1",
            "--conf", "spark.executor.memory=500m",
            "--conf", "spark.sql.files.maxPartitionBytes=200k",
            "--conf", "spark.sql.files.openCostInBytes=0",
            "--conf", "spark.ui.enabled=false",
            # with the package musl, snappy-java takes glibc for it
            "--conf", "spark.sql.parquet.compression.codec=gzip",
            SOURCE / "examples/spark/plan_domains.py",
            "--format", "zone", "--format", "terraform",
            self.directory / "in", self.directory / "out")
        self.wait_for(log, r"Finished task \d+\.0 in stage [1-9]\d*\.0")
        self.kill(workers[0])
        job[0].wait(timeout=240)
        self.assertEqual(job[0].returncode, 0, log.read_text())
        self.assertRegex(log.read_text(), "Lost executor|Executor .* lost")
        got = self.python(READ, self.directory / "out").splitlines()
        wanted = bulk.stdout.splitlines()
        self.assertEqual(len(got), COUNT)
        self.assertEqual(len(wanted), COUNT)
        for row, other in zip(got, wanted):
            self.assertEqual(json.loads(row), expected(other))


if __name__ == "__main__":
    unittest.main()
