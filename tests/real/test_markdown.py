# SPDX-License-Identifier: MIT
"""Test that common Markdown renderers give the same page for a report, and
that no label or record becomes markup or a link.
"""
import html.parser
import json
import re
import subprocess
import unittest

import zones

TEXTS = [octets.decode() for octets in zones.HOSTILE
         if octets.isascii() and octets.decode().isprintable()
         and len(octets) <= 64] + [
    "a\\|<img src=x onerror=alert(1)>", "a\\\\|b", "`|`", "``", "a`|b", "\\",
    "a\\", "|", "\\|", "\\`", "`", "_a_ *b*", "[x](https://evil.test)",
    "www.evil.test", "https://evil.test/x", "HTTP://evil.test", "~~x~~",
    "mallory@evil.test", "mailto:mallory@evil.test", "xmpp:a@evil.test",
    "&lt;b&gt;", "&#60;b>", "1. a", "2) b", "# a", "+ a", "===", "> a",
    "<https://evil.test>", "<b>", "!-- -->", "a  b",
]
NODE = """
process.env.NODE_PATH = '/usr/share/nodejs';
require('module').Module._initPaths();
const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const it = require('markdown-it')({html: true, linkify: true});
it.linkify.set({fuzzyLink: false});
const render = process.argv[1] === 'marked' ? require('marked').marked
                                            : (text) => it.render(text);
console.log(JSON.stringify(texts.map((text) => render(text))));
"""


def execute(*command, text):
    return subprocess.run(command, input=text.encode(), check=True,
                          stdout=subprocess.PIPE).stdout.decode()


def cmark(reports):
    return [execute("cmark-gfm", "--unsafe", "-e", "table", "-e", "autolink",
                    "-e", "strikethrough", "-e", "tagfilter", text=report)
            for report in reports]


def node(name, reports):
    return json.loads(
        execute("node", "-e", NODE, name, text=json.dumps(reports)))


def python_markdown(reports):
    import markdown
    return [markdown.markdown(report, extensions=["tables"])
            for report in reports]


class Page(html.parser.HTMLParser):
    """The elements, the targets of links, and the text of each cell."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.links, self.rows = set(), set(), []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.links |= {value for name, value in attrs if name == "href"}
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def squeezed(text):
    """Return a text with white space collapsed, as a page shows it."""
    return " ".join(text.split())


def setup(text):
    return {
        "domain": "anycompany.com", "reference": text,
        "existing_complete": True,
        "instances": [
            {"account": text, "label": text, "region": "us-east-1",
             "verification_token": "t1"},
            {"account": "1", "region": "us-east-1",
             "verification_token": "t2"}],
        "existing": [{"name": "_amazonses.anycompany.com", "type": "TXT",
                      "ttl": 300, "rdata": zones.presentation(text.encode())}],
    }


class Markdown(unittest.TestCase):
    ELEMENTS = {"a", "br", "code", "h1", "h2", "h3", "li", "p", "strong",
                "table", "tbody", "td", "th", "thead", "tr", "ul"}

    @classmethod
    def setUpClass(cls):
        cls.plans = [zones.plan_of(setup(text)) for text in TEXTS]
        cls.reports = [plan.text("markdown") for plan in cls.plans]

    def check(self, pages):
        for text, plan, rendered in zip(TEXTS, self.plans, pages, strict=True):
            with self.subTest(text):
                page = Page(rendered)
                self.assertLessEqual(page.elements, self.ELEMENTS)
                sources = {finding["source"] for finding in
                           json.loads(plan.text("json"))["findings"]}
                self.assertLessEqual(page.links, sources)
                cells = {squeezed(cell) for row in page.rows for cell in row}
                value = text if text[0] != '"' else zones.presentation(
                    text.encode())
                for wanted in (value, f"verification: {text}",
                               f"{text}, {text}, us-east-1"):
                    self.assertIn(squeezed(wanted), cells)
                widths = [len(row) for row in page.rows]
                self.assertEqual(widths[:2], [4, 4])
                self.assertEqual(widths[-3:], [3, 3, 3])

    def test_cmark_gfm(self):
        self.check(cmark(self.reports))

    def test_marked(self):
        self.check(node("marked", self.reports))

    def test_markdown_it(self):
        self.check(node("markdown-it", self.reports))

    def test_python_markdown(self):
        self.check(python_markdown(self.reports))


if __name__ == "__main__":
    unittest.main()
