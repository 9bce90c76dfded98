#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh examples/quickstart.sh
#
# Install the build dependencies (Debian, Ubuntu), build in build/, and print the
# plan of the example with two accounts in two regions. The plan alone is on
# standard output: the rest is on standard error.
set -eu
cd "$(dirname "$0")/.."

sh examples/install.sh examples/packages \
  --optional examples/packages.optional >&2
[ -f build/build.ninja ] || meson setup build -Dtests=disabled >&2
ninja -C build >&2
exec build/examples/sesdomain-plan examples/data/cross-region/setup.json
