#!/usr/bin/env bash
# Renews both lock files. uv never writes the address of the index it read into them.
set -euo pipefail
cd "$(dirname "$0")/.."

for name in requirements requirements-dev; do
  .venv/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
    --no-header --annotation-style=line "$@" "$name.in" -o "$name.txt"
done
