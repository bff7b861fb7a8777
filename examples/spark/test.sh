#!/usr/bin/env bash
# Runs test.py in a virtual environment that it makes in the build folder, or says that it skipped.
set -eu
cd "$(dirname "$0")/../.."
bitext=${BITEXT:-target/release/bitext}
[ -x "$bitext" ] || { echo "SKIPPED: there is no $bitext"; exit 0; }
command -v java >/dev/null || { echo "SKIPPED: there is no Java"; exit 0; }
python=${SPARK_PYTHON:-}
if [ -z "$python" ]; then
  venv=target/spark-venv
  if [ ! -x "$venv/bin/python" ] && ! python3 -m venv "$venv"; then
    echo "SKIPPED: no virtual environment can be made"
    exit 0
  fi
  python=$venv/bin/python
  if ! "$python" -c 'import pyspark, pyarrow, pandas' 2>/dev/null; then
    "$venv/bin/pip" install -q 'pyspark==4.0.*' pyarrow 'pandas<3' || { echo "SKIPPED: pyspark cannot be installed"; exit 0; }
  fi
fi
exec "$python" examples/spark/test.py "$bitext" examples/data/*.md
