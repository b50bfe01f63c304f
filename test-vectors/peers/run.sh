#!/bin/sh
# Asks every peer about every sample. Needs cargo, node with npm, and python3; leaves everything it makes in
# target/peers of the repository. Further samples (see src/sample.rs) are taken from the folder $ELICENCE_PEER_DIR.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$here/../../target/peers
mkdir -p "$work"
work=$(cd "$work" && pwd)
samples=$work/samples
rm -rf "$samples"
mkdir -p "$samples"
export CARGO_TARGET_DIR="$work/cargo"

cargo run --quiet --locked --manifest-path "$here/Cargo.toml" -- "$samples"
if [ -n "${ELICENCE_PEER_DIR:-}" ]; then
    cp "$ELICENCE_PEER_DIR"/*.cbor "$ELICENCE_PEER_DIR"/*.json "$samples/"
    for root in "$ELICENCE_PEER_DIR"/*.root.der; do
        [ -e "$root" ] && cp "$root" "$samples/"
    done
fi

status=0

echo "== isomdl"
ELICENCE_PEER_DIR=$samples cargo test --quiet --locked --manifest-path "$here/Cargo.toml" -- --nocapture || status=1

echo "== @auth0/mdl"
mkdir -p "$work/js"
cp "$here"/js/package.json "$here"/js/package-lock.json "$here"/js/.npmrc "$here"/js/verify.mjs "$work/js/"
(cd "$work/js" && npm ci --silent && node verify.mjs "$samples") || status=1

echo "== pymdoccbor"
python3 -m venv "$work/python"
{
    "$work/python/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        -r "$here/python/requirements.txt" &&
        "$work/python/bin/python" "$here/python/verify.py" "$samples"
} || status=1

exit "$status"
