
# ---- which library each process really has mapped. What others have chosen (names, paths) is in base64.

encoded() { base64 -w 0 2>/dev/null || :; }

program_of() { tr '\0' '\n' 2>/dev/null < "$1/cmdline" | head -n 1; }

candidates() {
  find /proc/[0-9]* -maxdepth 1 -name exe \( -lname '*/qemu-system-*' -o -lname '*/qemu-kvm*' -o -lname '*/kvm' \) 2>/dev/null
  grep -ls '/libspice-server\.so' /proc/[0-9]*/maps 2>/dev/null
  [ "$(id -u)" = 0 ] || seen_by_anybody
}

# A process's program is its owner's secret; the first word of its command line is what it says of itself.
seen_by_anybody() {
  for process in /proc/[0-9]*; do
    program=$(program_of "$process")
    case ${program##*/} in qemu-system-* | qemu-kvm | kvm) echo "$process/exe" ;; esac
  done
}

# What qemu may run as where it is a guest of libvirt's system.
guest_users() {
  fact guestUser 0
  fact guestUser "$(id -u libvirt-qemu 2>/dev/null)"
  # "user", or "+1000" where a number is meant.
  chosen=$(sed -n 's/^[[:space:]]*user[[:space:]]*=[[:space:]]*"+\{0,1\}\([^"]*\)".*/\1/p' /etc/libvirt/qemu.conf 2>/dev/null | tail -n 1)
  [ -z "$chosen" ] || fact guestUser "$(id -u "$chosen" 2>/dev/null || echo "$chosen")"
}

# origin_of PROCESS PROGRAM: the package that has brought the very file that runs (or ran, where it was replaced since); "none"; "unknown"
# where it can't be seen.
origin_of() {
  [ -r "$1/exe" ] || { origin=unknown; return; }
  program=${2% (deleted)}
  if [ "$program" = "$2" ] && [ "$(stat -L -c %d:%i "$1/exe" 2>/dev/null)" != "$(stat -c %d:%i "$2" 2>/dev/null)" ]; then origin=none; return; fi
  [ "$program" = "$asked" ] || answer=$(dpkg-query -S "$program" 2>/dev/null | head -n 1 | cut -d : -f 1)
  asked=$program origin=${answer:-none}
}

one_process() {
  pid=${1#/proc/}
  exe=$(readlink "$1/exe" 2>/dev/null) || exe=$(program_of "$1")
  [ -n "$exe" ] || return 0
  fields=$(cat "$1/stat" 2>/dev/null) || return 0
  # The name in brackets may hold anything, brackets too.
  fields=${fields##*) }
  # shellcheck disable=SC2086
  set -- "$1" $fields
  origin_of "$1" "$exe"
  # starttime, the 22nd field of proc(5): the first two are gone, and $1 is ours. Then the effective user.
  printf 'process\t%s\t%s\t%s\t%s\t%s\t%s\n' "$pid" "${21}" "$(printf %s "$exe" | encoded)" "$(encoded < "$1/cmdline")" \
    "$(sed -n 's/^Uid:[^0-9]*[0-9]*[^0-9]*\([0-9]*\).*/\1/p' "$1/status" 2>/dev/null)" "$origin"
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
  tab=$(printf '\t') seen=' '
  printf '%s\n' "$1" | sed -n 's/^map\t//p' | while IFS=$tab read -r pid key range _; do
    case $seen in *" $key "*) continue ;; esac
    seen="$seen$key "
    mapped=/proc/$pid/map_files/$range
    if [ -r "$mapped" ]; then printf 'mapped\t%s\t%s\n' "$key" "$(build_id < "$mapped")"; fi
  done
}

processes() {
  printf 'clock\t%s\t%s\n' "$(getconf CLK_TCK)" "$(sed -n 's/^btime //p' /proc/stat)"
  guest_users
  asked=''
  found=$(candidates | sed 's|^\(/proc/[0-9]*\)/.*|\1|' | sort -u | while read -r process; do one_process "$process"; done)
  [ -z "$found" ] || printf '%s\n' "$found"
  mapped_files "$found"
}
