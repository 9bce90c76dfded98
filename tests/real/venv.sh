#!/bin/sh
# SPDX-License-Identifier: MIT
# Make a virtual environment in DIR with what the conformance tests need; do
# nothing if it is there.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: venv.sh DIR" >&2
  exit 2
fi
wanted=$(dirname "$0")/requirements.txt
made=$1/requirements.txt # written last: until then it is not complete
if cmp -s "$wanted" "$made"; then
  exit 0
fi
/usr/bin/python3 -m venv --clear "$1"
# all packages are listed with their versions and digests (by pin.py); an
# unlisted one is an error
"$1/bin/pip" install --quiet --disable-pip-version-check --no-deps \
  --only-binary :all: --require-hashes --requirement "$wanted"
"$1/bin/pip" check
cp "$wanted" "$made"
