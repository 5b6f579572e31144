#!/usr/bin/env bash
# Analyze against grep and gzip, in one run on one file of at least 2 GiB in the page cache. Ratios count, times are this machine's.
# What is measured is the library in a small console (build/bench/ReadSessions); ./build.sh adds the start of the build tool.
# Starting the runtime and compiling take 0.2 s whatever the size, so the ratio falls with it: docs/analysis-speed.md. Needs 6 GB of memory.
# usage: build/bench/analyze.sh [ROUNDS, default 4]   SIZE_MIB=2100
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
rounds=${1:-4}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build build/bench/ReadSessions -c Release -v q --nologo >"$work/build.log" || { cat "$work/build.log"; exit 1; }
reader=build/bench/ReadSessions/bin/Release/net10.0/ReadSessions.dll

# One long run of one process: the real guests' lines over and over, without further starts.
for log in qemu-guest-oom guest-pair-stock qemu-guest-streams; do
  gzip -dc "build/SpiceTrial.Tests/Sessions/Logs/$log.log.gz"
done | grep -v -e do_spice_init -e seamless >"$work/piece"
echo '2026-11-23T22:58:11.724659Z qemu-system-x86_64: info: Spice: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1' >"$work/run.log"
copies=$(( ${SIZE_MIB:-4200} * 1048576 / $(stat -c %s "$work/piece") + 1 ))
for _ in $(seq "$copies"); do cat "$work/piece"; done >>"$work/run.log"
tar -czf "$work/run.tar.gz" -C "$work" run.log
cat "$work/run.log" "$work/run.tar.gz" >/dev/null
echo "file: $(stat -c %s "$work/run.log") bytes; $(nproc) processors; load $(cut -d' ' -f1 /proc/loadavg)"

patterns='display_channel_create_stream|video_stream_stop|display_channel_debug_oom|display_channel_free_some|display_channel_set_stream_video|do_spice_init|starting up libvirt'
# Into a file: grep stops at its first match when its output is /dev/null. gzip's gigabytes go there all the same: cutting such a file short again
# would be counted with the next program.
seconds() { local from; from=$(date +%s.%N); "$@" >"$out"; date +%s.%N | awk -v from="$from" '{ print $1 - from }'; }
out=$work/out
export LC_ALL=C
for round in $(seq "$rounds"); do
  # What comes first finds other things in the processor's caches: they take turns.
  [ $((round % 2)) = 0 ] || a=$(seconds dotnet "$reader" "$work/run.log")
  f=$(seconds grep -c display_channel_debug_oom "$work/run.log")
  [ $((round % 2)) = 1 ] || a=$(seconds dotnet "$reader" "$work/run.log")
  e=$(seconds grep -cE "$patterns" "$work/run.log")
  t=$(seconds dotnet "$reader" "$work/run.tar.gz")
  z=$(out=/dev/null seconds gzip -dc "$work/run.tar.gz")
  awk -v r="$round" -v a="$a" -v f="$f" -v e="$e" -v t="$t" -v z="$z" 'BEGIN {
    printf "round %d: analyze %.2f s, grep -c %.2f s (ratio %.2f, at most 1), grep -cE %.2f s (%.1f times as fast, at least 3); ", r, a, f, a / f, e, e / a
    printf ".tar.gz: analyze %.2f s, gzip -dc %.2f s (ratio %.2f, at most 0.6)\n", t, z, t / z }'
done
dotnet "$reader" "$work/run.log"
