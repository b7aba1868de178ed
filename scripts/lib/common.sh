# Sourced by the scripts: the project's root, the right Node, and set-up when something is missing.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
ROOT=$PWD
TOOLS=$ROOT/var/tools

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
die() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 2
}

# True if `node` is there, at least 20.19, with npm.
node_is_good() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

use_node() {
  if ! node_is_good && [ -x "$TOOLS/node/bin/node" ]; then export PATH="$TOOLS/node/bin:$PATH"; fi
}
use_node

# What scripts/setup has done, named by what it depends on.
setup_stamp() { printf '%s/setup-%s' "$TOOLS" "$(cat scripts/setup scripts/lib/common.sh package-lock.json | sha256sum | cut -c1-16)"; }

ensure_setup() {
  if [ ! -e "$(setup_stamp)" ] || [ ! -d node_modules ] || ! node_is_good; then
    scripts/setup
    use_node
  fi
}

# cmake_build PRESET [TARGET...]
cmake_build() {
  local preset=$1
  shift
  [ -e "build/$preset/build.ninja" ] || cmake --preset "$preset" >"build/configure-$preset.log" 2>&1 || {
    cat "build/configure-$preset.log" >&2
    die "cmake --preset $preset failed"
  }
  cmake --build "build/$preset" ${1:+--target "$@"}
}
