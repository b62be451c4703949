# Sourced by the other scripts: where things are, which versions, how to say and retry.
# Works with the bash 3.2 of macOS.

set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

# Tools that only this project needs are kept out of the user's own folders.
export PEOPLE_HUB_CACHE=${PEOPLE_HUB_CACHE:-$HOME/.cache/people-hub}
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$root/$target ;; esac
tools=$PEOPLE_HUB_CACHE/tools
# npm's sass and wasm-opt come first: Debian's wasm-opt breaks the split build without a word.
export PATH="$root/style/node_modules/.bin:$tools/bin:$PATH"

cargo_leptos_version=0.3.10
nextest_version=0.9.143
cargo_deny_version=0.20.2
mutants_version=27.1.0
# The command and the library must be the same version.
wasm_bindgen_version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)

binary=$target/release/people-hub

say() { printf '%s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
in_ci() { [ "${CI:-}" = true ] || [ "$(id -u)" = 0 ]; }

# Networks hiccup: try three times before giving up.
retry() {
  local try
  for try in 1 2 3; do
    "$@" </dev/null && return 0
    [ "$try" = 3 ] || { say "  '$*' failed; trying again in $((try * 5)) seconds"; sleep $((try * 5)); }
  done
  return 1
}
