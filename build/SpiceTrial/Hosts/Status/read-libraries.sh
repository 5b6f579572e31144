# Prints what the host's processes have of the spice library, and where the installed one comes from. Changes nothing. Needs root, unless
# "as-user" is its argument: then it prints what anybody can see.
# A line is a key and its values, separated by tabs; what others have chosen (names, paths, contents) is in base64.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL
package=libspice-server1
seen=' '

encoded() { base64 -w 0 2>/dev/null || :; }

# The note with the build-id is among the first sections.
head_of() { printf 'file\t%s\t%s\n' "$1" "$(head -c 65536 2>/dev/null | encoded)"; }

candidates() {
    find /proc/[0-9]* -maxdepth 1 -name exe \( -lname '*/qemu-system-*' -o -lname '*/qemu-kvm*' -o -lname '*/kvm' \) 2>/dev/null
    grep -ls '/libspice-server\.so' /proc/[0-9]*/maps 2>/dev/null
    [ "$(id -u)" = 0 ] || seen_by_anybody
}

program_of() { tr '\0' '\n' 2>/dev/null < "$1/cmdline" | head -n 1; }

# A process's program is its owner's secret; the first word of its command line is what it says of itself.
seen_by_anybody() {
    for process in /proc/[0-9]*; do
        program=$(program_of "$process")
        case ${program##*/} in qemu-system-* | qemu-kvm | kvm) echo "$process/exe" ;; esac
    done
}

one_process() {
    pid=${1#/proc/}
    exe=$(readlink "$1/exe" 2>/dev/null) || exe=$(program_of "$1")
    [ -n "$exe" ] || return 0
    stat=$(cat "$1/stat" 2>/dev/null) || return 0
    # The name in brackets may hold anything, brackets too.
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- "$1" $stat
    # starttime, the 22nd field of proc(5): the first two are gone, and $1 is ours.
    printf 'process\t%s\t%s\t%s\t%s\n' "$pid" "${21}" "$(printf %s "$exe" | encoded)" "$(encoded < "$1/cmdline")"
    # A list that can't be read is not an empty one.
    if ! cat "$1/maps" > /dev/null 2>&1; then
        [ ! -d "$1" ] || printf 'map\t%s\tunreadable\t-\t\n' "$pid"
        return 0
    fi
    grep '/libspice-server\.so' "$1/maps" 2>/dev/null | while read -r range _ _ device inode path; do
        printf 'map\t%s\t%s\t%s\t%s\n' "$pid" "$device:$inode" "$range" "$(printf %s "$path" | encoded)"
    done
}

# The mapped file itself, also when its name is gone or names another file by now.
mapped_files() {
    tab=$(printf '\t')
    printf '%s\n' "$1" | sed -n 's/^map\t//p' | while IFS=$tab read -r pid key range _; do
        case $seen in *" $key "*) continue ;; esac
        seen="$seen$key "
        file=/proc/$pid/map_files/$range
        if [ -r "$file" ]; then head_of "$key" < "$file"; fi
    done
}

installed() {
    architecture=$(dpkg --print-architecture 2>/dev/null) || return 0
    library=$(dpkg-query -L "$package:$architecture" 2>/dev/null | grep '/libspice-server\.so\.[0-9.]*$' | while read -r f; do if [ -f "$f" ] && [ ! -L "$f" ]; then echo "$f"; fi; done | head -n 1)
    [ -n "$library" ] || return 0
    head_of installed < "$library"
    if grep -hF "  ${library#/}" "/var/lib/dpkg/info/$package:$architecture.md5sums" 2>/dev/null | (cd / && md5sum -c --status 2>/dev/null); then
        printf 'intact\tyes\n'
    else
        printf 'intact\tno\n'
    fi
}

# What the transaction of this tool has kept, while one is open.
kept() {
    tx=/var/lib/spice-trial/transaction
    [ ! -f "$tx/before" ] || printf 'ours\t%s\t%s\n' "$(sed -n 's/^build_id=//p' "$tx/before")" "$(sed -n 's/^our_version=//p' "$tx/before")"
    [ ! -f "$tx/stock.deb" ] || dpkg-deb --fsys-tarfile "$tx/stock.deb" 2>/dev/null | tar -xOf - --wildcards '*/libspice-server.so.*.*' 2>/dev/null | head_of stock
}

main() {
    [ "$(id -u)" = 0 ] || [ "${1:-}" = as-user ] || { echo 'this needs root' >&2; exit 1; }
    printf 'clock\t%s\t%s\n' "$(getconf CLK_TCK)" "$(sed -n 's/^btime //p' /proc/stat)"
    processes=$(candidates | sed 's|^\(/proc/[0-9]*\)/.*|\1|' | sort -u | while read -r process; do one_process "$process"; done)
    [ -z "$processes" ] || printf '%s\n' "$processes"
    mapped_files "$processes"
    installed
    kept
    printf 'end\t1\n'
}

main "$@" < /dev/null
exit 0
