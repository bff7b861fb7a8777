#!/usr/bin/env bash
# Loads what `bitext extract` writes with the libraries that people load it with. Makes a virtual environment in the build folder,
# or says that it skipped. BITEXT names the binary; one with the feature `parquet` is checked for Parquet too.
set -eu
cd "$(dirname "$0")/../.."
bitext=${BITEXT:-target/release/bitext}
[ -x "$bitext" ] || { echo "SKIPPED: there is no $bitext"; exit 0; }
python=${LOADERS_PYTHON:-}
if [ -z "$python" ]; then
  venv=target/loaders-venv
  if [ ! -x "$venv/bin/python" ] && ! python3 -m venv "$venv"; then
    echo "SKIPPED: no virtual environment can be made"
    exit 0
  fi
  python=$venv/bin/python
  if ! "$python" -c 'import datasets, duckdb, pandas, polars, pyarrow' 2>/dev/null; then
    "$venv/bin/pip" install -q pyarrow pandas datasets polars duckdb || { echo "SKIPPED: the loaders cannot be installed"; exit 0; }
  fi
fi
exec "$python" tests/loaders/loaders.py "$bitext"
