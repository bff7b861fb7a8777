#!/usr/bin/env bash
# The way of a translation engineer, with real tools:  flow.sh
#
#  1  a folder of pages becomes one XLIFF 1.2 file for each page
#  2  translate-toolkit edits one half of them, and writes them anew
#  3  OmegaT, without a screen, edits the other half
#  4  a dry run and its diffs show exactly these changes, and write nothing
#  5  merge in place takes the folder of edits: every edit is in its page, and nothing else has changed
#  6  the pages exported once more hold the edited targets, and merging that export is no edit
#
# The pages are those of examples/data, and the page in the shared folder if there is one (BITEXT_SHARED, or ../shared);
# OmegaT's script is in that folder, too. What cannot be had is said as SKIPPED. BITEXT names the command; without it, it is
# built. Exits 1 at a fault.
set -u
cd "$(dirname "$0")/../.." || exit 1
shared=${BITEXT_SHARED:-../shared}
here=$PWD/tests/clients
clients=$PWD/target/clients
work=$clients/flow
bad=0

step() { printf '\n--- %s\n' "$*"; }
skipped() { printf 'SKIPPED: %s\n' "$*"; }
fault() { printf 'FAULT: %s\n' "$*"; bad=1; }
same() { [ "$2" = "$3" ] || fault "$1: $2, not $3"; }

if [ -z "${BITEXT:-}" ]; then
  cargo build --locked --release --features cli || exit 1
  BITEXT=$PWD/target/release/bitext
fi
bitext=$(realpath "$BITEXT")
[ ! -d "$shared" ] || shared=$(cd "$shared" && pwd)
rm -rf "$work"
mkdir -p "$work/docs/sub" || exit 1

python=$clients/venv/bin/python
if ! "$python" -c 'import lxml, translate' 2>/dev/null; then
  step "a virtual environment with lxml and translate-toolkit"
  python3 -m venv "$clients/venv" && "$clients/venv/bin/pip" install --quiet lxml translate-toolkit
fi
has_toolkit=yes
"$python" -c 'import lxml, translate' 2>/dev/null || { has_toolkit=; skipped "translate-toolkit: it cannot be had"; }
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && ! command -v omegat >/dev/null; then
  apt-get install -y -q omegat >/dev/null 2>&1
fi
has_omegat=yes
command -v omegat >/dev/null && [ -f "$shared/clients/omegat_edit.sh" ] ||
  { has_omegat=; skipped "OmegaT: it is not installed, or there is no shared folder"; }

# Pages: whole ones go into docs, half of them into a folder of their own.
number=0
for page in examples/data/*.md "$shared"/seed/*.md; do
  case $page in *damage* | *'*'*) continue ;; esac
  number=$((number + 1))
  if [ $((number % 2)) = 0 ]; then cp "$page" "$work/docs/sub/"; else cp "$page" "$work/docs/"; fi
done
cd "$work" || exit 1
cp -r docs docs.before
edited() { grep -rhoE ' ZZ</(target|seg)' "$1" | wc -l; }

step "1: a folder to one XLIFF 1.2 file for each page"
"$bitext" extract --to xliff --target-locale lv-LV -o xlf/ docs || fault "extract: exit $?"
pages=$(find docs -type f -exec grep -l 'data-ttu-id' {} + | wc -l)
same "files of XLIFF" "$(find xlf -type f | wc -l)" "$pages"
units=$(grep -rh '<trans-unit ' xlf | wc -l)
echo "$pages pages, $units units"

step "2: translate-toolkit"
if [ -n "$has_toolkit" ]; then
  find xlf -maxdepth 1 -name '*.xlf' -print0 | xargs -0 "$python" "$here/edit.py" || fault "translate-toolkit: exit $?"
fi
by_toolkit=$(edited xlf)

step "3: OmegaT"
if [ -n "$has_omegat" ]; then
  find xlf/sub -name '*.xlf' | while read -r file; do
    languages=$(sed -n 's/.* source-language="\([^"]*\)" target-language="\([^"]*\)".*/\1 \2/p' "$file" | head -1)
    # shellcheck disable=SC2086
    bash "$shared/clients/omegat_edit.sh" "$file" $languages edited.xlf && mv edited.xlf "$file" || echo "$file" >>omegat.failed
  done
  [ ! -e omegat.failed ] || fault "OmegaT does not edit $(cat omegat.failed)"
fi
all=$(edited xlf)
echo "$by_toolkit targets edited by translate-toolkit, $((all - by_toolkit)) by OmegaT"
[ -z "$has_toolkit" ] || [ "$by_toolkit" -gt 0 ] || fault "translate-toolkit edited nothing"
[ -z "$has_omegat" ] || [ "$all" -gt "$by_toolkit" ] || fault "OmegaT edited nothing"

step "4: a dry run, and its diffs"
"$bitext" merge --edits xlf --dry-run docs >changes.txt 2>summary.txt
same "exit of the dry run" $? 0
cat summary.txt
same "changes shown" "$(grep -c '^+ .* ZZ' changes.txt)" "$all"
grep -q " $all changed," summary.txt || fault "the summary does not count $all changes"
diff -r docs docs.before >/dev/null || fault "a dry run wrote something"
head -4 changes.txt

step "5: merge in place, from the folder of edits"
"$bitext" merge --edits xlf --in-place --report report.jsonl docs
same "exit of the merge" $? 0
same "lines of the report" "$(wc -l <report.jsonl)" "$(grep -rhc '<target' xlf | paste -sd+ | bc)"
same "edits in the report" "$(grep -c '"outcome":"changed"' report.jsonl)" "$all"
for view in docs docs.before; do
  "$bitext" render --quiet --view source -o "$view.source/" "$view" || fault "render: exit $?"
done
diff -r docs.source docs.before.source >/dev/null || fault "more than targets has changed"

step "6: the pages exported once more"
"$bitext" extract --quiet --to xliff --target-locale lv-LV -o again/ docs || fault "extract: exit $?"
same "edited targets in the new export" "$(edited again)" "$all"
same "units in the new export" "$(grep -rh '<trans-unit ' again | wc -l)" "$units"
"$bitext" merge --edits again --dry-run docs >changes.txt 2>summary.txt
same "exit of the merge of the new export" $? 0
same "changes by the new export" "$(wc -c <changes.txt)" 0
cat summary.txt

[ $bad = 0 ] && echo && echo "all six flows hold"
exit $bad
