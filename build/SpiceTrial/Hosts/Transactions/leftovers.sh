# Prints what this tool has on the host beside an open transaction: steps whose result nobody has fetched, files, failed units.
# With "clear" as its argument it first takes away the steps that have ended. Needs root.
# A line is a kind, a state and a name, separated by tabs.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
jobs=/run/spice-trial/jobs
home=/var/lib/spice-trial
units=/etc/systemd/system

# By its command line, because its process id may be another's by now.
runs() { pid=$(cat "$1/pid" 2> /dev/null) && tr '\0' '\n' 2> /dev/null < "/proc/$pid/cmdline" | grep -qxF "$1/run"; }

is_old() { [ -n "$(find "$1" -maxdepth 0 -mmin +15)" ]; }

state_of() {
    if runs "$1"; then echo running
    elif [ -s "$1/status" ]; then echo "ended with $(head -c 8 "$1/status" | tr -cd '0-9')"
    elif [ -e "$1/pid" ]; then echo killed
    # Somebody may be about to start it.
    elif is_old "$1"; then echo 'never started'
    else echo beginning
    fi
}

clear() {
    for job in "$jobs"/*; do
        [ -d "$job" ] || continue
        case $(state_of "$job") in ended* | killed | never*) rm -rf -- "$job" ;; esac
    done
    rmdir "$jobs" "${jobs%/*}" 2> /dev/null
    failed_units | while read -r unit; do systemctl reset-failed "$unit"; done
}

failed_units() {
    [ -d /run/systemd/system ] || return 0
    systemctl list-units --all --state=failed --plain --no-legend --full 'spice-trial-*' 2> /dev/null | while read -r unit _; do echo "$unit"; done
}

files() {
    for file in "$home"/*.new "$home"/*/*.new "$home"/closed.*; do
        [ ! -e "$file" ] || echo "$file"
    done
    [ ! -d "$home/transaction" ] || return 0
    for file in "$home"/* "$units"/spice-trial-revert.* "$units"/*.wants/spice-trial-revert.*; do
        # How the last transaction ended is kept on purpose.
        case $file in "$home/last" | "$home/lock" | *.new | "$home"/closed.*) continue ;; esac
        if [ -e "$file" ] || [ -L "$file" ]; then echo "$file"; fi
    done
    if [ -d "$home" ] && [ -z "$(find "$home" -mindepth 1 ! -name lock -print -quit)" ]; then echo "$home"; fi
}

main() {
    [ "$(id -u)" = 0 ] || { echo 'this needs root' >&2; exit 1; }
    [ "${1:-}" != clear ] || clear
    for job in "$jobs"/*; do
        [ ! -d "$job" ] || printf 'step\t%s\t%s\n' "$(state_of "$job")" "${job##*/}"
    done
    files | while IFS= read -r file; do printf 'file\t\t%s\n' "$file"; done
    failed_units | while read -r unit; do printf 'unit\tfailed\t%s\n' "$unit"; done
    printf 'end\t\t1\n'
}

main "$@" < /dev/null
exit 0
