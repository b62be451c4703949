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
# npm's sass and wasm-opt come first: Debian's wasm-opt is too old for what rustc makes.
export PATH="$root/style/node_modules/.bin:$tools/bin:$PATH"

nextest_version=0.9.143
cargo_deny_version=0.20.2
cargo_about_version=0.9.3
mutants_version=27.1.0
# The command and the library must be the same version.
wasm_bindgen_version=$(sed -n 's/^wasm-bindgen = "=\(.*\)"$/\1/p' Cargo.toml)

binary=$target/release/people-hub

# As `.cargo/config.toml` has it for development, views are erased: quick to compile. A release is quicker to run (decision 0028).
as_released() { RUSTFLAGS='' "$@"; }

say() { printf '%s\n' "$*"; }
have() { command -v "$1" >/dev/null 2>&1; }
in_ci() { [ "${CI:-}" = true ] || [ "$(id -u)" = 0 ]; }

# aloud WHAT COMMAND…: says every half minute that it still runs, so that nobody takes it for stuck.
aloud() {
  local what=$1 began=$SECONDS status=0 voice
  shift
  (while sleep 30 >/dev/null 2>&1 && kill -0 "$$" 2>/dev/null; do say "  $what: $((SECONDS - began)) s so far"; done) &
  voice=$!
  "$@" || status=$?
  kill "$voice" 2>/dev/null || true
  wait "$voice" 2>/dev/null || true
  return "$status"
}

# Networks hiccup: try three times before giving up.
retry() {
  local try
  for try in 1 2 3; do
    "$@" </dev/null && return 0
    [ "$try" = 3 ] || { say "  '$*' failed; trying again in $((try * 5)) seconds"; sleep $((try * 5)); }
  done
  return 1
}

# cargo_tool COMMAND CRATE VERSION WHY [FLAGS]: installed unless it is there in this version; from a ready-made binary where
# cargo-binstall exists, else compiled.
cargo_tool() {
  local command=$1 crate=$2 version=$3 why=$4
  shift 4
  case "$("$command" --version 2>/dev/null)" in *" $version"*) return 0 ;; esac
  say "Installing $command $version: $why."
  mkdir -p "$tools"
  if have cargo-binstall && cargo binstall --no-confirm --quiet --root "$tools" "$crate@$version" </dev/null; then
    return 0
  fi
  # These run a few times a day: quick to compile matters more than quick to run.
  CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
    CARGO_TARGET_DIR="$PEOPLE_HUB_CACHE/tools-target" RUSTFLAGS='' \
    aloud "$command" retry cargo install --quiet --root "$tools" "$crate" --version "$version" "$@"
  rm -rf "$PEOPLE_HUB_CACHE/tools-target"
  have "$command"
}
