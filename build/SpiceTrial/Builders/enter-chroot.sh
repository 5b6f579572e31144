# Arguments: base scratch in out ccache script ids
# First process of mount, pid and network namespaces of its own, as root of a user namespace, or as root: then ids is where a range of
# 65536 user ids begins that this machine does not use, and the build gets a user namespace of these. All that the build writes is in a
# tmpfs or below the scratch folder; the base is never written to. Behind take-results.sh.
umask 022 # the mode of the overlay's root, which the build's user has to enter
base=$1 scratch=$2 in=$3 out=$4 ccache=$5 script=$6 ids=$7
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
[ "$free" -lt 4000 ] || mount -t tmpfs -o size=3g,mode=755 tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root" "$scratch/build"
options=lowerdir=$base,upperdir=$scratch/upper,workdir=$scratch/work
mount -t overlay overlay -o "$options" "$scratch/root" 2>/dev/null || mount -t overlay overlay -o "$options,userxattr" "$scratch/root"
root=$scratch/root
mkdir -p "$root/in" "$root/ccache" "$root/proc" "$root/dev" "$root/sys"
# Not in the overlay: without root it can not rename folders, and it is slower.
mount --bind "$scratch/build" "$root/build"
mount --bind "$in" "$root/in"
mount -o remount,bind,ro "$root/in"
mount --bind "$ccache" "$root/ccache"
mount -t proc proc "$root/proc"
for part in sys sysrq-trigger irq bus; do
    [ ! -e "$root/proc/$part" ] || { mount --bind "$root/proc/$part" "$root/proc/$part" && mount -o remount,bind,ro "$root/proc/$part"; }
done
mount -t tmpfs -o mode=755,size=64m tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" && ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
chroot "$root" ip link set lo up 2>/dev/null || true
chown "$((${ids:-0} + $(stat -c %u "$base/build"))):$((${ids:-0} + $(stat -c %g "$base/build")))" "$scratch/build"
if [ -n "$ids" ]; then
    unshare --user sleep infinity & holder=$!
    own=$(readlink /proc/self/ns/user)
    while [ "$(readlink "/proc/$holder/ns/user")" = "$own" ]; do sleep 0.01; done
    echo "0 $ids 65536" >"/proc/$holder/uid_map"
    echo "0 $ids 65536" >"/proc/$holder/gid_map"
    set -- nsenter --user="/proc/$holder/ns/user" --root="$root" --wd="$root"
else
    set -- chroot "$root"
fi
status=0
# shellcheck disable=SC2086 # words, not one
"$@" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin JOBS="$JOBS" OPTIONS="$OPTIONS" $as_build_user sh -euc "$script" || status=$?
# Whatever it has left running ends before anybody looks at its files.
kill -KILL -1 2>/dev/null || true
[ "$status" != 0 ] || take_results "$scratch/build/result" "$out" || status=$?
exit "$status"
