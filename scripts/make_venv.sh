#!/usr/bin/env bash
# Makes .venv from the lock file, with the newest Python on this machine that the shop runs on.
set -euo pipefail
cd "$(dirname "$0")/.."

usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

if ! usable .venv/bin/python; then
  for python in python3.13 python3.12 python3.11 python3; do
    if usable "$python"; then break; fi
    python=""
  done
  if [ -z "$python" ]; then
    echo "The shop needs Python 3.11 or newer; none was found as python3.13, python3.12, python3.11 or python3." >&2
    exit 1
  fi
  echo "Making .venv with $("$python" --version)"
  rm -rf .venv
  if ! "$python" -m venv .venv; then
    echo "Python's venv module is missing (Debian: apt-get install python3-venv)." >&2
    exit 1
  fi
fi

echo "Installing what the shop needs into .venv (about a minute the first time)"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
touch .venv/.ready
