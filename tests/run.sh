#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/run.sh [--conformance]
#
# Install the packages of the tests, build, and run every test; then the unit
# tests again under valgrind, with clang's sanitizers, and without the optional
# libraries; then fuzz. With --conformance also run the tests whose tools
# Debian does not package: these come from PyPI, npm and the Go module proxy, at
# pinned versions; and fuzz for longer.
#
# A stage that fails does not stop the others. At the end every test that
# failed or was skipped is named. Where CI is set, everything has to be
# installed, and a test that is skipped has failed.
#
# BUILD names the directory to build in, build-tests unless set; FUZZ_SECONDS
# is how long each fuzz target runs.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build-tests}

case "$#${1-}" in
0) suites='--no-suite conformance' fuzz=${FUZZ_SECONDS:-5} ;;
1--conformance) suites='' fuzz=${FUZZ_SECONDS:-20} ;;
*)
  echo "usage: sh tests/run.sh [--conformance]" >&2
  exit 2
  ;;
esac
if [ -n "${CI-}" ]; then
  optional='' no_skip=1 strict='--werror -Dauto_features=enabled'
else
  optional=--optional no_skip=0 strict='--werror -Dauto_features=auto'
fi
units='--no-suite python --no-suite house --no-suite real --no-suite conformance'

times='' skipped='' failed='' logs=''

stage() { # NAME COMMAND...
  name=$1 began=$(date +%s) result=passed
  shift
  printf '\n== %s\n' "$name"
  "$@" || {
    result=FAILED
    failed="$failed
FAILED: stage $name"
  }
  times="$times
$(printf '%5d s  %s: %s' $(($(date +%s) - began)) "$name" $result)"
}

skip() { # NAME WHY
  printf '\n== %s: skipped: %s\n' "$1" "$2"
  skipped="$skipped
skipped: stage $1: $2"
  [ -z "${CI-}" ] || failed="$failed
FAILED: stage $1: skipped"
}

setup() { # DIRECTORY OPTION...
  directory=$1
  shift
  if [ -f "$directory/build.ninja" ]; then
    meson configure "$directory" "$@"
  else
    meson setup "$directory" "$@"
  fi
}

run_tests() { # NAME DIRECTORY LOG ARGUMENT...; the log is read at the end
  log=$2/meson-logs/$3
  logs="$logs $1=$log"
  directory=$2
  rm -f "$log"
  shift 3
  meson test -C "$directory" --print-errorlogs "$@"
}

fetch_tools() {
  sh tests/real/venv.sh "$build/venv" &&
    sh tests/real/npm.sh "$build/npm" &&
    sh tests/real/go.sh "$build/go"
}

# The words of $strict, $suites and $units are arguments.
# shellcheck disable=SC2086
test_all() {
  setup "$build" $strict && ninja -C "$build" && # what is installed, too
    COMBINATIONS_STEP=${COMBINATIONS_STEP:-5} NO_SKIP=$no_skip run_tests all "$build" testlog.json $suites
}

test_valgrind() {
  COMBINATIONS_STEP=1000 SPARSE=5 run_tests valgrind "$build" testlog-valgrind.json \
    --setup valgrind
}

# SESD_PIECES allocates each piece on its own, so that ASan finds overruns.
# shellcheck disable=SC2086
test_sanitized() {
  CC=clang setup "$build/sanitized" $strict \
    -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 \
    -Ddefault_library=static -Dc_args="-DSESD_PIECES \
-fno-sanitize-recover=all -fsanitize=fuzzer-no-link" &&
    COMBINATIONS_STEP=200 CK_FORK=no run_tests sanitized "$build/sanitized" \
      testlog.json --timeout-multiplier 5 $units
}

# MemorySanitizer needs libraries that it built, so there are none here.
# shellcheck disable=SC2086
test_memory() {
  CC=clang setup "$build/memory" $strict -Dtests=enabled -Dexamples=disabled \
    -Didn=disabled -Ddns=disabled -Db_sanitize=memory -Db_lundef=false \
    -Doptimization=1 -Ddefault_library=static &&
    MSAN_OPTIONS=abort_on_error=1 \
      run_tests memory "$build/memory" testlog.json --suite fuzz
}

# Tests of optional libraries are skipped here on purpose.
# shellcheck disable=SC2086
test_bare() {
  setup "$build/bare" $strict -Dtests=enabled -Dexamples=enabled \
    -Didn=disabled -Ddns=disabled -Doptimization=1 &&
    run_tests bare "$build/bare" testlog.json aws change format json name oom \
      oom-pieces route53 rules setup \
      python-cli python-errors python-output python-plan python-settings
}

# Whether the libraries of clang's sanitizers are installed.
has_sanitizers() {
  echo 'int main(void) { return 0; }' | clang -fsanitize=address,undefined \
    -x c -o "$build/probe" - 2>/dev/null
}

# shellcheck disable=SC2086 # may be empty
sh examples/install.sh examples/packages $optional \
  examples/packages.optional tests/packages
mkdir -p "$build"

if [ -z "$suites" ]; then
  stage 'tools from PyPI, npm and Go' fetch_tools
  here=$(cd "$build" && pwd)
  CONFORMANCE=1
  SESDOMAIN_VENV=$here/venv
  SESDOMAIN_NODE=$here/npm
  SESDOMAIN_DNSCONTROL=$here/go/dnscontrol
  export CONFORMANCE SESDOMAIN_VENV SESDOMAIN_NODE SESDOMAIN_DNSCONTROL
fi

stage 'all tests' test_all
if command -v valgrind >/dev/null; then
  stage 'unit tests under valgrind' test_valgrind
else
  skip 'unit tests under valgrind' 'needs valgrind'
fi
if has_sanitizers; then
  stage "unit tests with clang's sanitizers" test_sanitized
  stage 'fuzz corpora with MemorySanitizer' test_memory
else
  skip "unit tests with clang's sanitizers" 'needs clang and its compiler-rt'
  skip 'fuzz corpora with MemorySanitizer' 'needs clang and its compiler-rt'
fi
stage 'without the optional libraries' test_bare
if has_sanitizers; then
  stage "fuzzing, $fuzz s for each target" \
    sh tests/fuzz/run.sh "$build/sanitized" "$fuzz"
else
  skip 'fuzzing' 'needs clang and its compiler-rt'
fi

printf '\n== Result\n%s\n' "${times#?}"
# shellcheck disable=SC2086 # each log is a word
/usr/bin/python3 tests/report.py $logs
[ -z "$skipped" ] || echo "${skipped#?}"
if [ -n "$failed" ]; then
  echo "${failed#?}"
  exit 1
fi
