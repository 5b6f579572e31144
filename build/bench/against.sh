#!/usr/bin/env bash
# This commit against another, in turns on one machine; needs root and about 15 minutes.
#   build/bench/against.sh COMMIT
# Prints the seconds from a clean clone to what Info shows, those of each DebBuild step, cold and warm with rings that ccache has not
# seen, and this commit's sum over the other's. Ends with 1 where a package of theirs differs by a byte.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

scratch=$(mktemp -d)
trap 'for which in this other; do git worktree remove --force "$scratch/$which" || true; done; rm -rf --one-file-system "$scratch"' EXIT
git worktree add --quiet --detach "$scratch/this" HEAD
git worktree add --quiet --detach "$scratch/other" "$1"
declare -A sum sha256
differs=0
quietly() { "$@" >"$scratch/log" 2>&1 </dev/null || { tail -n 20 "$scratch/log" >&2; exit 1; }; }
add() { # which, kind, seconds
    sum[$1-$2]=$(awk "BEGIN { print ${sum[$1-$2]:-0} + $3 }")
}
first() { # which
    git -C "$scratch/$1" clean -fdxq
    local begin=$(date +%s%N)
    quietly "$scratch/$1/build.sh" Info
    seconds=$((($(date +%s%N) - begin) / 1000000))e-3
    printf '%s, clean clone: %.1f s\n' "$1" "$seconds"
    add "$1" clone "$seconds"
}
build() { # which, ring, kind
    local folder=$scratch/$1
    quietly "$folder/build.sh" DebBuild --builder chroot --cache-directory "$scratch/cache-$1" --trace-items "$2"
    seconds=$(sed -n 's/^  "duration": \([0-9.]*\),*$/\1/p' "$folder/.nuke/temp/chain/DebBuild.json")
    sha256[$1]=$(find "$folder/built" "$folder/.nuke/temp" -name "libspice-server1_*ntrace$2*_*.deb" -exec sha256sum {} + |
        cut -d ' ' -f 1 | sort -u)
    printf '%s, ring %s: %s s, sha256 %s\n' "$1" "$2" "$seconds" "${sha256[$1]}"
    add "$1" "$3" "$seconds"
}
for round in 1 2; do
    # The order turns, so that drift falls on both.
    order=(this other); [ "$round" = 2 ] && order=(other this)
    for which in "${order[@]}"; do first "$which"; done
done
for ring in 128 8 16 32 64 256; do
    order=(this other); [ $((ring % 3)) = 1 ] && order=(other this)
    kind=warm; [ "$ring" = 128 ] && kind=cold
    for which in "${order[@]}"; do build "$which" "$ring" "$kind"; done
    [ "${sha256[this]}" = "${sha256[other]}" ] || { printf 'ring %s: the packages differ\n' "$ring"; differs=1; }
done
for kind in clone cold warm; do
    awk -v a="${sum[this-$kind]}" -v b="${sum[other-$kind]}" -v kind="$kind" 'BEGIN { printf "%s: this %.1f s, other %.1f s, ratio %.3f\n", kind, a, b, a / b }'
done
exit $differs
