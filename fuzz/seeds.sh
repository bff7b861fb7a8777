#!/usr/bin/env bash
# seeds.sh: fills corpus/ with seeds: our example pages and, where the corpora are at hand, the smallest real pages.
# A target draws how it looks at a page from the page's last bytes, so every page is a seed as it stands.
set -eu
cd -- "$(dirname -- "$0")"
shared=${BITEXT_SHARED:-../../shared}
mkdir -p target/seeds
cp ../examples/data/* target/seeds/
if [ -f "$shared/corpus/unpack.sh" ]; then
  corpora=$(sh "$shared/corpus/unpack.sh" "$(pwd)/target/corpora")
  find "$corpora/cases" "$corpora/dev" -name '*.sxs.*' -size -8 -print0 | sort -z | while IFS= read -r -d '' page; do
    cp -- "$page" target/seeds/"$(printf %s "$page" | cksum | cut -d' ' -f1)"
  done
else
  echo "SKIPPED: no corpora at $shared (set BITEXT_SHARED): the example pages are the only seeds"
fi
for target in scan parts merge json views; do
  mkdir -p "corpus/$target"
  cp -R target/seeds/. "corpus/$target/"
done
mkdir -p corpus/html
cp ../examples/data/*.html corpus/html/
for page in "$shared"/html/fragment-*.html; do
  [ ! -f "$page" ] || cp -- "$page" corpus/html/
done
mkdir -p corpus/read_edits
for edits in "$shared"/clients/edited/*.xlf; do
  [ ! -f "$edits" ] || cp -- "$edits" corpus/read_edits/
done
echo "$(find target/seeds -type f | wc -l) seeds"
