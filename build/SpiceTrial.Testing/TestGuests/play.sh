#!/bin/sh
# Runs in the guest as root: an X server on the QXL device, the load from the kernel's command line, and its end.
# Standard output is the first serial port; the kernel's messages go to the second.
say() { printf '{"event": "%s", "time": %s%s}\n' "$1" "$(date +%s.%N | cut -c 1-14)" "${2:+, $2}"; }
value() { tr ' ' '\n' < /proc/cmdline | sed -n "s/^spice-trial\.$1=//p"; }
surface=$(value surface)
width=${surface%x*} height=${surface#*x}
# The kernel took its time from a clock of whole seconds: where a second begins there, it begins here too.
clock=/sys/class/rtc/rtc0/since_epoch
began=$(cat $clock)
now=$began
while [ "$now" = "$began" ]; do now=$(cat $clock); done
date -s "@$now" > /dev/null
say booted "\"kernel\": \"$(uname -r)\""
# cvt rounds the width to a multiple of 8; the device takes any.
mode=$(cvt "$width" "$height" 60 | sed -n 's/^Modeline "[^"]*"//p')
cat > /tmp/xorg.conf <<END
Section "Device"
    Identifier "qxl"
    Driver "qxl"
EndSection
Section "Monitor"
    Identifier "monitor"
    Modeline "wanted" $mode
    Option "PreferredMode" "wanted"
EndSection
Section "Screen"
    Identifier "screen"
    Device "qxl"
    Monitor "monitor"
    DefaultDepth 24
    SubSection "Display"
        Depth 24
        Modes "wanted"
    EndSubSection
EndSection
END
Xorg :0 -config /tmp/xorg.conf -noreset -nolisten tcp -s 0 -dpms -logfile /tmp/xorg.log > /tmp/xorg.out 2>&1 &
xorg=$!
export DISPLAY=:0
n=0
until xset q > /dev/null 2>&1; do
    n=$((n + 1))
    if [ $n -gt 300 ] || ! kill -0 $xorg; then
        say failed '"reason": "the X server does not start"'
        grep '(EE)' /tmp/xorg.log
        tail -5 /tmp/xorg.out
        exit 1
    fi
    sleep 0.5
done
# shellcheck disable=SC2046
guest-load $(value load | tr ',' ' ') || say failed "\"reason\": \"the load ended with $?\""
