# Runs inside the guest's tree, once. Its disk is read-only when it runs: every boot is the same.
if command -v ffmpeg > /dev/null; then
    # Smooth gradients that move, as films have them; small, for an emulated processor decodes it.
    ffmpeg -loglevel error -f lavfi -i mandelbrot=size=800x450:rate=24:maxiter=256 -t 20 -c:v mpeg4 -q:v 4 -pix_fmt yuv420p \
        /usr/local/share/spice-trial/video.mkv
fi
cc -O2 -o /usr/local/bin/guest-load /usr/local/src/guest-load.c -lX11 -lXext -lm
cat > /etc/fstab <<'END'
/dev/vda / ext4 ro 0 0
tmpfs /tmp tmpfs mode=1777 0 0
tmpfs /var/log tmpfs mode=755 0 0
tmpfs /var/tmp tmpfs mode=1777 0 0
tmpfs /var/lib/xkb tmpfs mode=755 0 0
tmpfs /root tmpfs mode=700 0 0
END
: > /etc/machine-id
echo guest > /etc/hostname
mkdir -p /var/lib/xkb
cat > /etc/systemd/system/spice-trial-play.service <<'END'
[Unit]
Description=The load, on an X server of its own
After=systemd-udev-settle.service local-fs.target
Wants=systemd-udev-settle.service
[Service]
ExecStart=/usr/local/sbin/spice-trial-play
StandardOutput=file:/dev/ttyS0
StandardError=inherit
Environment=HOME=/root
END
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -s /etc/systemd/system/spice-trial-play.service /etc/systemd/system/multi-user.target.wants/
ln -sf /lib/systemd/system/multi-user.target /etc/systemd/system/default.target
for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer e2scrub_reap.service fstrim.timer \
    getty@tty1.service getty.target systemd-timesyncd.service systemd-random-seed.service systemd-update-utmp.service \
    systemd-journal-flush.service serial-getty@ttyS0.service serial-getty@ttyS1.service systemd-tmpfiles-clean.timer; do
    ln -sf /dev/null "/etc/systemd/system/$unit"
done
