#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/abi.sh HEADERS LIBRARY BASELINE [--update]
#
# Describe a library's ABI as its users see it, and hold that against the
# description kept from the last release. New symbols pass; nothing else does.
# With --update, keep it: in the commit of a release, and at no other time.
set -eu

now=$(mktemp)
trap 'rm -f "$now"' EXIT

# The header filter belongs here, on both sides, and not on abidiff: there it
# also hides changes between system types (size_t to uint32_t, say). Unless told
# to look at what is exported only, abidw 2.2 loses some functions that files
# of the library call among themselves.
abidw --headers-dir "$1" --drop-private-types --exported-interfaces-only \
  --drop-undefined-syms --no-show-locs --no-corpus-path --no-comp-dir-path \
  "$2" >"$now"

# Without debug information there is nothing to compare: all would look well.
if ! grep -q '<function-decl' "$now"; then
  echo "abi.sh: $2 was built without debug information" >&2
  exit 99
fi

if [ "${4-}" = --update ]; then
  cp "$now" "$3"
else
  abidiff --no-added-syms "$3" "$now"
fi
