#!/bin/sh
# Asks every peer about every sample. Needs cargo, node with npm, and python3 with venv; leaves everything it makes in
# target/peers of the repository. Further samples (see src/sample.rs) are taken from the folder $ELICENCE_PEER_DIR.
# Ends with the line `N passed, N failed`; the exit status is 0 if and only if nothing failed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
work=$here/../../target/peers
mkdir -p "$work"
work=$(cd "$work" && pwd)
samples=$work/samples
export CARGO_TARGET_DIR="$work/cargo"
passed=0
failed=0

make_samples() {
    rm -rf "$samples"
    cargo run --quiet --locked --manifest-path "$here/Cargo.toml" -- make "$samples"
    if [ -n "${ELICENCE_PEER_DIR:-}" ]; then
        cp "$ELICENCE_PEER_DIR"/*.cbor "$ELICENCE_PEER_DIR"/*.json "$samples/"
        for root in "$ELICENCE_PEER_DIR"/*.root.der; do
            if [ -e "$root" ]; then cp "$root" "$samples/"; fi
        done
    fi
}

ask_rust() {
    cargo run --quiet --locked --manifest-path "$here/Cargo.toml" -- ask "$samples"
}

ask_javascript() {
    mkdir -p "$work/js"
    cp "$here"/js/package.json "$here"/js/package-lock.json "$here"/js/.npmrc "$here"/js/verify.mjs "$work/js/"
    cd "$work/js"
    # Installed anew only when the lock has changed.
    cmp -s package-lock.json node_modules/.installed-lock || {
        npm ci --silent
        cp package-lock.json node_modules/.installed-lock
    }
    node verify.mjs "$samples"
}

ask_python() {
    # The environment remembers where python was, so a stale one is made anew.
    if ! "$work/python/bin/python" -c '' 2>/dev/null; then
        python3 -m venv --clear "$work/python"
    fi
    "$work/python/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary :all: -r "$here/python/requirements.txt"
    "$work/python/bin/python" "$here/python/verify.py" "$samples"
}

# Runs a function in a shell of its own, which stops at the first error, and adds what it counted.
section() {
    echo "== $1"
    set +e
    (set -e; "$2") >"$work/answers" 2>&1
    code=$?
    set -e
    cat "$work/answers"
    counted=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$work/answers" | tail -n 1)
    found=${counted#* passed, }
    found=${found% failed}
    counted=${counted%% passed*}
    passed=$((passed + ${counted:-0}))
    failed=$((failed + ${found:-0}))
    # Whoever could not even count has failed too.
    if [ "$code" -ne 0 ] && [ "${found:-0}" -eq 0 ]; then failed=$((failed + 1)); fi
}

make_samples
section "isomdl and elicence" ask_rust
section "@auth0/mdl" ask_javascript
section "pymdoccbor" ask_python

echo "== all"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
