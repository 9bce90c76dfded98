# SPDX-License-Identifier: MIT
"""The example program, run as a user runs it."""
import functools
import json
import os
import pathlib
import subprocess

PROGRAM = os.environ["SESDOMAIN_PLAN"]
SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])


class Refused(Exception):
    """The program exited with a status other than 0; the text is its error
    message."""


def execute(setup, *arguments):
    """Run the program to its end with a setup document, a dict or text."""
    text = setup if isinstance(setup, str) else json.dumps(setup)
    return subprocess.run([PROGRAM, *arguments, "-"], input=text.encode(),
                          capture_output=True, check=False)


def run(setup, *arguments, errors=False):
    """Return the output of the program for a setup document, a dict or text.
    Reports are printed even if the plan has errors."""
    done = execute(setup, *arguments)
    if done.returncode > errors:
        raise Refused(f"exit {done.returncode}: {done.stderr.decode()}")
    return done.stdout.decode()


class Plan:
    """A setup document and the outputs of the program for it."""

    def __init__(self, name, setup):
        self.name = name
        self.setup = setup

    def __repr__(self):
        return self.name

    def write(self, form, *arguments):
        return run(self.setup, "-f", form, *arguments)

    def documents(self, form):
        """Return all documents of a format that may split a plan."""
        texts = []
        while True:
            try:
                texts.append(self.write(form, "-p", str(len(texts) + 1)))
            except Refused as end:
                if texts and "this format has only" in str(end):
                    return texts
                raise

    @functools.cached_property
    def json(self):
        return json.loads(self.write("json"))

    @property
    def zone(self):
        return self.json["zone"]

    @functools.cached_property
    def records(self):
        """Return the desired records of the plan as (name, ttl, type,
        rdata)."""
        return sorted((rrset["name"] + ".", rrset["ttl"], rrset["type"],
                       value["rdata"])
                      for rrset in self.json["recordsets"]
                      for value in rrset["records"]
                      if value["op"] != "remove" and value["purpose"])


def examples():
    """Return the plans of all setup documents among the examples."""
    data = SOURCE / "examples" / "data"
    plans = [Plan(str(path.relative_to(data)), path.read_text("utf-8"))
             for path in sorted(data.glob("**/setup*.json"))]
    assert plans, f"no setup document in {data}"
    return plans
