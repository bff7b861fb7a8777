#!/usr/bin/env bash
# miri.sh [TEST...]: interprets the unit tests of scanning and pairing (or those named), which is where the only unsafe code
# is, with Miri: once with the portable search, once with the vector one. The tests make fewer rounds there. What cannot run
# is said aloud.
set -eu
cd -- "$(dirname -- "$0")/.."
if ! cargo +nightly miri setup >/dev/null 2>&1; then
  echo "SKIPPED: miri: it is not installed (rustup component add miri rust-src --toolchain nightly)"
  exit 0
fi
[ $# -gt 0 ] || set -- scan:: bounds::fast_path part::line_ends linear::targets_that linear::units_on
echo "=== portable"
RUSTFLAGS="--cfg bitext_portable" \
  cargo +nightly miri test --target-dir target/miri/portable --lib -- "$@"
if [ "$(uname -m)" = x86_64 ]; then
  echo "=== AVX2"
  RUSTFLAGS="-C target-feature=+avx2" \
    cargo +nightly miri test --target-dir target/miri/avx2 --lib -- "$@"
else
  echo "SKIPPED: miri on the vector search: this processor has none"
fi
