#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/run.sh [--conformance]
#
# Install what the tests use, build, and run every test. With --conformance
# also those whose tools Debian does not package: they come from PyPI, npm and
# the Go module proxy, at pinned versions. A test that is skipped has failed.
#
# BUILD names the directory to build in, build-tests unless said.
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

setup "$build" --werror -Dauto_features=enabled

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
else
  suites='--no-suite conformance'
fi

# shellcheck disable=SC2086 # no suites are no argument
NO_SKIP=1 meson test -C "$build" --print-errorlogs $suites
