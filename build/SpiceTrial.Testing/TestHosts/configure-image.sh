# Runs inside the image, once. What differs from host to host comes when the host starts.
# Debian has a group of that name already.
useradd --create-home --shell /bin/bash --gid operator operator
# sshd without PAM refuses a locked password; this one fits nothing.
usermod --password '*' operator
install -d -o operator -g operator -m 700 /home/operator/.ssh
rm -f /etc/ssh/ssh_host_*_key* /etc/machine-id /etc/resolv.conf
: > /etc/machine-id
# The one reading of a host finds this: nothing that was read here is ever taken for the real host of that name.
echo 'a test host of spice-trial' > /etc/spice-trial-test-host
# There are no cgroups that libvirt could give a guest.
echo 'cgroup_controllers = [ ]' >> /etc/libvirt/qemu.conf
# A rehearsal's guest writes more than the 8 MB that are kept, and a log without its beginning is no measurement.
echo 'max_size = 104857600' >> /etc/libvirt/virtlogd.conf
# A guest without a system can't be asked to shut down: a reboot of the host would wait 300 s for it.
printf '%s\n' 'ON_SHUTDOWN=shutdown' 'SHUTDOWN_TIMEOUT=1' > /etc/default/libvirt-guests
# Background jobs of apt would take dpkg's lock in the middle of a test.
systemctl --quiet mask apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer
# Serves the stock package as an archive does, from a folder.
cd /srv/debian
for deb in pool/*.deb; do
    dpkg-deb --field "$deb"
    echo "Filename: $deb"
    echo "Size: $(stat -c %s "$deb")"
    echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"
    echo
done > Packages
printf '%s\n' 'Origin: Debian' 'Label: Debian' 'Suite: oldstable' "Codename: $SUITE" 'Components: main' "Architectures: $ARCHITECTURE" \
    "Date: $(date -u -R)" 'SHA256:' " $(sha256sum Packages | cut -d ' ' -f 1) $(stat -c %s Packages) Packages" > Release
rm -rf /etc/apt/sources.list.d/* /var/lib/apt/lists/*
echo 'deb [trusted=yes] file:/srv/debian ./' > /etc/apt/sources.list
apt-get -q -o APT::Sandbox::User=root update
