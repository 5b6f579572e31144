#!/usr/bin/env bash
# How long a warm `./build.sh --help` takes against `dotnet run` on the same project, in one run on this machine.
# Prints both medians and the ratio; exits 1 when the ratio is above 0.2.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUKE_TELEMETRY_OPTOUT=1
unset HOST NUKE_HOST
runs=${1:-7}

host=standin
./build.sh --help >/dev/null
[[ -f .nuke/temp/nuke-host ]] && host=$(cut -d ' ' -f 1 .nuke/temp/nuke-host)

launcher() { ./build.sh --help; }
peer() { dotnet run --project build/_build.csproj "-p:NukeHost=$host" -- --help; }

median() { # command, in milliseconds
    local times=() start i
    "$1" >/dev/null
    for ((i = 0; i < runs; i++)); do
        start=$(date +%s%N)
        "$1" >/dev/null
        times+=($((($(date +%s%N) - start) / 1000000)))
    done
    printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p"
}

if command -v hyperfine >/dev/null; then
    export host
    export -f launcher peer
    hyperfine --shell bash --warmup 1 --runs "$runs" --export-csv .nuke/temp/launcher.csv launcher peer >&2
    read -r ours theirs < <(awk -F, 'NR > 1 { printf "%d ", $4 * 1000 }' .nuke/temp/launcher.csv)
else
    ours=$(median launcher)
    theirs=$(median peer)
fi
awk -v ours="$ours" -v theirs="$theirs" 'BEGIN {
    printf "./build.sh --help: %d ms, dotnet run: %d ms, ratio %.3f (at most 0.200)\n", ours, theirs, ours / theirs
    exit ours / theirs > 0.2
}'
