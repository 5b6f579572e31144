# Arguments: folder image name megabytes init sudo guest
# The first process of pid, mount, network, ipc and uts namespaces of its own; descriptor 4 is the network outside.
folder=$1 image=$2 name=$3 megabytes=$4 init=$5 sudo=$6 guest=$7

# Hosts of one name must not meet in nspawn's locks and sockets.
mount -t tmpfs -o mode=755 tmpfs /run
# The disk is memory: dpkg's many syncs cost nothing, and nothing of it is left.
mount -t tmpfs -o "size=${megabytes}m,mode=755" tmpfs "$folder/disk"
cd "$folder/disk"
mkdir upper work root
mount -t overlay overlay -o "lowerdir=$image,upperdir=upper,workdir=work" root
root=$folder/disk/root

echo "$name" > "$root/etc/hostname"
# Without its name here every sudo waits 20 s for a resolver.
printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" > "$root/etc/hosts"
install -m 600 "$folder/host_key" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 644 "$folder/host_key.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
install -m 644 "$folder/operator_key.pub" "$root/home/operator/.ssh/authorized_keys"
# The password is for sudo, and everybody knows it: whoever is on this machine must not log in with it.
install -d -m 755 "$root/etc/ssh/sshd_config.d"
printf '%s\n' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' > "$root/etc/ssh/sshd_config.d/spice-trial.conf"
case $sudo in
    without-password) echo 'operator ALL=(ALL:ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/operator" ;;
    with-password)
        echo 'operator ALL=(ALL:ALL) ALL' > "$root/etc/sudoers.d/operator"
        echo "operator:$(cat "$folder/password")" | chroot "$root" chpasswd ;;
esac

ip link set lo up
n=0
until ip link add host0 type veth peer name "sth-$n" netns /proc/self/fd/4 2> "$folder/disk/error"; do
    n=$((n + 1))
    [ "$n" -lt 64 ] || { cat "$folder/disk/error" >&2; exit 1; }
done
nsenter --net=/proc/self/fd/4 ip address add "10.213.77.$((4 * n + 1))/30" dev "sth-$n"
nsenter --net=/proc/self/fd/4 ip link set "sth-$n" up
ip address add "10.213.77.$((4 * n + 2))/30" dev host0
ip link set host0 up
printf '%s\n%s\n' "10.213.77.$((4 * n + 2))" "sth-$n" > "$folder/cable.new"
mv "$folder/cable.new" "$folder/cable"
exec 4<&-

if [ "$init" = systemd ]; then
    # Not the capabilities to set the machine's own clock and to load modules: what they change is not the host's alone.
    # nspawn ends with 133 when the host wants to be started again.
    again=133
    set --
    if [ -n "$guest" ]; then
        set -- "--bind-ro=$guest:/srv/test-guest"
        # A node of its own: the machine's would be given to the host's group.
        [ ! -e /dev/kvm ] || { mknod -m 666 "$folder/disk/kvm" c 10 232 && set -- "$@" "--bind=$folder/disk/kvm:/dev/kvm"; }
    fi
    while [ $again = 133 ]; do
        again=0
        systemd-nspawn -q -D "$root" --boot --console=pipe --register=no --keep-unit "--machine=$name" --private-users=no \
            --resolv-conf=off --link-journal=no --capability=all --drop-capability=CAP_SYS_TIME,CAP_SYS_MODULE --system-call-filter=@raw-io \
            "$@" < /dev/null || again=$?
    done
    exit $again
fi
# No systemd: the services by hand.
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm" "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
hostname "$name"
# This shell stays: somebody must reap what the host's processes leave.
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$root" sh -c '
    mkdir -p /run/sshd
    dbus-uuidgen --ensure=/etc/machine-id
    virtlogd --daemon
    libvirtd --daemon
    /usr/sbin/sshd -D -e &
    while :; do wait; sleep 1; done'
