#!/usr/bin/env bash
# Opens review pages in a browser:  run.sh [SCREENSHOTS]
#
# The pages are made of the example pages and, where the shared folder is at hand (BITEXT_SHARED, or ../shared), of real
# ones. Needs Chromium, node and npm; what cannot be had is said as SKIPPED. Screenshots go to the folder SCREENSHOTS, if one is
# named. Exits 1 if the browser finds fault.
set -u
cd "$(dirname "$0")/../.." || exit 1
shared=${BITEXT_SHARED:-../shared}
work=target/review
shots=${1:-}

skipped() { printf 'SKIPPED: %s\n' "$*"; }

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get install -y -q --no-install-recommends chromium >/dev/null 2>&1
  browser=$(command -v chromium || true)
fi
[ -n "$browser" ] || { skipped "review pages in a browser: there is no Chromium and it cannot be installed"; exit 0; }
command -v node >/dev/null || { skipped "review pages in a browser: there is no node"; exit 0; }
mkdir -p "$work/pages" || exit 1
if [ ! -d "$work/node_modules/axe-core" ]; then
  command -v npm >/dev/null || { skipped "review pages in a browser: there is no npm"; exit 0; }
  npm install --silent --no-audit --no-fund --prefix "$work" playwright-core@1 axe-core@4 >/dev/null ||
    { skipped "review pages in a browser: playwright-core and axe-core cannot be installed"; exit 0; }
fi

bitext=${BITEXT:-target/release/bitext}
if [ -z "${BITEXT:-}" ]; then cargo build --locked --release --features cli || exit 1; fi
pages=$work/pages
rm -rf "$pages" && mkdir -p "$pages"
manifest=$work/manifest.tsv
: >"$manifest"

# page NAME UNITS EDITS ARGUMENT...: a review, and what it must hold.
page() {
  name=$1 units=$2 edits=$3
  shift 3
  "$bitext" review --quiet -o "$pages/$name.html" "$@" || { echo "FAULT: bitext review $name"; exit 1; }
  printf '%s\t%s\t%s\n' "$name" "$units" "$edits" >>"$manifest"
}

count() { "$bitext" extract --quiet "$@" | wc -l | tr -d ' '; }

# Every third target is edited, and one source is stale.
"$bitext" extract --quiet examples/data/places.md | awk 'NR % 3 == 1 { sub(/"target":"/, "&Jauns ") } NR == 4 { sub(/"source":"/, "&Old ") } 1' \
  >"$work/edits.jsonl"
edited=$(awk 'NR % 3 == 1' "$work/edits.jsonl" | wc -l | tr -d ' ')

page basic "$(count examples/data/basic.md)" 0 examples/data/basic.md
page published "$(count examples/data/published.html)" 0 examples/data/published.html
page damaged "$(count examples/data/damage-published.html)" 0 examples/data/damage-published.html
page hostile "$(count tests/review/hostile.md)" 0 tests/review/hostile.md
page edits "$(count examples/data/places.md)" "$edited" --edits "$work/edits.jsonl" examples/data/places.md
page several "$(count examples/data)" 0 examples/data
if [ -d "$shared/corpus" ]; then
  corpora=$work/corpora
  [ ! -d target/tmp/corpora/dev ] || corpora=target/tmp/corpora
  sh "$shared/corpus/unpack.sh" "$corpora" >/dev/null || exit 1
  dev=$corpora/dev
  seed=$(find "$shared/seed" -name '*.md' | head -1)
  page seed "$(count "$seed")" 0 "$seed"
  hebrew=$(find "$dev"/*he-il -name '*.sxs.md' -size +20 | sort | head -1)
  page hebrew "$(count "$hebrew")" 0 "$hebrew"
  # 5,000 units and some.
  total=0 many=()
  while IFS= read -r file; do
    [ "$total" -lt 5000 ] || break
    many+=("$file")
    total=$((total + $(count "$file")))
  done < <(find "$dev"/*lv-lv -name '*.sxs.md' -size +40 | sort)
  page large "$total" 0 "${many[@]}"
  "$bitext" extract --quiet "${many[@]}" >"$work/large.jsonl"
else
  skipped "reviews of real pages: there is no shared folder at $shared (set BITEXT_SHARED)"
fi
BROWSER=$browser node tests/review/check.mjs "$work" "$shots"
