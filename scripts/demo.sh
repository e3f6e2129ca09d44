#!/bin/sh
# What Labelwarden says about three drawn labels, and one of the pictures with the findings marked on it.
set -eu
cd "$(dirname "$0")/.."
bin=${BIN:-.venv/bin}

# 0: nothing found, 1: findings. Both are answers; anything else is a fault and ends the demo with its own code.
answer() {
  code=0
  "$@" || code=$?
  [ "$code" -le 1 ] || exit "$code"
}

answer "$bin/labelwarden" check samples/7oh-tablets-picture samples/kratom-two-columns-picture samples/light-on-dark-picture

mkdir -p out
answer "$bin/labelwarden" check samples/7oh-tablets-picture --format json --output out/7oh-tablets.json
"$bin/python" scripts/annotate.py out/7oh-tablets.json out
