#!/usr/bin/env bash
# What pofilter (translate-toolkit) finds in units in which `bitext check` finds nothing:  pofilter.sh [PAGES]
#
# Lists each finding of 500 pages of `dev`, drawn with a seed, for a person to judge; tests/data/check/README.md has the verdicts.
# Needs the shared folder (BITEXT_SHARED, or ../shared). The tool is put into target/clients once; without it this is said as
# SKIPPED.
set -u
cd "$(dirname "$0")/../.." || exit 1
shared=${BITEXT_SHARED:-../shared}
work=target/clients

skipped() { printf 'SKIPPED: %s\n' "$*"; exit 0; }

[ -d "$shared/corpus" ] || skipped "pofilter: there is no shared folder at $shared (set BITEXT_SHARED)"
mkdir -p "$work" || exit 1
python=$work/venv/bin/python
if ! "$python" -c 'import translate' 2>/dev/null; then
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet translate-toolkit
fi
"$python" -c 'import translate' 2>/dev/null || skipped "pofilter: no Python environment"

bitext=${BITEXT:-target/release/bitext}
if [ -z "${BITEXT:-}" ]; then cargo build --locked --release --features cli || exit 1; fi
corpora=$work/corpora
[ ! -d target/tmp/corpora/dev ] || corpora=target/tmp/corpora
sh "$shared/corpus/unpack.sh" "$corpora" >/dev/null || exit 1
find "$corpora/dev" -name '*.sxs.*' | LC_ALL=C sort | "$python" -c '
import random, sys
random.seed(20261125)
print(*sorted(random.sample(sys.stdin.read().splitlines(), int(sys.argv[1]))), sep="\n")
' "${1:-500}" >"$work/pofilter.list" || exit 1
"$bitext" extract -q --files-from "$work/pofilter.list" -o "$work/pofilter.units.jsonl" || exit 1
"$bitext" check -q --fail-on never --to jsonl --files-from "$work/pofilter.list" -o "$work/pofilter.ours.jsonl" || exit 1
"$python" - "$work/pofilter.units.jsonl" "$work/pofilter.ours.jsonl" <<'END'
import collections, json, sys
from translate.filters import checks
from translate.storage import base

read = lambda path: map(json.loads, open(path, encoding="utf-8"))
ours = {(finding["path"], finding["id"]) for finding in read(sys.argv[2])}
filters, seen, left = {}, set(), collections.defaultdict(list)
for record in read(sys.argv[1]):
    source, target = record["source"], record["target"]
    if not source or (source, target) in seen:
        continue
    seen.add((source, target))
    language = (record["target_locale"] or "fr").split("-")[0]
    if language not in filters:
        config = checks.CheckerConfig(targetlanguage=language)
        kinds = [checks.StandardChecker, checks.StandardUnitChecker]
        filters[language] = checks.TeeChecker(config, checkerclasses=kinds)
    unit = base.TranslationUnit(source)
    unit.target = target
    for name, message in filters[language].run_filters(unit).items():
        if (record["path"], record["id"]) not in ours:
            left[name].append((source, target, message))
for name, findings in sorted(left.items(), key=lambda item: -len(item[1])):
    print(f"{name}: {len(findings)}")
    for source, target, message in findings:
        print(json.dumps([source, target, message], ensure_ascii=False))
END
