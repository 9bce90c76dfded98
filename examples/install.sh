#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh examples/install.sh LIST... [--optional LIST...]
#
# Install the Debian packages in the lists, unless all are present. On other
# systems, report the missing ones. A package is present if dpkg says so,
# or if the command beside it succeeds; a package without a command is for
# Debian alone. Packages after --optional that cannot be installed are named
# and left out: that is no failure.
set -eu

if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then
  debian=yes
else
  debian=no
fi

is_present() { # PACKAGE COMMAND
  if [ $debian = yes ]; then
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$1" 2>/dev/null) in
    ii*) return 0 ;;
    esac
    [ -n "$2" ] || return 1
  fi
  sh -c "${2:-:}" </dev/null >/dev/null 2>&1
}

list_missing() { # LIST
  while read -r package command; do
    case $package in '' | '#'*) continue ;; esac
    is_present "$package" "$command" || printf ' %s' "$package"
  done <"$1"
}

leave_out() { # WHY PACKAGE...
  echo "$1:$needed$optional" >&2
  [ -z "$needed" ] || exit 1
  echo "Going on without what is optional." >&2
}

needed= optional= is_optional=no
for list; do
  if [ "$list" = --optional ]; then
    is_optional=yes
  elif [ $is_optional = yes ]; then
    optional=$optional$(list_missing "$list")
  else
    needed=$needed$(list_missing "$list")
  fi
done
[ -n "$needed$optional" ] || exit 0

if [ $debian = no ]; then
  leave_out "Not here, and this is neither Debian nor Ubuntu; install what \
there is called"
elif [ "$(id -u)" != 0 ]; then
  { command -v sudo >/dev/null && sudo sh "$0" "$@"; } ||
    leave_out "Not here, and neither root nor sudo installs"
else
  apt-get update
  for package in $optional; do
    if apt-get install --simulate "$package" >/dev/null 2>&1; then
      needed="$needed $package"
    else
      echo "Left out, since apt does not offer it: $package" >&2
    fi
  done
  # shellcheck disable=SC2086 # each package is a word
  [ -z "$needed" ] || DEBIAN_FRONTEND=noninteractive \
    apt-get install -y --no-install-recommends $needed
fi
