#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh examples/install.sh LIST...
#
# Install the Debian packages that the lists name, unless all are there. On
# other systems name those that are missing: beside some packages stands the
# command that succeeds where they are.
set -eu

lists=$*
missing=

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
  for package in $(sed 's/[ #].*//' "$@"); do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
    ii*) ;;
    *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || exit 0
  if [ "$(id -u)" != 0 ]; then
    # shellcheck disable=SC2086 # each list is a word
    ! command -v sudo >/dev/null || exec sudo sh "$0" $lists
    echo "Neither root nor sudo is here to install:$missing" >&2
    exit 1
  fi
  apt-get update
  # shellcheck disable=SC2086 # each package is a word
  DEBIAN_FRONTEND=noninteractive apt-get install -y \
    --no-install-recommends $missing
else
  while read -r package probe; do
    case $package in '' | '#'*) continue ;; esac
    [ -z "$probe" ] || sh -c "$probe" </dev/null >/dev/null 2>&1 ||
      missing="$missing $package"
  done <<END
$(cat "$@")
END
  [ -n "$missing" ] || exit 0
  echo "Not here, and this is neither Debian nor Ubuntu; install what there" \
    "is called:$missing" >&2
  exit 1
fi
