#!/usr/bin/env bash
# Opens our XLIFF and TMX in validators and in real translation tools:  run.sh [--all]
#
# A sample of the real pages, or all of them. Needs the shared folder (BITEXT_SHARED, or ../shared). What the tools need is
# put into target/clients once; what cannot be had is said as SKIPPED. Exits 1 if a tool finds fault.
set -u
cd "$(dirname "$0")/../.." || exit 1
shared=${BITEXT_SHARED:-../shared}
here=tests/clients
work=target/clients
bad=0

step() { printf '\n--- %s\n' "$*"; }
skipped() { printf 'SKIPPED: %s\n' "$*"; }
fault() { printf 'FAULT: %s\n' "$*"; bad=1; }

[ -d "$shared/corpus" ] || { skipped "clients: there is no shared folder at $shared (set BITEXT_SHARED)"; exit 0; }
shared=$(cd "$shared" && pwd)
mkdir -p "$work" || exit 1
wanted=120
[ "${1:-}" != --all ] || wanted=0

# Tools ------------------------------------------------------------------------------------------------------------

python=$work/venv/bin/python
if ! "$python" -c 'import jsonschema, lxml, saxonche, translate' 2>/dev/null; then
  step "a virtual environment with jsonschema, lxml, saxonche and translate-toolkit"
  python3 -m venv "$work/venv" && "$work/venv/bin/pip" install --quiet jsonschema lxml saxonche translate-toolkit
fi
"$python" -c 'import jsonschema, lxml, saxonche, translate' 2>/dev/null || { skipped "all clients: no Python environment"; exit 0; }
if command -v npm >/dev/null && [ ! -d "$work/node_modules/xliff" ]; then
  npm install --silent --prefix "$work" xliff tmexchange >/dev/null || skipped "npm install: no registry"
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  command -v msgfmt >/dev/null || apt-get install -y -q gettext >/dev/null 2>&1
  command -v omegat >/dev/null || apt-get install -y -q omegat >/dev/null 2>&1
fi

# Exports ----------------------------------------------------------------------------------------------------------

