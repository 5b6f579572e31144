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
set -- $(value load | tr ',' ' ')
if [ "$1" = desktop ]; then
    # As a person's desktop: windows with frames, a terminal that scrolls, a clock, and a player's window.
    export SECONDS_OF_RUN="$2" PLAY="$3" PAUSE="$4"
    openbox > /dev/null 2>&1 &
    sleep 2
    xclock -digital -update 1 -strftime %T -geometry "300x60-0+0" > /dev/null 2>&1 &
    xterm -geometry 100x10+0-0 -e sh -c 'n=0; while sleep 0.25; do n=$((n + 1)); echo "$n $(date) some words that scroll by"; done' &
    mpv --no-config --really-quiet --no-audio --no-osc --osd-level=0 --vo=x11 --loop-file=inf --framedrop=no --hwdec=no --no-border \
        --geometry="$5+$6+$7" --no-keepaspect-window --pause --script=/usr/local/share/spice-trial/play.lua \
        /usr/local/share/spice-trial/video.mkv || say failed "\"reason\": \"the player ended with $?\""
    exit
fi
guest-load "$@" || say failed "\"reason\": \"the load ended with $?\""
