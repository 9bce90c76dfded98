# SPDX-License-Identifier: MIT
"""Test that servers have the limits that findings mention."""
import pathlib
import re
import tempfile
import unittest

import program
import servers
import setups
import whole_zone
from process import ADDRESS, tool


class Refusing(servers.Named):
    """BIND with a zone that it refuses to load."""

    def is_up(self):
        return "too many records" in self.log()


class Limits(unittest.TestCase):

    def setUp(self):
        self.path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(
            prefix="sesdomain-real-"))) / "fragment"

    def compose(self, count):
        """Return a plan that has a set of count records, and its zone."""
        plan = program.Plan(f"{count}",
                            setups.generate(count, count, tokens="all"))
        self.path.write_text(plan.write("zone"), "utf-8")
        return plan, whole_zone.text(plan.zone, self.path)

    def findings(self, plan, code):
        return [finding for finding in plan.json["findings"]
                if finding["code"] == code]

    def test_bind_loads_100_records_in_a_set(self):
        plan, text = self.compose(100)
        self.assertEqual(self.findings(plan, "rrset-over-bind-limit"), [])
        with servers.Named({plan.zone: text}) as server:
            self.assertEqual(server.transfer(), sorted(
                whole_zone.records(plan.zone) + plan.records))

    def test_bind_refuses_101_but_its_checker_does_not(self):
        plan, text = self.compose(101)
        (finding,) = self.findings(plan, "rrset-over-bind-limit")
        with Refusing({plan.zone: text}) as server:
            self.assertEqual(server.query(finding["name"], "TXT"), [])
            said = tool("named-checkzone", plan.zone,
                        server.directory / f"{plan.zone}.zone")
        self.assertRegex(said, r"\nOK\n\Z")

    def test_large_answers_have_the_documented_size(self):
        plan, text = self.compose(50)
        (finding,) = self.findings(plan, "response-large")
        with servers.Named({plan.zone: text}) as server:
            said = tool("dig", "-r", f"@{ADDRESS}", "-p", str(server.port),
                        "+tcp", "+nocookie", finding["name"], "TXT")
        size = re.search(r"MSG SIZE  rcvd: (\d+)", said)[1]
        self.assertIn(f" {size} octets", finding["message"])


if __name__ == "__main__":
    unittest.main()
