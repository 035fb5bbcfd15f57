#!/usr/bin/env bash
# Fuzzes each target in fuzz/ for SECONDS (default 60), starting from the fixtures.
# scripts/fuzz.sh [SECONDS [TARGET...]]
# Needs the nightly toolchain and cargo-fuzz. Failing inputs are kept in
# fuzz/artifacts; run one again with: cargo +nightly fuzz run TARGET FILE
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
targets=("$@")
if [ "${#targets[@]}" -eq 0 ]; then
    targets=(roadmap skills overlay journal template name import)
fi

if ! cargo +nightly --version >/dev/null 2>&1; then
    echo "SKIPPED: fuzzing needs the nightly toolchain: rustup toolchain install nightly"
    exit 0
fi
if ! cargo fuzz --version >/dev/null 2>&1; then
    tools=$PWD/target/tools
    cargo install --quiet --locked --root "$tools" --target-dir target/cargo-fuzz cargo-fuzz
    PATH=$tools/bin:$PATH
fi

# The seeds: the inputs of the tests, and the shipped content.
seed() {
    local target=$1
    mkdir -p "fuzz/corpus/$target"
    local at=0 file
    while IFS= read -r file; do
        at=$((at + 1))
        cp "$file" "fuzz/corpus/$target/seed-$at"
    done
}
find tests/lint roadmaps -name '*.yaml' -size -200k | seed roadmap
find tests/lint roadmaps -name 'skills.yaml' | seed skills
find fuzz/seeds/overlay -type f | seed overlay
find fuzz/seeds/journal -type f | seed journal
find fuzz/seeds/template -type f | seed template
find fuzz/seeds/name -type f | seed name
find fuzz/seeds/import -type f | seed import

for target in "${targets[@]}"; do
    echo "== fuzz $target, $seconds s"
    cargo +nightly fuzz run --release --debug-assertions "$target" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1
done
