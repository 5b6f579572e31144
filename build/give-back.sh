#!/bin/sh
# What root makes in a person's clone under sudo is theirs: they run the next command without it. A clone of somebody else, or of root,
# stays as it is. Base environments are root's wherever they lie, and so is the work of runs, which the next run of root takes away.
unset CDPATH
cd -- "$(dirname -- "$0")/.." || exit
[ "$(id -u)" = 0 ] && [ "${SUDO_UID:-0}" != 0 ] && [ "$(stat -c %u .)" = "$SUDO_UID" ] || exit 0
for made in .dotnet .nuke build built docs sessions; do
    [ ! -e "$made" ] || find "$made" -xdev \( -name environments -o -path '.nuke/temp/runs/*' ! -path '.nuke/temp/runs/lock' \) -prune -o \
        -uid 0 -exec chown -h "$SUDO_UID:${SUDO_GID:-}" {} +
done
