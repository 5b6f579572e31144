#!/usr/bin/env bash
# Warm builds against the plain one, in one run on one machine; needs root. Prints ratios, exits 1 when a bound is missed.
#   plain     dpkg-buildpackage -us -uc -b without ccache, in the same base environment, entered the same way
#   warm      ./build.sh DebBuild --trace-items 64 after a build of 128 entries
#   overhead  what the warm run takes outside of its DebBuild step
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

now() { date +%s.%N; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
within() { awk -v value="$1" -v bound="$2" 'BEGIN { exit !(value <= bound) }'; }
seconds_of_step() { sed -n 's/^  "duration": \([0-9.]*\),*$/\1/p' .nuke/temp/chain/DebBuild.json; }

# Warms the base, the downloads and ccache.
./build.sh DebBuild --builder chroot --trace-items 128 >/dev/null
patched=$(sed -n 's/^  "folder": "\(.*\)",$/\1/p' .nuke/temp/chain/ApplyPatch.json)
key=$(sed -n 's/^    "base": "\(.*\)"$/\1/p' .nuke/temp/chain/DebBuild.json)
base=${XDG_CACHE_HOME:-$HOME/.cache}/spice-trial/environments/$key
[[ -d $patched && -d $base ]] || { echo "error: no warm environment at $base" >&2; exit 1; }

scratch=$(mktemp -d)
trap 'rm -rf --one-file-system "$scratch"' EXIT
mkdir "$scratch/scratch" "$scratch/out" "$scratch/ccache"
plain_script=$(sed 's#/usr/lib/ccache:##' build/SpiceTrial/Builders/build-package.sh)
start=$(now)
JOBS=$(nproc) OPTIONS="parallel=$(nproc)" unshare --mount --pid --fork --kill-child --mount-proc --ipc --uts --net \
    sh -euc "$(cat build/SpiceTrial/Builders/enter-chroot.sh)" sh "$base" "$scratch/scratch" "$patched" "$scratch/out" "$scratch/ccache" "$plain_script" \
    >"$scratch/log" 2>&1 </dev/null || { tail -n 5 "$scratch/log" >&2; exit 1; }
plain=$(awk -v a="$(now)" -v b="$start" 'BEGIN { print a - b }')

# A size that ccache has not seen: the objects that include the constant are compiled, the others come from the cache.
start=$(now)
./build.sh DebBuild --builder chroot --trace-items 64 >/dev/null
total=$(awk -v a="$(now)" -v b="$start" 'BEGIN { print a - b }')
warm=$(seconds_of_step)
overhead=$(awk -v a="$total" -v b="$warm" 'BEGIN { print a - b }')

status=0
printf 'plain %.1f s, warm %.1f s (build step %.1f s, everything else %.1f s)\n' "$plain" "$total" "$warm" "$overhead"
printf 'warm / plain = %s (at most 0.40)\n' "$(ratio "$total" "$plain")"
within "$(ratio "$total" "$plain")" 0.40 || status=1
within "$overhead" 5 || { echo 'everything outside the package build takes more than 5 s'; status=1; }
cmp -s "$scratch"/out/libspice-server1_*128_amd64.deb built/*128_amd64/libspice-server1_*.deb && echo 'plain and cached builds are the same to the byte' || { echo 'plain and cached builds DIFFER'; status=1; }
exit "$status"
