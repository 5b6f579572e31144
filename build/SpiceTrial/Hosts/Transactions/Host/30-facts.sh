
# ---- facts, one a line: a key, a tab, a value. Read-only, and without a lock.

lock_holders() {
  for f in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock; do
    [ -e "$f" ] || continue
    sed -n "s/^.*POSIX.*WRITE \([0-9]*\) [0-9a-f:]*:$(stat -c %i "$f") .*/\1/p" /proc/locks 2>/dev/null | while read -r pid; do
      fact lock "$f: process $pid ($(cat "/proc/$pid/comm" 2>/dev/null || echo unknown))"
    done
  done
}

users_of_the_library() {
  { grep -ls 'libspice-server\.so' /proc/[0-9]*/maps 2>/dev/null || :; } | while read -r maps; do
    process=${maps%/maps}
    name=$(tr '\0' '\n' < "$process/cmdline" 2>/dev/null | sed -n 's/^guest=\(.*\)$/\1/p' | sed 's/,debug-threads=.*$//' | head -n 1)
    old=$(sed -n '/libspice-server\.so.*(deleted)$/{s/.*/ (an older file)/p;q;}' "$maps" 2>/dev/null || :)
    fact user "${process#/proc/} ${name:-$(cat "$process/comm" 2>/dev/null || :)}$old"
  done
}

preflight() {
  file=$(library)
  fact format 1
  fact uid "$(id -u)"
  fact systemd "$([ -d /run/systemd/system ] && echo yes || echo no)"
  fact suite "$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release 2>/dev/null)"
  fact architecture "$(arch)"
  fact state "$(pkg_state)"
  fact version "$(pkg_version)"
  fact selection "$(selection)"
  fact auto "$(auto)"
  fact library "$file"
  [ -z "$file" ] || { fact sha256 "$(hash_of "$file")"; fact buildId "$(build_id "$file")"; }
  dpkg --audit 2>&1 | grep . | while read -r line; do fact audit "$line"; done
  lock_holders
  grep -ls "^Package:.*\($package\|libspice\)" /etc/apt/preferences /etc/apt/preferences.d/* 2>/dev/null | while read -r f; do fact pin "$f"; done
  fact spaceLibrary "$(free_kib "${file:-/usr/lib}")"
  fact spaceState "$(free_kib /var/lib)"
  exact_dependents | while read -r p; do fact dependent "$p"; done
  fact candidate "$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^  Candidate: //p')"
  apt-cache madison "$package" 2>/dev/null | while read -r line; do fact archive "$line"; done
  newest=$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -printf '%T@\n' 2>/dev/null | sort -n | tail -n 1)
  [ -z "$newest" ] || fact listsAge "$(($(date +%s) - ${newest%.*}))"
  fact libvirt "$(libvirt_unit)"
  fact libvirtAnswers "$(libvirt_answers && echo yes || echo no)"
  timeout 10 virsh -q -c qemu:///system list --name 2>/dev/null < /dev/null | grep . | while read -r domain; do fact domain "$domain"; done
  users_of_the_library
  status
  fact end 1
}

free_kib() { df -k --output=avail "$1" 2>/dev/null | tail -n 1 | tr -d ' '; }

# Packages that want exactly the installed version would be broken by another one: dpkg -i does not look at them.
exact_dependents() {
  { dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Pre-Depends}, ${Depends}\n' | grep -E "^[a-z]i .*[ 	,]$package (:[a-z0-9]+ )?\(= " || :; } | cut -f 2
}

status() {
  fact transaction "$(state)"
  if [ -d "$tx" ]; then
    fact id "$(before id)"
    fact owner "$(before owner)"
    fact began "$(before began)"
    fact stock "$(before version)"
    fact ours "$(before our_version)"
    fact step "$(steps | tail -n 1)"
    fact remark "$(sed -n 's/^[^ ]* [^ ]* begin [^ :]*: \(.*\);$/\1/p' "$tx/journal" 2>/dev/null | head -n 1)"
    [ ! -s "$tx/deadline" ] || fact secondsLeft "$(($(cat "$tx/deadline") - $(uptime_s)))"
  fi
  fact armed "$(armed && echo yes || echo no)"
  [ ! -d "$home" ] || fact folder "$home"
  [ ! -s "$home/last" ] || { fact last "$(head -n 1 "$home/last")"; sed 1d "$home/last" | while read -r line; do fact lastJournal "$line"; done; }
  [ ! -s "$home/lock" ] || flock -n "$home/lock" true || fact running "$(cat "$home/lock")"
}
