#!/usr/bin/env bash
# The chain against its parts done by hand, in one run on one machine; needs root, 6 GB of free memory, about 5 minutes.
# Prints seconds and ratios, exits 1 when a bound is missed. Everything is made from nothing, of what is committed: in a
# tree and a cache of its own, so that built/ and the last run's records stay.
#   base      mmdebstrap's buildd variant as a tar, unpacked
#   depends   apt-get build-dep in it
#   plain     dpkg-buildpackage -us -uc -b of a clean tree without ccache, in the chain's own environment, entered the same way
#   nothing   ./build.sh DebBuild with an empty cache: at most 1.3 times base + depends + plain
#   warm      ./build.sh DebBuild with another ring: at most 0.4 of plain
#   overhead  what the warm run takes outside of its DebBuild step: at most 5 s
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."

project=$PWD
scratch=$(mktemp -d)
trap 'cd -- "$project"; git worktree remove --force "$scratch/tree" || true; rm -rf --one-file-system "$scratch"' EXIT
git worktree add --quiet --detach "$scratch/tree" HEAD
cd -- "$scratch/tree"
now() { date +%s.%N; }
since() { awk -v a="$(now)" -v b="$1" 'BEGIN { print a - b }'; }
calculate() { awk "BEGIN { printf \"%.2f\", $1 }"; }
seconds_of_step() { sed -n 's/^  "duration": \([0-9.]*\),*$/\1/p' .nuke/temp/chain/DebBuild.json; }
quietly() { "$@" >"$scratch/log" 2>&1 </dev/null || { tail -n 20 "$scratch/log" >&2; exit 1; }; }
status=0
hold() { # name, value, bound
    printf '%s = %s (at most %s)' "$1" "$2" "$3"
    if awk -v value="$2" -v bound="$3" 'BEGIN { exit !(value <= bound) }'; then echo; else echo ' MISSED'; status=1; fi
}

./build.sh --help >/dev/null
chain=(./build.sh DebBuild --builder chroot --cache-directory "$scratch/cache")
suite=bookworm

echo 'from nothing'
start=$(now); quietly "${chain[@]}" --trace-items 128; nothing=$(since "$start")
environment=$scratch/cache/environments/$(sed -n 's/^    "base": "\(.*\)"$/\1/p' .nuke/temp/chain/DebBuild.json)
patched=$(sed -n 's/^  "folder": "\(.*\)",$/\1/p' .nuke/temp/chain/ApplyPatch.json)

echo 'base by hand'
start=$(now)
quietly unshare --mount --pid --fork --kill-child --mount-proc sh -euc 'mkdir "$1/tmp" "$1/base"; mount -t tmpfs -o size=4g tmpfs "$1/tmp"
    TMPDIR=$1/tmp mmdebstrap --mode=root --variant=buildd --format=tar --dpkgopt=force-unsafe-io --include=ccache,fakeroot,iproute2 "$2" "$1/base.tar"
    tar --extract --directory="$1/base" --file="$1/base.tar" --numeric-owner --exclude="./dev/*"' sh "$scratch" "$suite"
base=$(since "$start")

echo 'build dependencies by hand'
cp "$patched"/*.dsc "$scratch/base/root/"
cp /etc/resolv.conf "$scratch/base/etc/"
sed 's/^deb /deb-src /' "$scratch"/base/etc/apt/sources.list >"$scratch/base/etc/apt/sources.list.d/src.list"
start=$(now)
quietly unshare --mount --pid --fork --kill-child --mount-proc sh -euc 'mount --rbind /dev "$1/dev"; mount -t proc proc "$1/proc"
    chroot "$1" sh -euc "apt-get -q update; DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends build-dep /root/*.dsc"' sh "$scratch/base"
depends=$(since "$start")
rm -rf --one-file-system "$scratch/base" "$scratch/base.tar"

echo 'plain build by hand'
# meson finds ccache by itself wherever it is installed: off, and with a folder that the builder may write to.
mkdir "$scratch/scratch" "$scratch/out"
mkdir -m 777 "$scratch/ccache"
start=$(now)
quietly env JOBS="$(nproc)" OPTIONS="parallel=$(nproc)" unshare --mount --pid --fork --kill-child --mount-proc --ipc --uts --net \
    sh -euc "$(cat build/SpiceTrial/Builders/take-results.sh build/SpiceTrial/Builders/enter-chroot.sh)" sh "$environment" "$scratch/scratch" "$patched" "$scratch/out" "$scratch/ccache" \
    "VARY=1
$(cat build/SpiceTrial/Builders/kept-tree.sh)
$(sed 's#/usr/lib/ccache:##' build/SpiceTrial/Builders/build-package.sh)" 2000224256
plain=$(since "$start")

echo 'warm, with a ring that ccache has not seen'
start=$(now); quietly "${chain[@]}" --trace-items 64; warm=$(since "$start")
step=$(seconds_of_step)

printf 'base %.1f s, depends %.1f s, plain %.1f s, nothing %.1f s, warm %.1f s (its build step %.1f s)\n' "$base" "$depends" "$plain" "$nothing" "$warm" "$step"
hold 'nothing / (base + depends + plain)' "$(calculate "$nothing / ($base + $depends + $plain)")" 1.30
hold 'warm / plain' "$(calculate "$warm / $plain")" 0.40
hold 'overhead in seconds' "$(calculate "$warm - $step")" 5
if cmp -s "$scratch"/out/libspice-server1_*128_amd64.deb built/*128_amd64/libspice-server1_*.deb; then echo 'plain and cached builds are the same to the byte'; else echo 'plain and cached builds DIFFER'; status=1; fi
exit "$status"
