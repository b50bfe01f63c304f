#!/usr/bin/env bash
# Every vector, example and licence type through every target, on the stable toolchain: without a fuzzer's
# instrumentation a target runs the files that it is given, and stops. A crash, or a second for one input, fails.
set -euo pipefail
cd "$(dirname "$0")"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-../target}"
cargo build --quiet --locked --bins

mapfile -d '' files < <(find ../test-vectors ../examples/data ../spec/types -type f -print0 | sort -z)
for source in fuzz_targets/*.rs; do
  target=$(basename "$source" .rs)
  log=$(mktemp)
  if ! "$CARGO_TARGET_DIR/debug/$target" -rss_limit_mb=512 -timeout=20 "${files[@]}" >"$log" 2>&1; then
    tail -n 40 "$log"
    echo "$target: fails" >&2
    exit 1
  fi
  rm -f "$log"
  echo "$target: ${#files[@]} files"
done
