#!/bin/sh
# SPDX-License-Identifier: MIT
# Build into DIR what the conformance tests use of the Go module proxy, at the
# versions of dnscontrol/go.mod; do nothing if it is there. That wants Go 1.23
# or later: of Debian's, 13 has it, 12 has not.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: go.sh DIR" >&2
  exit 2
fi
here=$(dirname "$0")
if cmp -s "$here/dnscontrol/go.sum" "$1/made"; then
  exit 0
fi
mkdir -p "$1"
cp "$here/dnscontrol"/* "$1"
(cd "$1" && go build -mod=readonly -o dnscontrol .)
cp "$here/dnscontrol/go.sum" "$1/made" # last: until then it is not complete
