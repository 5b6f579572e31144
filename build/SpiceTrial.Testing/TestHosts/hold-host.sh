# Arguments: stays script folder image name megabytes init sudo guest cgroup...
# Becomes unshare. Its end is the end of everything: the kernel then takes the processes, the mounts and the network away.
stays=$1 script=$2 folder=$3 image=$4 name=$5 megabytes=$6 init=$7 sudo=$8 guest=$9
shift 9
for group in "$@"; do
    # Twice, because another host's clean-up may take the group away while it is still empty.
    { mkdir -p "$group" && echo $$ > "$group/cgroup.procs"; } 2>/dev/null || { mkdir -p "$group" && echo $$ > "$group/cgroup.procs"; }
done
# The image is not forgotten as long as this is held.
exec 5>> "$image.use"
flock --shared 5
if [ -n "$guest" ]; then
    exec 6>> "$guest.use"
    flock --shared 6
fi
# The network outside, where the other end of the host's cable is.
exec 4< /proc/self/ns/net
set -- unshare --mount --pid --fork --kill-child --mount-proc --ipc --uts --net \
    sh -euc "$script" sh "$folder" "$image" "$name" "$megabytes" "$init" "$sudo" "$guest"
if [ "$stays" = yes ]; then
    # With the caller's program ended the groups hold the host, however slow the machine is. It ends, and its process group
    # with it, only once the host has left that group: then the host's end of the substitution's pipe is closed.
    _=$(setsid --fork sh -c 'exec < /dev/null >> "$0" 2>&1; exec "$@"' "$folder/console.log" "$@")
    exit
fi
exec "$@"
