#!/usr/bin/env bash
# Builds of this commit against those of another, in turns on one machine; needs root and about 10 minutes.
#   build/bench/against.sh COMMIT
# Prints the seconds of each DebBuild step, cold and warm with rings that ccache has not seen, and this commit's sum over the other's.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

scratch=$(mktemp -d)
trap 'git worktree remove --force "$scratch/other" || true; rm -rf --one-file-system "$scratch"' EXIT
git worktree add --quiet --detach "$scratch/other" "$1"
declare -A folder=([this]=$PWD [other]=$scratch/other) sum
quietly() { "$@" >"$scratch/log" 2>&1 </dev/null || { tail -n 20 "$scratch/log" >&2; exit 1; }; }
build() { # which, ring
    quietly "${folder[$1]}/build.sh" DebBuild --builder chroot --cache-directory "$scratch/cache-$1" --trace-items "$2"
    seconds=$(sed -n 's/^  "duration": \([0-9.]*\),*$/\1/p' "${folder[$1]}/.nuke/temp/chain/DebBuild.json")
    printf '%s, ring %s: %s s\n' "$1" "$2" "$seconds"
}
for ring in 128 16 32 64 256; do
    # The order turns, so that drift falls on both.
    order=(this other); [ $((ring % 3)) = 1 ] && order=(other this)
    for which in "${order[@]}"; do
        build "$which" "$ring"
        kind=warm; [ "$ring" = 128 ] && kind=cold
        sum[$which-$kind]=$(awk "BEGIN { print ${sum[$which-$kind]:-0} + $seconds }")
    done
done
for kind in cold warm; do
    awk -v a="${sum[this-$kind]}" -v b="${sum[other-$kind]}" -v kind="$kind" 'BEGIN { printf "%s: this %.1f s, other %.1f s, ratio %.3f\n", kind, a, b, a / b }'
done
