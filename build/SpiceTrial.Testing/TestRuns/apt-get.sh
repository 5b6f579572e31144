# Arguments: of apt-get.
# What starts a package's services asks this program first (invoke-rc.d(8), deb-systemd-invoke(1p)); here it says no, and to apt alone.
policy=/usr/sbin/policy-rc.d
# In a container without the right to mount no systemd starts services either.
unshare --mount mount -t tmpfs tmpfs /mnt 2> /dev/null || exec apt-get "$@"
# A place to mount on: not executable, so nobody asks it, even if it stays.
[ -e "$policy" ] || { trap 'rm -f "$policy"' EXIT; : > "$policy"; }
unshare --mount sh -euc '
    policy=$1
    shift
    mount -t tmpfs -o mode=755 tmpfs /mnt
    printf "%s\n" "#!/bin/sh" "exit 101" > /mnt/policy-rc.d
    chmod 755 /mnt/policy-rc.d
    mount --bind /mnt/policy-rc.d "$policy"
    umount /mnt
    exec apt-get "$@"' sh "$policy" "$@"
