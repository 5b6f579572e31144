# Arguments: folder suite architecture keyring configure-script load.c play-script player-script sources-line...
# Runs as root in a mount and pid namespace of its own: what it mounts goes with it.
folder=$1 suite=$2 architecture=$3 keyring=$4 configure=$5 load=$6 play=$7 player=$8
shift 8
tree=$folder/tree
mkdir -p "$tree"
free=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
# dpkg syncs a lot: in memory it takes a quarter of the time.
[ "$free" -lt 8000 ] || mount -t tmpfs -o size=5g,mode=755 tmpfs "$tree"
mkdir "$tree/work" "$tree/root"
sources=$(printf '%s\n' "$@")
TMPDIR=$tree/work mmdebstrap --mode=root --variant=minbase --architectures="$architecture" --format=tar \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Retries "2"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --keyring="$keyring" --include="$PACKAGES" "$suite" - "$sources" \
    | tar --extract --directory="$tree/root" --numeric-owner --preserve-permissions --exclude='./dev/*'
root=$tree/root
printf '%s\n' "$load" > "$root/usr/local/src/guest-load.c"
printf '%s\n' "$play" > "$root/usr/local/sbin/spice-trial-play"
chmod 755 "$root/usr/local/sbin/spice-trial-play"
mkdir "$root/usr/local/share/spice-trial"
printf '%s\n' "$player" > "$root/usr/local/share/spice-trial/play.lua"
mount -t proc proc "$root/proc"
mount --bind /dev/null "$root/dev/null" 2> /dev/null || { : > "$root/dev/null"; mount --bind /dev/null "$root/dev/null"; }
TMPDIR=/tmp chroot "$root" sh -euc "$configure"
umount "$root/dev/null" "$root/proc"
cp "$root"/boot/vmlinuz-* "$folder/vmlinuz"
cp "$root"/boot/initrd.img-* "$folder/initrd.img"
rm -rf "$root"/boot/* "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/*
# No loop device is needed: the file system is written from the folder.
size=$(du -sm --apparent-size "$root" | cut -f 1)
mke2fs -q -t ext4 -O ^has_journal -m 0 -d "$root" "$folder/disk.img" "$((size * 5 / 4 + 100))m"
chmod 644 "$folder/vmlinuz" "$folder/initrd.img" "$folder/disk.img"
cd /
umount "$tree" 2> /dev/null || true
rm -rf --one-file-system "$tree"
