#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/fuzz/run.sh BUILD SECONDS
#
# Fuzz every target of a build by clang with sanitizers, for SECONDS each, and
# api, which calls everything, for three times as long; two at a time. A failing
# input is an error, and is kept in BUILD/fuzz: add it to
# tests/fuzz/corpus/TARGET in the commit that fixes the fault.
set -eu
build=$1
seconds=$2
corpus=$(cd "$(dirname "$0")" && pwd)/corpus

one() { # TARGET
  [ "$1" != api ] || seconds=$((3 * seconds))
  mkdir -p "$build/fuzz/$1"
  if "$build/tests/fuzz/fuzz-$1" -max_total_time="$seconds" -max_len=4096 \
    -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
    -artifact_prefix="$build/fuzz/$1-" "$build/fuzz/$1" "$corpus/$1" \
    >"$build/fuzz/$1.log" 2>&1; then
    sed -n "s/^stat::number_of_executed_units: */fuzz-$1: inputs /p" \
      "$build/fuzz/$1.log"
  else
    tail -n 60 "$build/fuzz/$1.log"
    echo "fuzz-$1: FAILED" >&2
    return 1
  fi
}

if [ $# -eq 3 ]; then
  one "$3"
  exit
fi
ninja -C "$build" # "meson test" does not build them
targets=
for program in "$build"/tests/fuzz/fuzz-*; do
  [ -f "$program" ] || continue # not a directory of object files
  targets="$targets ${program##*/fuzz-}"
done
if [ -z "$targets" ]; then
  echo "there is no target to fuzz in $build" >&2
  exit 1
fi
# shellcheck disable=SC2086 # each target is a word
printf '%s\n' $targets |
  xargs -P 2 -I TARGET sh "$0" "$build" "$seconds" TARGET
