#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh bindings/wasm/build.sh FILE
#
# Compile the core to WebAssembly without imports, with every function of the
# map exported. Uses clang, lld, wasi-libc and libclang-rt-dev-wasm32 of Debian
# 12: with these the file is the same on every machine.
set -eu
case $1 in /*) file=$1 ;; *) file=$PWD/$1 ;; esac
cd "$(dirname "$0")/../.."
{
  echo '-Wl,--export=malloc -Wl,--export=free'
  sed -n 's/^    \(sesdomain_[a-z0-9_]*\);$/-Wl,--export=\1/p' \
    lib/libsesdomain.map
} >"$file.exports"
# The stack is below the data, so that an overflow traps.
clang --target=wasm32-wasi -mexec-model=reactor -nostartfiles -std=c11 -O2 \
  -Iinclude -Wl,--no-entry -Wl,--strip-all -Wl,--stack-first \
  -Wl,-z,stack-size=262144 "@$file.exports" @lib/sources.txt -o "$file"
rm "$file.exports"
