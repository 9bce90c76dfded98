#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/abi.sh HEADERS LIBRARY BASELINE [--update]
#
# Describe a library's public ABI, and compare it with the description of the
# last release. New symbols are allowed; any other change is an error. With
# --update, replace the description: only in the commit of a release.
set -eu

now=$(mktemp)
trap 'rm -f "$now"' EXIT

# The header filter belongs here, on both sides, and not on abidiff: there it
# also hides changes between system types (size_t to uint32_t, say). Without
# --exported-interfaces-only, abidw 2.2 omits some functions that files of the
# library call themselves.
abidw --headers-dir "$1" --drop-private-types --exported-interfaces-only \
  --drop-undefined-syms --no-show-locs --no-corpus-path --no-comp-dir-path \
  "$2" >"$now"

# Without debug information, the comparison would always succeed.
if ! grep -q '<function-decl' "$now"; then
  echo "abi.sh: $2 was built without debug information" >&2
  exit 99
fi

if [ "${4-}" = --update ]; then
  cp "$now" "$3"
else
  abidiff --no-added-syms "$3" "$now"
fi
