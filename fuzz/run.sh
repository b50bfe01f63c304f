#!/usr/bin/env bash
# Long runs, by hand: `fuzz/run.sh MINUTES [TARGET…]`, one target after the other. Needs nightly and cargo-fuzz.
# The corpus grows in fuzz/corpus, crashes land in fuzz/artifacts; what each run did is written to fuzz/artifacts/TARGET.log.
set -euo pipefail
cd "$(dirname "$0")"
minutes=${1:?usage: fuzz/run.sh MINUTES [TARGET…]}
shift
if (($# == 0)); then
  for source in fuzz_targets/*.rs; do set -- "$@" "$(basename "$source" .rs)"; done
fi

for target in "$@"; do
  mkdir -p "corpus/$target" "artifacts/$target"
  # Seeds: all vectors, small enough to be changed in many places; and where they are, samples that are not ours to ship.
  find ../test-vectors ../examples/data ../spec/types ../../shared/data -type f -size -256k 2>/dev/null | while read -r seed; do
    cp -n "$seed" "corpus/$target/$(sha1sum <"$seed" | cut -c1-16)"
  done
  dictionary=()
  [[ -f "$target.dict" ]] && dictionary=("-dict=$target.dict")
  cargo +nightly fuzz run "$target" -- -max_total_time=$((minutes * 60)) -max_len=65536 -timeout=2 -rss_limit_mb=2048 \
    -print_final_stats=1 "${dictionary[@]}" 2>&1 | tee "artifacts/$target.log" | grep -E '^(#[0-9]+.*(DONE|pulse)|stat::|==|SUMMARY|thread)' ||
    true
done
