#!/bin/sh
# spice-trial's transaction on one hypervisor: puts a patched libspice-server1 in the place of the stock one, and takes it back.
# It needs nothing but Debian's essential packages, apt and systemd, and no network once it has begun. docs/install.md says what
# its states mean and how to finish one by hand. The parts of this file are put together by the tool, in the order of their numbers.
#
#   read | package | status                   print facts: all of the host, of the package, of the transaction; change nothing
#   install --deb FILE ... [--dry-run]        exit 0: installed, unconfirmed, the switch is armed; 4: failed and taken back
#   confirm | revert | forget                 --id ID: that transaction, and no other ("none": one without a name); forget: keep somebody else's
#                                             change, end the transaction; revert --replace: over that change; --unfinished: not what is whole
#   expire                                    what the switch runs
#
# Exit codes: 0 done, 1 failed, 2 wrong call, 3 refused, 4 reverted.
set -eu
umask 022
PATH=/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
DEBIAN_FRONTEND=noninteractive
export PATH LC_ALL DEBIAN_FRONTEND
unset DPKG_ROOT DPKG_ADMINDIR DPKG_FRONTEND_LOCKED DPKG_FORCE APT_CONFIG CDPATH

# systemd takes a unit that SIGTERM has ended for one that ended well.
trap 'exit 1' HUP INT TERM

home=/var/lib/spice-trial
tx=$home/transaction
switch=spice-trial-revert
units=/etc/systemd/system
package=libspice-server1
# What earlier versions wrote beside the hold (docs/decisions/0052).
pin=/etc/apt/preferences.d/spice-trial
needed_kib=65536
dry=
replace='' unfinished=''
# Whether the open transaction is what this run works on: one that is refused beside it must not write its own error there as the reason.
mine=

# Whoever listened may be gone: that must not end a transaction, nor a program of which it is a part.
say() { printf '%s\n' "$*" 2>/dev/null || :; }
drain() { cat 2>/dev/null || cat > /dev/null; }
# The characters that end a line or a field become blanks; without one nothing is started for it, and a reading has a hundred facts.
breaks=$(printf '\n\t\r')
fact() {
  case $2 in *["$breaks"]*) set -- "$1" "$(printf %s "$2" | tr "$breaks" '   ')" ;; esac
  printf '%s\t%s\n' "$1" "$2" 2>/dev/null || :
}
fail() { say "error: $2"; [ -z "$mine" ] || [ ! -d "$tx" ] || [ -s "$tx/reason" ] || printf '%s\n' "$2" > "$tx/reason" 2>/dev/null || :; exit "$1"; }

# why DEFAULT: the first failure's reason; on a full disk its file is empty
why() { why=$(cat "$tx/reason" 2> /dev/null || :); printf '%s\n' "${why:-$1}"; }

# What changes the host goes through run, put and note, so that --dry-run can print it instead.
run() {
  if [ -z "$dry" ]; then "$@"; return; fi
  line=
  for word; do
    case $word in *[!A-Za-z0-9_./:=+~@%,-]* | '') word=\'$(printf %s "$word" | sed "s/'/'\\\\''/g")\' ;; esac
    line="$line $word"
  done
  say "+$line"
}

# put FILE MODE: standard input becomes the whole file, on the disk before its name is.
put() {
  if [ -n "$dry" ]; then say "+ write $1 (mode $2):"; sed 's/^/    /'; return; fi
  cat > "$1.new" && chmod "$2" "$1.new" && sync "$1.new" && mv -f "$1.new" "$1" && sync "${1%/*}"
}

# note STEP [TEXT]: written before the step is done. The final ";" tells a whole line from one that was cut short.
note() {
  [ -z "$dry" ] || return 0
  [ -z "$(tail -c 1 "$tx/journal" 2>/dev/null)" ] || printf '\n' >> "$tx/journal"
  case ${2:-} in *["$breaks;"]*) set -- "$1" "$(printf %s "$2" | tr "$breaks;" '    ')" ;; esac
  printf '%s %s %s %s;\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(uptime_s)" "$1" "${2:-}" >> "$tx/journal"
  sync "$tx/journal"
  say "step: $1"
}

steps() { sed -n 's/^[^ ]* [^ ]* \([a-z-]*\) .*;$/\1/p' "$tx/journal" 2>/dev/null || :; }

# none, begun, installed, confirmed, reverting or foreign
state() {
  [ -d "$tx" ] || { echo none; return; }
  last=$(steps | tail -n 1)
  case $last in installed | confirmed | reverting | foreign) echo "$last" ;; *) if steps | grep -qx reverting; then echo reverting; else echo begun; fi ;; esac
}

# before KEY: what was recorded when the transaction began
before() { sed -n "/^$1=/{s///p;q}" "$tx/before" 2>/dev/null || :; }

# Whoever names a transaction means no other. One that was broken off before it had a name has changed nothing yet.
check_id() {
  if [ -z "$id" ] || [ ! -d "$tx" ]; then return; fi
  case $(before id) in '' | "$id") ;; *) fail 3 "another transaction is open, of $(before owner) since $(before began)" ;; esac
}

# Neither a jump of the clock nor a time zone moves these two.
uptime_s() { read -r up rest < /proc/uptime; : "$rest"; echo "${up%.*}"; }
boot_id() { cat /proc/sys/kernel/random/boot_id; }

# take_lock SECONDS: the kernel gives it back when its holder and the holder's dpkg are gone, however they end. Whoever ends a transaction
# takes the folder away, and its lock would be no lock for anybody else.
take_lock() {
  # shellcheck disable=SC3013 # dash and bash have -ef
  until [ /proc/self/fd/9 -ef "$home/lock" ]; do
    [ -d "$home" ] || mkdir -m 700 "$home"
    exec 9>> "$home/lock"
    flock -w "$1" 9 || return 1
  done
  printf '%s since %s (process %s)\n' "$verb" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$$" > "$home/lock" || :
}
