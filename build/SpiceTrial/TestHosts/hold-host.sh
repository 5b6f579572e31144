# Arguments: script folder image name megabytes init sudo cgroup...
# Becomes unshare. Its end is the end of everything: the kernel then takes the processes, the mounts and the network away.
script=$1 folder=$2 image=$3 name=$4 megabytes=$5 init=$6 sudo=$7
shift 7
for group in "$@"; do
    # Twice, because another host's clean-up may take the group away while it is still empty.
    { mkdir -p "$group" && echo $$ > "$group/cgroup.procs"; } 2>/dev/null || { mkdir -p "$group" && echo $$ > "$group/cgroup.procs"; }
done
# The image is not forgotten as long as this is held.
exec 5>> "$image.use"
flock --shared 5
# The network outside, where the other end of the host's cable is.
exec 4< /proc/self/ns/net
exec unshare --mount --pid --fork --kill-child --mount-proc --ipc --uts --net \
    sh -euc "$script" sh "$folder" "$image" "$name" "$megabytes" "$init" "$sudo"
