# SPDX-License-Identifier: MIT
"""Test the HTML page in a browser: without scripts, by keyboard, on a phone,
in dark mode and on paper. Its buttons copy values, and it makes no request.

Chromium is Debian's; its driver and axe-core, which checks accessibility, come
from PyPI: this runs only with CONFORMANCE=1, and SESDOMAIN_VENV is the
directory made by venv.sh. Screenshots for inspection are written to the build
directory.
"""
import json
import os
import pathlib
import site
import subprocess
import sys
import tempfile
import unittest

import setups
import zones

sys.path.insert(0, os.environ["SESDOMAIN_SOURCE"] + "/tests/python")
import domains  # noqa: E402

CONFORMANCE = os.environ.get("CONFORMANCE") == "1"
SHOTS = pathlib.Path(os.environ["SESDOMAIN_BUILD"]) / "screenshots"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update",
         "--disable-sync")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

if CONFORMANCE:
    for path in pathlib.Path(os.environ["SESDOMAIN_VENV"]).glob(
            "lib/python3*/site-packages"):
        site.addsitedir(path)
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright


def customer(document, provider=None):
    document["options"] = {**document.get("options", {}),
                           "audience": "customer"}
    if provider:
        document["provider"] = provider
    return document


def documents():
    """Return setup documents by the name of their page."""
    yield "operator", zones.setup("cross-region")
    yield "edit", zones.setup("edit")
    yield "retired", zones.setup("retired")
    yield "conflict", zones.setup("conflict")
    yield "customer", zones.setup("customer")
    yield "customer-edit", customer(zones.setup("edit"), "godaddy")
    yield "empty", zones.setup("nobody")
    yield "many", setups.generate("html", 8)


def hostile(audience):
    """Return a page whose values have special characters of every kind."""
    document = zones.setup("odd")
    document["options"] = {"audience": audience}
    for number, octets in enumerate(zones.HOSTILE):
        document["existing"].append({
            "name": "_amazonses.xn--bcher-kva.example", "type": "TXT",
            "ttl": 300, "rdata": zones.presentation(octets),
            "id": f"<b>{number}</b>"})
    return document


