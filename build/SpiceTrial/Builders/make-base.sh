# Arguments: folder suite architecture dsc keyring builder-id sources-line...
# Runs as root (or root of a user namespace) in a mount and pid namespace of its own: the tmpfs goes with it.
folder=$1 suite=$2 architecture=$3 dsc=$4 keyring=$5 builder=$6
shift 6
temporary=$folder.tmp
mkdir -p "$temporary"
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
# dpkg syncs a lot: in memory it takes a quarter of the time.
[ "$free" -lt 6000 ] || mount -t tmpfs -o size=4g,mode=755 tmpfs "$temporary"
sources=$(printf '%s\n' "$@")
# mmdebstrap asks no configuration of this machine. Whether lists that have expired are taken (a mirror that lags has them) is its administrator's to say.
eval "$(apt-config shell valid Acquire::Check-Valid-Until date Acquire::Check-Date)"
if [ "${valid:-true}" = false ]; then
    echo "I: lists of the mirror may have expired, as this machine's apt allows (Acquire::Check-Valid-Until)..." >&2
    expired='--aptopt=Acquire::Check-Valid-Until "false"'
fi
[ "${date:-true}" != false ] || early='--aptopt=Acquire::Check-Date "false"'
# Whether this machine runs that architecture was asked before (ForeignArchitecture); mmdebstrap would want arch-test for it.
TMPDIR=$temporary mmdebstrap --mode=root --variant=buildd --architectures="$architecture" --format=tar \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "2"' \
    --skip=check/qemu ${expired:+"$expired"} ${early:+"$early"} --dpkgopt=force-unsafe-io \
    --keyring="$keyring" --include=ccache,fakeroot,iproute2 \
    --customize-hook='echo "I: installing the build dependencies..." >&2' \
    --customize-hook="copy-in '$dsc' /root" \
    --customize-hook='chroot "$1" sh -c "apt-get -q -y --no-install-recommends build-dep /root/*.dsc && rm /root/*.dsc" >&2' \
    --customize-hook='chroot "$1" useradd --uid '"$builder"' --user-group --create-home --home-dir /build --shell /bin/sh builder' \
    --customize-hook='rm -f "$1/etc/hostname" "$1/etc/resolv.conf"' \
    "$suite" - "$sources" | tar --extract --directory="$folder" --numeric-owner --preserve-permissions --exclude='./dev/*'
cd /
umount "$temporary" 2>/dev/null || true
rm -rf --one-file-system "$temporary"
