#!/bin/sh
# SPDX-License-Identifier: MIT
# Usage: sh tests/news.sh
#
# Each commit since the last release that changes a header, a map or an existing
# golden file must also change doc/news.md. Before the first release there is
# nothing to check.
set -eu

release=$(git describe --tags --abbrev=0 --match 'v[0-9]*' 2>/dev/null) || {
  echo "news: there is no release yet"
  exit 0
}

commits() { # OPTION... -- PATH...
  git log --full-history --no-merges --format=%H "$release..HEAD" "$@"
}

silent=0
for commit in $(
  {
    commits -- include 'lib/*.map'
    commits --diff-filter=MDR -- tests/golden
  } | sort -u
); do
  git diff-tree --no-commit-id --name-only -r "$commit" |
    grep -qx doc/news.md || {
    git log -1 --format='news: %h says nothing in doc/news.md: %s' "$commit"
    silent=1
  }
done
exit $silent
