#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh bindings/go/generate.sh DIRECTORY
#
# Write what the module is made of besides its own files, into the module or
# into an empty directory: internal/wasm/core.go, the C library turned into Go,
# and internal/clib, a flat copy of its sources, since cgo compiles the files of
# one folder. Uses what bindings/wasm/build.sh does, and Go for wasm2go.
set -eu
mkdir -p "$1/internal/wasm" "$1/internal/clib"
to=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."

sh bindings/wasm/build.sh "$to/core.wasm"
GOFLAGS=-mod=mod go run github.com/ncruces/wasm2go@v0.4.21 -pkg wasm \
  -o "$to/internal/wasm/core.go" "$to/core.wasm"
rm "$to/core.wasm"

copy() { # FILE FOLDER NAME; "../base/base.h" becomes "base_base.h"
  {
    echo '//go:build sesdomain_cgo && !sesdomain_system'
    sed -e 's,^#include "\.\./\([a-z]*\)/\([a-z-]*\.h\)",#include "\1_\2",' \
      -e '/"sesdomain\.h"/!s,^#include "\([a-z-]*\.h\)",#include "'"$2"'_\1",' \
      "$1"
  } >"$to/internal/clib/$3"
}

rm -f "$to/internal/clib"/*.[ch]
for file in $(cat lib/sources.txt) $(ls lib/*/*.h); do
  folder=$(basename "$(dirname "$file")")
  [ "$folder" = dns ] || copy "$file" "$folder" "${folder}_$(basename "$file")"
done
copy include/sesdomain.h include sesdomain.h
