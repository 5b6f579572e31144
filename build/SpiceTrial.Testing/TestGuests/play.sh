#!/bin/sh
# Runs in the guest as root: an X server on the QXL device, the load from the kernel's command line, and its end.
# Standard output is the first serial port; the kernel's messages go to the second.
say() { printf '{"event": "%s", "time": %s%s}\n' "$1" "$(date +%s.%N | cut -c 1-14)" "${2:+, $2}"; }
value() { tr ' ' '\n' < /proc/cmdline | sed -n "s/^spice-trial\.$1=//p"; }
surface=$(value surface)
width=${surface%x*} height=${surface#*x}
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
if [ "$(value load)" = desktop ]; then
    seconds=$(value seconds)
    openbox &
    xclock -digital -update 1 -geometry 300x60-10+10 &
    xterm -geometry 90x24-10-10 -e sh -c 'while :; do dmesg | tail -n 40; ls -l /usr/bin; sleep 0.2; done' &
    say ready "\"surface\": \"$surface\""
    end=$(($(date +%s) + seconds)) plays=0
    while [ "$(date +%s)" -lt "$end" ]; do
        plays=$((plays + 1))
        say play "\"play\": $plays"
        start=$(date +%s.%N)
        mpv --no-config --vo=x11 --no-audio --no-osc --no-border --geometry=1024x768+10+10 --really-quiet --length=20 \
            --term-status-msg='' --end=20 --untimed=no --framedrop=vo --script=/usr/local/share/count.lua /usr/local/share/video.mpg
        frames=$(cat /tmp/frames 2> /dev/null || echo null)
        say played "\"play\": $plays, \"seconds\": $(echo "$start $(date +%s.%N)" | awk '{ printf "%.3f", $2 - $1 }'), \"frames\": $frames, \"longestGap\": null, \"gaps\": []"
        sleep 2.5
    done
    say over
else
    # shellcheck disable=SC2046
    guest-load $(value load | tr ',' ' ') || say failed "\"reason\": \"the load ended with $?\""
fi
