#!/bin/sh
# No function of the product branches in more ways than a reader can hold in the head: 20 by radon's count (rank C).
# usage: check_complexity.sh RADON
set -eu
found=$("$1" cc --min D --show-complexity gaispider spiders pipelines)
if [ -n "$found" ]; then
  echo "Functions over 20 (radon cc); name their steps:"
  echo "$found"
  exit 1
fi
