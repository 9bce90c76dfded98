#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/update-abi.sh LIBRARY...
#
# Keep the ABI of these libraries, and what their headers declare, for
# tests/house/test_abi.py to compare later ones with. For `meson compile
# update-abi`; see doc/release.md.
set -eu
tests=$(dirname "$0")/..
[ "$(uname -m)" = x86_64 ] || {
  echo "update-abi: the ABI is kept for x86_64 only" >&2
  exit 1
}
mkdir -p "$tests/abi"
for library in "$@"; do
  name=$(basename "$library")
  sh "$tests/abi.sh" "$tests/../include" "$library" \
    "$tests/abi/${name%%.so*}.x86_64.abi" --update
  name=${name%%.so*}
  python3 "$tests/house/signatures.py" "$tests/../include/${name#lib}.h" \
    "$tests/abi/$name.txt" --update
done
