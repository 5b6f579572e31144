
# ---- the dead-man switch: takes back whatever nobody confirmed. It counts the seconds of this boot, so that a jump of the clock
# neither fires nor stops it; after a reboot it acts at once, before libvirt starts a guest.

# Two services: one that libvirt waits for would wait for libvirt in turn, when it restarts it.
arm() {
  switch_service "$switch" "After=$switch.boot.service"
  switch_service "$switch.boot" "After=local-fs.target
Before=libvirtd.service virtqemud.service libvirt-guests.service"
  put "$units/$switch.timer" 644 << END
[Unit]
Description=Looks every 15 seconds whether a spice-trial package must be taken back

[Timer]
OnActiveSec=15
OnUnitInactiveSec=15
AccuracySec=1

[Install]
WantedBy=timers.target
END
  run systemctl daemon-reload
  run systemctl -q enable "$switch.boot.service" "$switch.timer"
  run sync "$units/multi-user.target.wants" "$units/timers.target.wants" || :
  run systemctl start "$switch.timer"
  [ -n "$dry" ] || armed
}

# switch_service NAME ORDER
switch_service() {
  put "$units/$1.service" 644 << END
[Unit]
Description=Takes back a spice-trial package that nobody confirmed
RequiresMountsFor=$home /usr /etc
$2

[Service]
Type=oneshot
ExecStart=/bin/sh $home/host-transaction.sh expire
TimeoutStartSec=30min

[Install]
WantedBy=multi-user.target
END
}

armed() { [ -e "$units/multi-user.target.wants/$switch.boot.service" ] && systemctl -q is-active "$switch.timer"; }

# Never stops a service: it may be what runs this.
disarm() {
  rm -f "$pin"
  if ls "$units/$switch"* > /dev/null 2>&1; then
    systemctl -q stop "$switch.timer" 2> /dev/null || :
    systemctl -q disable "$switch.timer" "$switch.boot.service" 2> /dev/null || :
    rm -f "$units/timers.target.wants/$switch.timer" "$units/multi-user.target.wants/$switch.boot.service"
    rm -f "$units/$switch"*.timer "$units/$switch"*.service "$units/$switch"*.new
    sync "$units"
    systemctl daemon-reload || :
  fi
  failed_units | while read -r failed; do systemctl reset-failed "$failed" || :; done
}

set_deadline() { echo $(($(uptime_s) + within)) | put "$tx/deadline" 600; }

expire() {
  take_lock 0 || exit 0 # an install, confirm or revert is at work
  case $(state) in
    none | confirmed | foreign) disarm; rm -rf "$home"/closed.*; [ -s "$home/last" ] || [ -d "$tx" ] || rm -rf "$home"; exit 0 ;;
    installed)
      if [ "$(boot_id)" = "$(before boot)" ] && [ "$(uptime_s)" -lt "$(cat "$tx/deadline")" ]; then exit 0; fi
      why='nobody confirmed it in time'
      [ "$(boot_id)" = "$(before boot)" ] || why='the host was started again before anybody confirmed it' ;;
    # What went wrong on the way is not why it began.
    reverting)
      why=$(sed -n 's/^[^ ]* [^ ]* reverting \(.*\);$/\1/p' "$tx/journal" | head -n 1)
      why=${why:-a revert was broken off} ;;
    *) why='the installation was broken off' ;;
  esac
  undo "$why"
  close "$why"
}
