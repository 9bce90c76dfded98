# SPDX-License-Identifier: MIT
"""WebAssembly: the npm package in Node.js, all outputs as the golden files,
and the page in a browser, in two sizes."""
import json
import os
import pathlib
import re
import shutil
import site
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
BUILD = pathlib.Path(os.environ["SESDOMAIN_BUILD"])
sys.path.insert(0, str(SOURCE / "tests/python"))

import documents  # noqa: E402

DATA = SOURCE / "examples/data/cross-region"
CHROMIUM = "/usr/bin/chromium"
SIZES = {"phone": (375, 812), "desktop": (1280, 900)}
COMPARE = """
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { load } from "sesdomain";
const [wasm, source] = process.argv.slice(2);
const module = new WebAssembly.Module(readFileSync(wasm));
const library = load(module);
const read = (path) => readFileSync(`${source}/${path}`, "utf8");
const result = { imports: WebAssembly.Module.imports(module).length, same: 0, differ: [] };
for (const name of readdirSync(`${source}/tests/golden`)) {
  if (name === "odd") continue; // has U-labels
  const own = `tests/golden/${name}/setup.json`;
  const setup = read(existsSync(`${source}/${own}`) ? own : `examples/data/${name}/setup.json`);
  const plan = library.plan(setup);
  for (const format of library.formats) {
    const golden = read(`tests/golden/${name}/${format}.txt`);
    let text;
    try {
      text = plan.documents(format).join("=== next document ===\\n");
    } catch (error) {
      text = `refused: ${golden.split("\\n", 1)[0].slice(9)}\\n${error.message.slice(format.length + 2)}\\n`;
    }
    if (golden === text || golden.startsWith("refused: ") && golden.startsWith(text)) result.same++;
    else result.differ.push(`${name} ${format}`);
  }
}
console.log(JSON.stringify(result));
"""


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Wasm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.at = pathlib.Path(place.name)
        subprocess.run(["sh", SOURCE / "examples/page/build.sh",
                        cls.at / "page.html", cls.at / "sesdomain.wasm"],
                       check=True)

    def test_npm_package(self):
        """Packed and installed, in a directory without anything else."""
        package = self.at / "package"
        subprocess.run(["cp", "-r", SOURCE / "bindings/wasm", package],
                       check=True)
        (package / "sesdomain.wasm").write_bytes(
            (self.at / "sesdomain.wasm").read_bytes())
        subprocess.run(["npm", "pack", "--silent", package], cwd=self.at,
                       check=True, stdout=subprocess.DEVNULL)
        packed, = self.at.glob("sesdomain-*.tgz")
        self.assertLess(packed.stat().st_size, 200_000)
        place = self.at / "node_modules/sesdomain"
        place.mkdir(parents=True)
        subprocess.run(["tar", "xzf", packed, "-C", place,
                        "--strip-components=1"], check=True)
        (self.at / "compare.mjs").write_text(COMPARE)
        done = subprocess.run(
            ["node", "compare.mjs", place / "sesdomain.wasm", SOURCE],
            cwd=self.at, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        result = json.loads(done.stdout)
        self.assertEqual(result["imports"], 0)
        self.assertEqual(result["differ"], [])
        self.assertGreater(result["same"], 200)
        self.run_readme()

    def run_readme(self):
        text = (SOURCE / "bindings/wasm/README.md").read_text()
        block, = re.findall("```js\n(.*?)```", text, re.S)
        (self.at / "readme.mjs").write_text(block)
        (self.at / "setup.json").write_bytes((DATA / "setup.json").read_bytes())
        (self.at / "anycompany.com.zone").write_text(
            "anycompany.com. 60 IN SOA a. b. 1 2 3 4 5\n")
        done = subprocess.run(["node", "readme.mjs"], cwd=self.at,
                              capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        self.assertIn("create _dmarc.anycompany.com TXT\n", done.stdout)
        self.assertIn("\tIN\tCNAME\t", done.stdout)

    def test_readme(self):
        """The package is packed and installed where a checkout is."""
        reader = documents.Reader(self)
        (reader.directory / "bindings").unlink()
        shutil.copytree(SOURCE / "bindings", reader.directory / "bindings")
        (reader.directory / "setup.json").write_bytes(
            (DATA / "setup.json").read_bytes())
        for block in documents.blocks(SOURCE / "README.md"):
            if block.name == "plan.mjs":
                (reader.directory / block.name).write_text(block.text)
            elif "npm install" in block.text:
                said = reader.run(block)
        self.assertIn("add _dmarc.anycompany.com TXT\n", said)

    def test_page(self):
        for path in pathlib.Path(os.environ["SESDOMAIN_VENV"]).glob(
                "lib/python3*/site-packages"):
            site.addsitedir(path)
        from axe_playwright_python.sync_playwright import Axe
        from playwright.sync_api import sync_playwright

        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=CHROMIUM, args=["--no-sandbox"])
            for name, (width, height) in SIZES.items():
                with self.subTest(name):
                    context = browser.new_context(
                        viewport={"width": width, "height": height},
                        permissions=["clipboard-read", "clipboard-write"])
                    self.use(context.new_page(), name, Axe())
            browser.close()

    def use(self, page, name, axe):
        """Paste two instances and a zone, and read the plan."""
        asked, errors = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"file://{self.at}/page.html")
        page.fill("#domain", "anycompany.com")
        page.fill("#dmarc", "v=DMARC1; p=none")
        page.select_option("#provider", "cloudflare")
        page.click("#more")
        for i, (account, region) in enumerate((
                ("111122223333", "us-east-1"), ("444455556666", "eu-west-1"))):
            part = page.locator("#instances fieldset").nth(i)
            part.locator("[name=label]").fill(f"SES{i + 1}")
            part.locator("[name=account]").fill(account)
            part.locator("[name=region]").fill(region)
            outputs = [(DATA / f"SES{i + 1}/{output}.json").read_text()
                       for output in ("get-email-identity",
                                      "get-identity-verification-attributes")]
            part.locator("[name=aws]").fill("\n".join(outputs))
        page.fill("#zone", "anycompany.com. 60 IN SOA a. b. 1 2 3 4 5\n")
        page.click("button[type=submit]")
        text = page.inner_text("#output")
        self.assertEqual(page.inner_text("#error"), "")
        for word in ("SES1", "SES2", "feedback-smtp.eu-west-1.amazonses.com",
                     "pg8MtBBjlmEaDhBEB7XObMHhNs1GkupJy6hJUZ14Ttc="):
            self.assertIn(word, text)
        page.click("#copy")
        self.assertEqual(
            page.evaluate("navigator.clipboard.readText()").strip(),
            text.strip())
        page.screenshot(path=BUILD / f"page-{name}.png", full_page=True)
        wide = page.evaluate(
            "document.documentElement.scrollWidth > innerWidth")
        self.assertFalse(wide)
        found = axe.run(page)
        self.assertEqual(found.violations_count, 0, found.generate_report())

        page.fill("#zone", "this is no zone (")
        page.click("button[type=submit]")
        self.assertNotEqual(page.inner_text("#error"), "")
        self.assertEqual(page.inner_text("#output"), "")
        self.assertEqual(errors, [])
        self.assertEqual(len(asked), 1)  # the page itself


if __name__ == "__main__":
    unittest.main()
