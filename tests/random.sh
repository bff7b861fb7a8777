#!/usr/bin/env bash
# The property tests with new random cases, as many times as the argument says (10).
set -eu
cd "$(dirname "$0")/.."
for round in $(seq "${1:-10}"); do
  export PROPTEST_RNG_SEED=$RANDOM$RANDOM
  printf 'round %s, seed %s\n' "$round" "$PROPTEST_RNG_SEED"
  cargo test --locked --quiet --all-features --test it -- equal:: laws property hostile places random
done
