#!/usr/bin/env bash
# A rollout to simulated hosts: real ./build.sh Rollout, Ansible and ssh to one sshd in a network namespace of its own, which answers as many
# hosts would. Needs root, openssh-server, ansible-core, and a package that ./build.sh DebBuild made.
#   build/bench/rollout.sh [HOSTS]     (default: 200)
# Prints seconds and the peak of memory (proportional set size of the controller and all its children) for each wave.
set -euo pipefail
cd -- "$(dirname -- "$(readlink -f -- "${BASH_SOURCE[0]}")")/../.."
hosts=${1:-200}
if [ -z "${SPICE_TRIAL_BENCH_INSIDE-}" ]; then
    ./build.sh --help >/dev/null
    SPICE_TRIAL_BENCH_INSIDE=yes exec unshare --net --mount --pid --fork --kill-child --mount-proc "$0" "$hosts"
fi

ip link set lo up
mkdir -p /run/sshd
scratch=$(mktemp -d)
name=bench-$$
trap 'rm -rf --one-file-system "$scratch" sessions/rollouts/$name.*' EXIT
mkdir "$scratch/state"
cp build/bench/simulated-host.sh "$scratch/host.sh"
ssh-keygen -q -t ed25519 -N '' -f "$scratch/host"
ssh-keygen -q -t ed25519 -N '' -f "$scratch/user"
cat >"$scratch/sshd" <<EOF
Port 2222
HostKey $scratch/host
AuthorizedKeysFile $scratch/user.pub
StrictModes no
PermitRootLogin yes
UsePAM no
PidFile none
MaxStartups 1000
ForceCommand sh $scratch/host.sh $scratch/state
EOF
/usr/sbin/sshd -f "$scratch/sshd" -E "$scratch/sshd.log"
address() { echo "127.1.$(($1 / 250)).$(($1 % 250 + 1))"; }
{
    printf 'hypervisors:\n  vars:\n    ansible_port: 2222\n    ansible_user: root\n    ansible_ssh_private_key_file: %s\n' "$scratch/user"
    printf '    ansible_ssh_common_args: -F none -o UserKnownHostsFile=%s\n  hosts:\n' "$scratch/known"
    for i in $(seq 0 $((hosts - 1))); do printf '    sf-%03d: {ansible_host: %s}\n' "$i" "$(address "$i")"; done
} >"$scratch/inventory.yaml"
for i in $(seq 0 $((hosts - 1))); do echo "[$(address "$i")]:2222 $(cut -d ' ' -f 1,2 "$scratch/host.pub")"; done >"$scratch/known"

# Of everything in this namespace of processes but the simulated hosts.
watch_memory() {
    peak=0
    while sleep 1; do
        now=$(for p in $(pgrep -f 'ansible|_build|^ssh '); do cat "/proc/$p/smaps_rollup" 2>/dev/null || true; done | awk '/^Pss:/ { sum += $2 } END { print int(sum / 1024) }')
        [ "$now" -le "$peak" ] || { peak=$now; echo "$peak" >"$scratch/peak"; }
    done
}
# Ten would be the default.
export ANSIBLE_FORKS=50
status=0
for wave in 1 2 3; do
    watch_memory &
    watcher=$!
    start=$(date +%s.%N)
    words=()
    [ "$wave" != 1 ] || words=(--inventory "$scratch/inventory.yaml" --group hypervisors --waves "1,25%,100%")
    ./build.sh Rollout --name "$name" --yes --accept-unverified --override-gate simulation "${words[@]}" >"$scratch/wave-$wave" 2>&1 </dev/null || status=$?
    seconds=$(awk -v a="$(date +%s.%N)" -v b="$start" 'BEGIN { printf "%.0f", a - b }')
    kill "$watcher"; wait "$watcher" 2>/dev/null || true
    echo "wave $wave: $seconds s, at most $(cat "$scratch/peak") MiB, exit $status"
    rm -f "$scratch/peak"
    [ "$status" = 0 ] || { tail -n 40 "$scratch/wave-$wave"; exit "$status"; }
done
tail -n 30 "$scratch/wave-3"
printf 'the longest line: %s columns; lines: %s; the page: %s bytes\n' "$(awk '{ if (length > n) n = length } END { print n }' "$scratch/wave-3")" \
    "$(wc -l <"$scratch/wave-3")" "$(wc -c <"sessions/rollouts/$name.html")"
mkdir -p .nuke/temp/bench
cp "sessions/rollouts/$name.html" .nuke/temp/bench/rollout.html
cp "$scratch/wave-3" .nuke/temp/bench/rollout.txt
