#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh examples/page/build.sh FILE.html [FILE.wasm]
#
# Make one file of the page, with the library inside: it can be opened from a
# disk, and its content security policy lets nothing leave the browser.
set -eu
out=$1
here=$(dirname "$0")
wasm=${2-$out.wasm} # left there
sh "$here/../../bindings/wasm/build.sh" "$wasm"
python3 - "$here" "$wasm" >"$out" <<'END'
import base64
import pathlib
import sys

here = pathlib.Path(sys.argv[1])
loader = (here / "../../bindings/wasm/index.js").read_text()
module = base64.b64encode(pathlib.Path(sys.argv[2]).read_bytes()).decode()
page = (here / "page.html").read_text()
page = page.replace("/* loader */", loader.replace("\nexport ", "\n"))
print(page.replace("@WASM@", module), end="")
END
