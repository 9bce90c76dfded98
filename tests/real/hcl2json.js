// SPDX-License-Identifier: MIT

// Read a JSON array of HCL documents; print what HashiCorp's parser, made
// into WebAssembly, has of each, or {"wrong": what it says}.
"use strict";
const fs = require("fs");
const { parse } = require("@cdktf/hcl2json");

async function main() {
  const read = [];
  for (const text of JSON.parse(fs.readFileSync(0, "utf8"))) {
    try {
      read.push(await parse("document.tf", text));
    } catch (error) {
      read.push({ wrong: String(error) });
    }
  }
  console.log(JSON.stringify(read));
}

main();
