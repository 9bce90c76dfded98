#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/run.sh [--conformance]
#
# Install what the tests use, build, and run every test; then the units again
# under valgrind, by clang with its sanitizers, and without what is optional;
# then fuzz. With --conformance also those whose tools Debian does not package:
# they come from PyPI, npm and the Go module proxy, at pinned versions; and fuzz
# for longer. A test that is skipped has failed.
#
# BUILD names the directory to build in, build-tests unless said; FUZZ_SECONDS
# how long each fuzz target runs.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build-tests}

case "$#${1-}" in
0) conformance=no ;;
1--conformance) conformance=yes ;;
*)
  echo "usage: sh tests/run.sh [--conformance]" >&2
  exit 2
  ;;
esac

sh examples/install.sh examples/packages tests/packages

setup() { # DIRECTORY OPTION...
  directory=$1
  shift
  if [ -f "$directory/build.ninja" ]; then
    meson configure "$directory" "$@"
  else
    meson setup "$directory" "$@"
  fi
}

if [ $conformance = yes ]; then
  sh tests/real/venv.sh "$build/venv"
  sh tests/real/npm.sh "$build/npm"
  sh tests/real/go.sh "$build/go"
  here=$(cd "$build" && pwd)
  CONFORMANCE=1
  SESDOMAIN_VENV=$here/venv
  SESDOMAIN_NODE=$here/npm
  SESDOMAIN_DNSCONTROL=$here/go/dnscontrol
  export CONFORMANCE SESDOMAIN_VENV SESDOMAIN_NODE SESDOMAIN_DNSCONTROL
  suites=
  fuzz=${FUZZ_SECONDS:-60}
else
  suites='--no-suite conformance'
  fuzz=${FUZZ_SECONDS:-5}
fi
units='--no-suite python --no-suite house --no-suite real --no-suite conformance'

setup "$build" --werror -Dauto_features=enabled
# shellcheck disable=SC2086 # no suites are no argument
NO_SKIP=1 meson test -C "$build" --print-errorlogs $suites
COMBINATIONS_STEP=1000 meson test -C "$build" --print-errorlogs \
  --setup valgrind

# Every piece of memory is a block of its own here: overruns are seen.
CC=clang setup "$build/sanitized" --werror -Dauto_features=enabled \
  -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
  -Ddefault_library=static \
  -Dc_args='-DSESD_PIECES -fno-sanitize-recover=all -fsanitize=fuzzer-no-link'
# shellcheck disable=SC2086
COMBINATIONS_STEP=200 CK_FORK=no meson test -C "$build/sanitized" \
  --print-errorlogs --timeout-multiplier 5 $units

setup "$build/bare" --werror -Dtests=enabled -Dexamples=enabled \
  -Djson=disabled -Didn=disabled -Ddns=disabled -Doptimization=1
meson test -C "$build/bare" --print-errorlogs name change oom oom-pieces \
  python-cli python-errors python-output python-plan python-settings

sh tests/fuzz/run.sh "$build/sanitized" "$fuzz"
