#!/bin/sh
# SPDX-License-Identifier: MIT
# Install into DIR what the conformance tests use of npm, at the versions of
# package-lock.json; do nothing if it is there.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: npm.sh DIR" >&2
  exit 2
fi
here=$(dirname "$0")
command -v npm >/dev/null ||
  sh "$here/../../examples/install.sh" "$here/packages.npm"
if cmp -s "$here/package-lock.json" "$1/made"; then
  exit 0
fi
mkdir -p "$1"
cp "$here/package.json" "$here/package-lock.json" "$1"
(cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
cp "$here/package-lock.json" "$1/made" # last: until then it is not complete