@unittest.skipUnless(CONFORMANCE, "CONFORMANCE=1")
class Html(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.place = pathlib.Path(cls.enterClassContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-html-")))
        SHOTS.mkdir(exist_ok=True)
        playwright = cls.enterClassContext(sync_playwright())
        cls.browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=FLAGS)
        cls.addClassCleanup(cls.browser.close)

    def open(self, document, script=None, **options):
        """Open the page of a plan."""
        plan = zones.plan_of(document)
        path = self.place / "page.html"
        path.write_text(plan.text("html"), "utf-8")
        page = self.show(path, script, **options)
        page.plan = json.loads(plan.text("json"))
        return page

    def show(self, path, script=None, **options):
        """Open a page, and record its requests and browser errors."""
        context = self.browser.new_context(
            **{"viewport": DESK, "permissions": ["clipboard-read",
                                                 "clipboard-write"],
               **options})
        self.addCleanup(context.close)
        page = context.new_page()
        self.asked, self.said = [], []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("dialog", lambda dialog: self.said.append(dialog.message))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri())
        return page

    def assert_quiet(self, page):
        """Check that only the page was requested, and that no error was
        logged."""
        self.assertEqual(self.asked, [page.url])
        self.assertEqual(self.said, [])

    def values(self, page):
        """Return all values of the plan as a user pastes them."""
        for rrset in page.plan["recordsets"]:
            yield from map(zones.pasted, rrset["records"])

    def test_no_barriers(self):
        for name, document in documents():
            for scheme, size in ("light", DESK), ("dark", PHONE):
                with self.subTest(name, scheme=scheme):
                    page = self.open(document, viewport=size,
                                     color_scheme=scheme, bypass_csp=True)
                    self.assertEqual(self.barriers(page), [])
                    width = page.evaluate(
                        "document.scrollingElement.scrollWidth")
                    self.assertLessEqual(width, size["width"])
                    self.assert_quiet(page)
                    page.screenshot(full_page=True, path=SHOTS / (
                        f"{name}-{scheme}-{size['width']}.png"))
                    page.context.close()
        page = self.open(zones.setup("nobody"), bypass_csp=True)
        page.set_content("<p style='color:#eee'>pale</p>")
        self.assertIn("color-contrast", [v for v, _ in self.barriers(page)])

    @staticmethod
    def barriers(page):
        return [(v["id"], [node["html"] for node in v["nodes"]])
                for v in Axe().run(page).response["violations"]]

    def test_narrow_screen(self):
        """WCAG 2.2, 1.4.10: 320 pixels wide, without horizontal scrolling."""
        for name, document in documents():
            with self.subTest(name):
                page = self.open(document, viewport={"width": 320,
                                                     "height": 500})
                self.assertLessEqual(page.evaluate(
                    "document.scrollingElement.scrollWidth"), 320)
                page.context.close()

    def test_without_scripts(self):
        page = self.open(zones.setup("edit"), java_script_enabled=False)
        self.assertEqual(page.locator("button:visible").count(), 0)
        text = page.locator("main").inner_text()
        for rrset in page.plan["recordsets"]:
            self.assertIn(rrset["name"], text)
        for value in self.values(page):
            self.assertIn(value, text)
        for finding in page.plan["findings"]:
            for key in "message", "hint", "source":
                self.assertIn(finding[key], text)
        for words in ("1 record with 2 values", "2 records, one for each "
                      "region", "cross-region", "not ready"):
            self.assertIn(words, text)
        rows = page.get_by_role("region", name="Readiness by instance")
        for instance in page.plan["instances"]:
            row = rows.get_by_role("row", name=instance["label"]).inner_text()
            self.assertEqual(row.split("\t")[2:], [
                a["state"] for a in instance["readiness"].values()])

    def test_every_button_copies(self):
        for document in zones.setup("edit"), zones.setup("customer"):
            page = self.open(document)
            buttons = page.get_by_role("button").all()
            self.assertGreater(len(buttons), 10)
            copied = []
            for button in buttons:
                self.assertRegex(button.get_attribute("aria-label"), "^Copy ")
                button.click()
                copied.append(page.evaluate("navigator.clipboard.readText()"))
                of = button.get_attribute("data-of")
                self.assertEqual(copied[-1],
                                 page.locator(f"#{of}").text_content())
                self.assertEqual(page.get_by_role("status").text_content(),
                                 "Copied " + copied[-1])
                self.assertEqual(button.text_content(), "Copied")
            for value in self.values(page):
                self.assertTrue({value, value.split(" ")[-1],
                                 value.split(" ")[-1] + "."} & set(copied),
                                value)
            self.assert_quiet(page)

    def test_a_browser_that_keeps_its_clipboard(self):
        page = self.open(zones.setup("edit"), script="""
            navigator.clipboard.writeText = () => Promise.reject(1)""")
        button = page.get_by_role("button", name="Copy value").first
        button.click()
        code = page.locator(f"#{button.get_attribute('data-of')}")
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"),
                         code.text_content())

    def test_by_keyboard(self):
        page = self.open(zones.setup("edit"))
        reached = []
        for _ in range(200):
            page.keyboard.press("Tab")
            at = page.evaluate("""(() => {const e = document.activeElement;
                return e === document.body ? null : [e.tagName,
                getComputedStyle(e).outlineStyle]})()""")
            if at is None or len(reached) > 150:
                break
            reached.append(at)
        self.assertEqual({style for _, style in reached}, {"solid"})
        for tag, count in (("BUTTON", page.get_by_role("button").count()),
                           ("A", page.get_by_role("link").count()),
                           ("DIV", page.get_by_role("region").count())):
            self.assertGreaterEqual(
                len([1 for name, _ in reached if name == tag]), count)
        page.get_by_role("button").nth(1).focus()
        page.keyboard.press("Enter")
        self.assertEqual(page.evaluate("navigator.clipboard.readText()"),
                         next(self.values(page)))

    def test_on_paper(self):
        page = self.open(zones.setup("customer"), color_scheme="dark")
        page.emulate_media(media="print")
        self.assertEqual(page.locator("button:visible").count(), 0)
        self.assertEqual(page.evaluate(
            "getComputedStyle(document.body).backgroundColor"),
            "rgb(255, 255, 255)")
        self.assertEqual(page.evaluate(
            "getComputedStyle(document.querySelector('a')).color"),
            "rgb(10, 86, 196)")  # as in light mode
        self.assertIn("https://", page.evaluate(
            "getComputedStyle(document.querySelector('a'),'::after').content"))
        page.pdf(path=SHOTS / "customer.pdf", format="A4")
        page.screenshot(full_page=True, path=SHOTS / "customer-print.png")

    def test_hostile_values(self):
        """Each value appears unchanged; none acts as markup or script."""
        for audience in "operator", "customer":
            page = self.open(hostile(audience))
            self.assertGreater(len(list(self.values(page))),
                               len(zones.HOSTILE))
            shown = page.locator("code").all_text_contents()
            for value in self.values(page):
                self.assertTrue({value, value + ".", value.split(" ")[-1],
                                 value.split(" ")[-1] + "."} & set(shown),
                                value)
            self.assertEqual(page.locator("script, img, b").count(), 1)
            instance = page.plan["instances"][0]["label"]
            heads = page.get_by_role("columnheader").all_inner_texts()
            self.assertEqual(any(instance in head for head in heads),
                             audience == "operator")
            self.assert_quiet(page)

    def test_customer_page_has_terms_of_provider(self):
        page = self.open(customer(zones.setup("edit"), "godaddy"))
        text = page.locator("main").inner_text()
        for instance in page.plan["instances"]:
            self.assertNotIn(instance["label"], text)
            self.assertNotIn(instance["account"], text)
        terms = set(page.locator("dt").all_text_contents())
        self.assertLessEqual({"Name", "Type", "Value"}, terms)
        self.assertIn("godaddy.com", page.get_by_role(
            "link", name="GoDaddy").get_attribute("href"))

    def test_overview_of_many(self):
        """The page of sesdomain-bulk: filters need no script, sorting does."""
        texts = [domains.line(10), domains.line(9), "{\n",
                 domains.line(2).replace("mail1.domain2", "mail1.domain3")]
        subprocess.run([os.environ["SESDOMAIN_BULK"], "--html", self.place],
                       input="".join(texts).encode(), capture_output=True)
        path = self.place / "index.html"

        def shown(page):
            rows = page.locator("main tbody tr:visible").all_inner_texts()
            return [row.split("\t")[:3] for row in rows]

        ten = ["1", "domain10.example", "waiting"]
        nine = ["2", "domain9.example", "waiting"]
        invalid, wrong = ["3", "", "invalid"], ["4", "domain2.example", "wrong"]
        page = self.show(path, java_script_enabled=False)
        for verdict, rows in (
            ("waiting", [ten, nine]), ("wrong", [wrong]), ("ready", []),
            ("invalid", [invalid]), ("all", [ten, nine, invalid, wrong]),
        ):
            page.get_by_label(verdict, exact=True).check()
            self.assertEqual(shown(page), rows)
        self.assert_quiet(page)
        page = self.show(path)
        for rows in ([invalid, wrong, nine, ten], [ten, nine, wrong, invalid]):
            page.get_by_role("button", name="domain", exact=True).click()
            self.assertEqual(shown(page), rows)
        self.assert_quiet(page)
        page.get_by_role("link", name="domain9.example").click()
        self.assertIn("domain9.example", page.title())
        for scheme, size in ("light", DESK), ("dark", PHONE):
            page = self.show(path, viewport=size, color_scheme=scheme,
                             bypass_csp=True)
            self.assertEqual(self.barriers(page), [])
            self.assertLessEqual(page.evaluate(
                "document.scrollingElement.scrollWidth"), size["width"])


if __name__ == "__main__":
    unittest.main()
