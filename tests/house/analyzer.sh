#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh analyzer.sh SOURCE
#
# Let gcc's static analyzer look at the library; what it finds is an error.
set -eu
cd "$1"
find lib -name '*.c' | sort | xargs -P 2 -n 4 sh -c '
  for file; do
    gcc -std=c11 -O1 -fanalyzer -Werror -Iinclude \
      -DSESDOMAIN_JSON -DSESDOMAIN_IDN -c -o /dev/null "$file" || exit 1
  done' sh