step "exports"
bitext=${BITEXT:-target/release/bitext}
if [ -z "${BITEXT:-}" ]; then cargo build --locked --release --features cli || exit 1; fi
corpora=$work/corpora
[ ! -d target/tmp/corpora/dev ] || corpora=target/tmp/corpora
sh "$shared/corpus/unpack.sh" "$corpora" >/dev/null || exit 1
"$python" "$here/sample.py" "$corpora/dev/" "$wanted" >"$work/pages.txt"
rm -rf "$work/each" "$work/joined"
mkdir -p "$work/joined"
sed 's|/[^/]*$||' "$work/pages.txt" | sort -u | while read -r folder; do
  name=$(basename "$folder")
  locale=${name##*.}
  grep -F "$folder/" "$work/pages.txt" | tr '\n' '\0' >"$work/folder.txt"
  for format in xliff12 xliff21 tmx; do
    extension=xlf
    [ $format != tmx ] || extension=tmx
    for output in "$work/each/$format/$name/" "$work/joined/$name.$format.$extension"; do
      xargs -0 -x "$bitext" extract --to $format --target-locale "$locale" --quiet -o "$output" <"$work/folder.txt" ||
        echo "FAULT: bitext $format $name" | tee -a "$work/faults.txt"
    done
  done
done
[ ! -s "$work/faults.txt" ] || { rm "$work/faults.txt"; bad=1; }
pages=$(wc -l <"$work/pages.txt")
units() { cat "$work"/joined/*."$1".* | grep -c "^<$2 "; }
echo "$pages pages; units: $(units xliff12 trans-unit) in 1.2, $(units xliff21 unit) in 2.1, $(units tmx tu) in TMX"
# TMX leaves out units with an empty target.
empty=$(cat "$work"/joined/*.xliff12.* | grep -c '^<target[^>]*></target>$')
[ "$(units xliff12 trans-unit)" = "$(units xliff21 unit)" ] && [ "$(units xliff21 unit)" = "$(($(units tmx tu) + empty))" ] ||
  fault "the formats do not hold the same number of units"

# Validators -------------------------------------------------------------------------------------------------------

validate() { xargs -0 -n 100 "$python" "$shared/validate/validate.py" --strict >"$work/validate.log" 2>&1; }
for format in xliff12 xliff21 tmx; do
  step "validator: $format, file by file"
  expected=$pages
  rm -rf "$work/slices"
  if [ $format = xliff21 ]; then
    find "$work/each/$format" -type f -size +256k -print0 |
      xargs -0 -r "$python" "$here/slices.py" "$work/slices" >"$work/slices.txt" || fault "an export cannot be cut into slices"
    large=$(find "$work/each/$format" -type f -size +256k | wc -l)
    slices=$(wc -l <"$work/slices.txt")
    expected=$((pages - large + slices))
    echo "$large large files as $slices slices"
    { find "$work/each/$format" -type f -size -257k -print0; tr '\n' '\0' <"$work/slices.txt"; } | validate
  else
    find "$work/each/$format" -type f -print0 | validate
  fi
  valid=$(grep -c '^OK ' "$work/validate.log")
  echo "$valid of $expected valid"
  [ "$valid" = "$expected" ] || { grep -v '^OK ' "$work/validate.log" | head -5; fault "$format: not all valid"; }
done

step "validator: units in segments"
rm -rf "$work/segments"
awk 'NR % 6 == 1' "$work/pages.txt" >"$work/segments.txt"
for format in xliff12 xliff21; do
  mkdir -p "$work/segments/$format"
  # The target locale is the page's own; one without has no export.
  while read -r page; do
    "$bitext" extract --segment --to $format --quiet -o "$work/segments/$format/$(md5sum <<<"$page" | cut -c 1-8).xlf" \
      "$page" 2>/dev/null
  done <"$work/segments.txt"
done
find "$work/segments" -type f -size -257k -print0 | validate
in_segments=$(cat "$work"/segments/xliff12/* | grep -c '<seg-source>')
echo "$(grep -c '^OK ' "$work/validate.log") valid; $in_segments units in segments"
[ "$in_segments" -gt 0 ] && [ "$(grep -vc '^OK ' "$work/validate.log")" = 0 ] || { grep -v '^OK ' "$work/validate.log" | head -5; fault "segments: not all valid"; }

step "JSON Lines against their schema"
tr '\n' '\0' <"$work/pages.txt" | xargs -0 -x "$bitext" extract --quiet |
  "$python" "$here/schema.py" src/format/json/record.schema.json || fault "JSON Lines are not as their schema says"

# translate-toolkit and gettext ------------------------------------------------------------------------------------

step "translate-toolkit"
for file in "$work"/joined/*.xlf "$work"/joined/*.tmx; do
  "$python" "$shared/clients/tt_check.py" "$file" >"$work/toolkit.log" 2>&1 ||
    { cat "$work/toolkit.log"; fault "translate-toolkit reads $file otherwise"; }
done
"$python" "$here/toolkit.py" "$work"/joined/*.xliff12.xlf || fault "translate-toolkit counts other states"

step "msgfmt"
if command -v msgfmt >/dev/null; then
  for file in "$work"/joined/*.xliff12.xlf; do
    "$work/venv/bin/xliff2po" --progress=none "$file" "$work/out.po" >/dev/null 2>&1
    # Units whose sides differ in a new line at an edge are the pages' own.
    msgfmt -c -o /dev/null "$work/out.po" 2>&1 | grep -v 'warning:\|found [0-9]* fatal\|do not both \(begin\|end\) with' &&
      fault "msgfmt does not accept $file"
  done
  echo "done"
else
  skipped "msgfmt: gettext is not installed"
fi

# OmegaT -----------------------------------------------------------------------------------------------------------

step "OmegaT"
if command -v omegat >/dev/null; then
  page=$(find "$shared/seed" -name '*.md' | head -1)
  "$bitext" extract --to xliff12 --quiet -o "$work/seed.xlf" "$page"
  if bash "$shared/clients/omegat_edit.sh" "$work/seed.xlf" en-US lv-LV "$work/seed.edited.xlf"; then
    all=$(grep -c '<trans-unit ' "$work/seed.xlf")
    edited=$(grep '<target' "$work/seed.edited.xlf" | grep -c ' ZZ')
    echo "$edited of $all units translated"
    [ "$edited" = "$all" ] || fault "OmegaT left units alone"
    "$python" "$shared/validate/validate.py" --strict "$work/seed.edited.xlf" || fault "OmegaT's file is not valid"
    "$bitext" merge --quiet --edits "$work/seed.edited.xlf" -o "$work/seed.md" "$page" ||
      fault "OmegaT's file does not merge"
    merged=$("$bitext" extract --quiet "$work/seed.md" | grep -c ' ZZ')
    echo "$merged of $all units merged"
    [ "$merged" = "$all" ] || fault "not all of OmegaT's edits are merged"
  else
    fault "OmegaT does not open XLIFF 1.2"
  fi
else
  skipped "OmegaT is not installed"
fi

# JavaScript -------------------------------------------------------------------------------------------------------

step "npm xliff and tmexchange"
if command -v node >/dev/null && [ -d "$work/node_modules/xliff" ]; then
  export NODE_PATH=$PWD/$work/node_modules
  count() { sed -n "s/.*units \([0-9]*\).*/\1/p" "$work/npm.log" | head -1; }
  for file in "$work"/joined/*.xlf "$work"/joined/*.tmx; do
    case $file in
      *.tmx) script=tmx_check.mjs element='<tu ' ;;
      *) script=npm_check.mjs element='<\(trans-\)\{0,1\}unit ' ;;
    esac
    node "$shared/clients/$script" "$file" >"$work/npm.log" 2>&1
    [ "$(count)" = "$(grep -c "^$element" "$file")" ] || { head -3 "$work/npm.log"; fault "$script counts other units in $file"; }
  done
  echo "done"
else
  skipped "npm xliff and tmexchange: no node, or no registry"
fi

[ $bad = 0 ] && echo && echo "all clients agree"
exit $bad
