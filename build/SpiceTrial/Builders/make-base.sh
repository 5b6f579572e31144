# Arguments: folder suite architecture dsc keyring builder-id sources-line... WAY: lines of apt.conf about the way to an archive.
# Runs as root (or root of a user namespace) in a mount and pid namespace of its own: the tmpfs goes with it.
folder=$1 suite=$2 architecture=$3 dsc=$4 keyring=$5 builder=$6
shift 6
temporary=$folder.tmp
mkdir -p "$temporary"
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
# dpkg syncs a lot: in memory it takes a quarter of the time.
[ "$free" -lt 6000 ] || mount -t tmpfs -o size=4g,mode=755 tmpfs "$temporary"
# A file of this machine is no file in the new root.
sources=$(printf '%s\n' "$@" | sed -E 's/^(deb (\[[^]]*\] )?)file:/\1copy:/')
# mmdebstrap asks no configuration of this machine. Its proxies and passwords, and whether lists that have expired are taken (a mirror that
# lags has them), are its administrator's to say. None of it stays in the base, which others may read.
(umask 077; printf '%s\n' "$WAY" >"$temporary/way.conf")
unset WAY
if grep -qi '^Acquire::Check-Valid-Until "\(false\|no\|0\)"' "$temporary/way.conf"; then
    echo "I: lists of the mirror may have expired, as this machine's apt allows (Acquire::Check-Valid-Until)..." >&2
fi
# Whether this machine runs that architecture was asked before (ForeignArchitecture); mmdebstrap would want arch-test for it.
export dsc
TMPDIR=$temporary mmdebstrap --mode=root --variant=buildd --architectures="$architecture" --format=tar \
    --aptopt="$temporary/way.conf" --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "2"' \
    --skip=check/qemu --dpkgopt=force-unsafe-io \
    --keyring="$keyring" --include=ccache,fakeroot,iproute2 \
    --customize-hook='echo "I: installing the build dependencies..." >&2' \
    --customize-hook='env -u TMPDIR APT_CONFIG="$MMDEBSTRAP_APT_CONFIG" apt-get -q -y --no-install-recommends -o DPkg::Chroot-Directory="$1" build-dep "$dsc" >&2' \
    --customize-hook='chroot "$1" useradd --uid '"$builder"' --user-group --create-home --home-dir /build --shell /bin/sh builder' \
    --customize-hook='rm -f "$1/etc/hostname" "$1/etc/resolv.conf" "$1/etc/apt/apt.conf.d/99mmdebstrap"' \
    "$suite" - "$sources" | tar --extract --directory="$folder" --numeric-owner --preserve-permissions --exclude='./dev/*'
cd /
umount "$temporary" 2>/dev/null || true
rm -rf --one-file-system "$temporary"
