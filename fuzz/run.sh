#!/usr/bin/env bash
# run.sh [SECONDS [TARGET...]]: fuzzes each target (all of them unless named) for so long (20 s unless said), one after the
# other. Inputs are up to 1 MiB long; an input that takes 25 s or 1 GiB is a finding. A finding is a failure; its input is kept in artifacts/. What cannot run is said aloud.
set -eu
cd -- "$(dirname -- "$0")"
seconds=${1:-20}
[ $# -eq 0 ] || shift
if ! cargo +nightly --version >/dev/null 2>&1; then
  echo "SKIPPED: fuzzing: there is no nightly toolchain"
  exit 0
fi
if ! cargo +nightly fuzz --version >/dev/null 2>&1; then
  echo "SKIPPED: fuzzing: cargo-fuzz is not installed"
  exit 0
fi
[ $# -gt 0 ] || mapfile -t targets < <(cargo +nightly fuzz list --fuzz-dir .)
[ $# -eq 0 ] || targets=("$@")
./seeds.sh
for target in "${targets[@]}"; do
  echo "=== $target for $seconds s"
  cargo +nightly fuzz run --fuzz-dir . "$target" -- \
    -max_total_time="$seconds" -max_len=1048576 -timeout=25 -rss_limit_mb=1024 -dict=markup.dict -print_final_stats=1
done
