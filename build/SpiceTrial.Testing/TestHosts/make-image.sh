# Arguments: folder suite architecture keyring configure-script sources-line...
# Runs as root in a mount and pid namespace of its own: what it mounts goes with it.
folder=$1 suite=$2 architecture=$3 keyring=$4 configure=$5
shift 5
temporary=$folder.tmp
mkdir -p "$temporary"
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
# dpkg syncs a lot: in memory it takes a quarter of the time.
[ "$free" -lt 6000 ] || mount -t tmpfs -o size=4g,mode=755 tmpfs "$temporary"
sources=$(printf '%s\n' "$@")
# The stock package is kept as a file: the host has no network to fetch it from.
TMPDIR=$temporary mmdebstrap --mode=root --variant=minbase --architectures="$architecture" --format=tar \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "2"' --dpkgopt=force-unsafe-io \
    --keyring="$keyring" --include="$PACKAGES" \
    --customize-hook='mkdir -p "$1/srv/debian/pool" && cd "$1/srv/debian/pool" && chroot "$1" sh -c "cd /srv/debian/pool && apt-get -q -o APT::Sandbox::User=root download libspice-server1" >&2' \
    "$suite" - "$sources" | tar --extract --directory="$folder" --numeric-owner --preserve-permissions --exclude='./dev/*'
mount --rbind /dev "$folder/dev"
mount -t proc proc "$folder/proc"
# The caller's TMPDIR is a folder outside.
SUITE=$suite ARCHITECTURE=$architecture TMPDIR=/tmp chroot "$folder" sh -euc "$configure"
umount "$folder/proc"
umount --recursive --lazy "$folder/dev"
cd /
umount "$temporary" 2>/dev/null || true
rm -rf --one-file-system "$temporary"
