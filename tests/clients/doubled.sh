#!/usr/bin/env bash
# Doubled targets as the real translate-toolkit makes them, and honest ones:  doubled.sh [PAGES]
#
# Takes 20 pages of each of 5 locales, or PAGES of them.
#
# Needs the shared folder (BITEXT_SHARED, or ../shared). The tool is put into target/clients once; without it this is said as
# SKIPPED. Exits 1 if more than 1 in 1,000 targets that are clearly doubled are taken, or more than 0.5 % of the honest ones
# are refused.
set -u
cd "$(dirname "$0")/../.." || exit 1
shared=${BITEXT_SHARED:-../shared}
work=target/clients

skipped() { printf 'SKIPPED: %s\n' "$*"; exit 0; }

[ -d "$shared/corpus" ] || skipped "doubled targets: there is no shared folder at $shared (set BITEXT_SHARED)"
mkdir -p "$work" || exit 1
python=$work/venv/bin/python
if ! "$python" -c 'import lxml, translate' 2>/dev/null; then
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet lxml translate-toolkit
fi
"$python" -c 'import lxml, translate' 2>/dev/null || skipped "doubled targets: no Python environment"

bitext=${BITEXT:-target/release/bitext}
if [ -z "${BITEXT:-}" ]; then cargo build --locked --release --features cli || exit 1; fi
corpora=$work/corpora
[ ! -d target/tmp/corpora/dev ] || corpora=target/tmp/corpora
sh "$shared/corpus/unpack.sh" "$corpora" >/dev/null || exit 1
"$python" tests/clients/doubled.py "$bitext" "$corpora/dev" "${1:-20}"
