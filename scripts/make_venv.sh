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

log=var/install.log
mkdir -p var
total=$(grep -c == requirements-dev.txt)
echo "Installing what the shop needs into .venv, about a minute the first time (pip's words: $log)"
.venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r requirements-dev.txt >"$log" 2>&1 &
pip=$!
while kill -0 $pip 2>/dev/null; do
  if [ -t 1 ]; then
    percent=$(($(grep -cE '^(Collecting|Requirement already)' "$log") * 95 / total))
    filled=$((percent * 24 / 100))
    printf '\r  %s%s %3d %%' "$(printf '%*s' $filled '' | tr ' ' '#')" "$(printf '%*s' $((24 - filled)) '' | tr ' ' '.')" $percent
  fi
  sleep 1
done
if ! wait $pip; then
  echo
  tail -n 15 "$log" >&2
  echo "pip could not install the lock file; all of its words are in $log." >&2
  exit 1
fi
[ ! -t 1 ] || printf '\r\033[K'
echo "  100 %"
touch .venv/.ready
