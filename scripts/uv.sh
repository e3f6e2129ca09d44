#!/bin/sh
# Runs uv; fetches it from the package index into .tools when the machine has none.
# Asks the system for one package at most: python3-venv, where Debian's Python comes without ensurepip.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
own="$here/.tools/bin/uv"

# A name on the PATH is not enough: version managers leave stubs that only fail.
if uv --version >/dev/null 2>&1; then exec uv "$@"; fi

if [ ! -x "$own" ]; then
  if ! command -v python3 >/dev/null 2>&1; then
    echo "setup: neither uv nor python3 was found; install Python 3.11 or later (Debian: apt-get install python3 python3-venv)" >&2
    exit 1
  fi
  if ! python3 -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      apt-get update -qq >&2
      DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
      echo "setup: this Python has no ensurepip; install it first (Debian: sudo apt-get install python3-venv), or install uv" >&2
      exit 1
    fi
  fi
  # --clear: a set-up that was interrupted leaves half a folder behind.
  python3 -m venv --clear "$here/.tools"
  "$here/.tools/bin/pip" install --quiet --disable-pip-version-check 'uv>=0.8'
fi
exec "$own" "$@"
