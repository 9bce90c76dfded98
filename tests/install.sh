#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/install.sh LIST...
#
# Install the Debian packages that the lists name, unless all are there.
set -eu

packages=$(sed '/^#/d' "$@")
# shellcheck disable=SC2086 # each line is a word
if ! command -v apt-get >/dev/null; then
  echo "This is no Debian: what is used here is" $packages >&2
elif ! dpkg-query -W -f '${db:Status-Abbrev}\n' $packages 2>/dev/null |
  grep -qv '^ii' && dpkg-query -W $packages >/dev/null 2>&1; then
  : # all there
else
  [ "$(id -u)" = 0 ] || exec sudo sh "$0" "$@"
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y \
    --no-install-recommends $packages
fi
