# Arguments: base scratch in out ccache script
# Runs as root (or root of a user namespace) in mount, pid and network namespaces of its own. All that the build writes is
# in a tmpfs or below the scratch folder; the base is never written to.
base=$1 scratch=$2 in=$3 out=$4 ccache=$5 script=$6
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
[ "$free" -lt 4000 ] || mount -t tmpfs -o size=3g,mode=755 tmpfs "$scratch"
mkdir "$scratch/upper" "$scratch/work" "$scratch/root" "$scratch/build"
options=lowerdir=$base,upperdir=$scratch/upper,workdir=$scratch/work
mount -t overlay overlay -o "$options" "$scratch/root" 2>/dev/null || mount -t overlay overlay -o "$options,userxattr" "$scratch/root"
root=$scratch/root
mkdir -p "$root/in" "$root/out" "$root/ccache" "$root/proc" "$root/dev" "$root/sys"
# Not in the overlay: without root it can not rename folders, and it is slower.
mount --bind "$scratch/build" "$root/build"
mount --bind "$in" "$root/in"
mount -o remount,bind,ro "$root/in"
mount --bind "$out" "$root/out"
mount --bind "$ccache" "$root/ccache"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755,size=64m tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts" && ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin JOBS="$JOBS" OPTIONS="$OPTIONS" \
    chroot "$root" sh -euc "$script"
