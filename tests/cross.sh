#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/cross.sh DIRECTORY [TARGET...]
#
# Build the core and sesdomain-plan for other machines, with the C compiler of
# ziglang (PyPI), and compare what they write with the golden files where this
# machine can run them: i386 and musl by itself, others with qemu-user and wine,
# if they are installed. The others have to compile. PYTHON has ziglang.
set -eu
cd "$(dirname "$0")/.."
out=$1
shift
mkdir -p "$out"
out=$(cd "$out" && pwd)
python=${PYTHON:-python3}
case $python in /*) ;; */*) python=$PWD/$python ;; esac
failed=0

# What is compared is what was compiled, even if the checkout changes meanwhile.
rm -rf "$out/tree"
mkdir -p "$out/tree/tests"
cp -r include lib examples "$out/tree"
cp -r tests/golden "$out/tree/tests"
cd "$out/tree"

runner() { # TARGET; prints what runs its programs, or fails
  case $1 in
  x86_64-linux-* | x86-linux-*) echo env ;;
  *-linux-*) command -v "qemu-${1%%-*}" || command -v "qemu-${1%%-*}-static" ;;
  x86_64-windows-*) command -v wine ;;
  *) return 1 ;;
  esac
}

compare() { # PROGRAM COMMAND...
  program=$1
  shift
  for case in cross-region same-region one-account edit retired conflict; do
    setup=tests/golden/$case/setup.json
    [ -f $setup ] || setup=examples/data/$case/setup.json
    for format in text json csv html zone route53 terraform powerdns steps; do
      golden=tests/golden/$case/$format.txt
      case $(head -n 1 "$golden") in refused:*) continue ;; esac
      "$@" "$program" -k -f "$format" "$setup" 2>/dev/null |
        cmp - "$golden" || return 1
    done
  done
}

for target in ${*:-x86_64-linux-musl x86-linux-musl s390x-linux-musl \
  aarch64-linux-musl arm-linux-musleabihf x86_64-windows-gnu \
  aarch64-windows-gnu x86_64-macos aarch64-macos}; do
  case $target in *linux*) static=-static ;; *) static='' ;; esac
  case $target in *windows*) program=$out/$target.exe ;; *) program=$out/$target ;; esac
  result=compiled
  # shellcheck disable=SC2086 # no option is no argument
  "$python" -m ziglang cc -target "$target" $static -std=c11 -O0 \
    -Wall -Wextra -Wconversion -Werror -Iinclude \
    examples/sesdomain-plan.c examples/io.c @lib/sources.txt \
    -o "$program" || result=FAILED
  if [ $result = compiled ] && run=$(runner "$target"); then
    result=passed
    compare "$program" "$run" || result=FAILED
  fi
  [ $result != FAILED ] || failed=1
  printf '%-24s %s\n' "$target" "$result"
done
exit $failed
