
# ---- the package, as dpkg and the disk have it

architecture=$(dpkg --print-architecture 2>/dev/null || :)
query() { dpkg-query -W -f "$1" "$package:$architecture" 2>/dev/null || :; }
# shellcheck disable=SC2016 # dpkg-query fills in ${...}, not the shell
pkg_state() { query '${db:Status-Abbrev}' | tr -d ' '; }
# shellcheck disable=SC2016
pkg_version() { query '${Version}'; }
# shellcheck disable=SC2016
selection() { query '${db:Status-Want}'; }
# The other architectures that it is there for. dpkg keeps all of them at one version: another one would leave ours half configured.
# shellcheck disable=SC2016
other_architectures() { dpkg-query -W -f '${db:Status-Abbrev} ${Architecture}\n' "$package" 2>/dev/null | sed -n "/^.[nc]/d;/ $architecture\$/d;s/.* //p"; }
auto() { if apt-mark showauto "$package" 2>/dev/null | grep -q .; then echo auto; else echo manual; fi; }
library() { dpkg-query -L "$package:$architecture" 2>/dev/null | grep '/libspice-server\.so\.[0-9.]*$' | while read -r f; do [ -L "$f" ] || echo "$f"; done | head -n 1; }
# What the loader takes in the place of the package's own file, by its own word: now, and after the ldconfig that every dpkg -i runs. A
# diversion moves the package's file away from its name.
instead() {
  own=$(readlink -f "$(library)")
  name=$(printf %s "${own##*/}" | sed 's/\(\.so\.[0-9]*\).*/\1/')
  taken=$( (unset LD_LIBRARY_PATH; LD_PRELOAD=$name LD_TRACE_LOADED_OBJECTS=1 /bin/true 2>/dev/null) | sed -n 's|^[^/]*\(/[^ ]*/libspice-server\.so[^ ]*\) (.*|\1|p')
  [ -n "$taken" ] || say "nothing: the loader does not find $name"
  {
    say "$taken"
    ldconfig -N -X -v 2>/dev/null | awk -v name="$name" '/^\// { folder = $1; sub(/:$/, "", folder) } $1 == name { print folder "/" name }' |
      while read -r file; do if [ "$(machine_of "$file")" = "$(machine_of "$own")" ]; then echo "$file"; break; fi; done
  } | grep . | while read -r file; do readlink -f "$file"; done | sort -u | grep -vxF "$own" || :
  dpkg-divert --list '*/libspice-server.so*' 2>/dev/null || :
}
machine_of() { od -An -tx1 -N 20 "$1" 2>/dev/null; }

hash_of() { if [ -f "$1" ]; then sha256sum < "$1" | cut -d ' ' -f 1; else echo missing; fi; }
field() { dpkg-deb -f "$1" "$2" 2>/dev/null || :; }

# Of standard input: the NT_GNU_BUILD_ID note, without binutils: name size 4, id size 20, type 3, "GNU" (little-endian). It is among the first sections.
build_id() { od -An -v -tx1 -N 65536 2> /dev/null | tr -d ' \n' | sed -n 's/.*040000001400000003000000474e5500\([0-9a-f]\{40\}\).*/\1/p'; }

# Regular files of the package with their hashes, for sha256sum -c.
installed_files() {
  dpkg-query -L "$package:$architecture" | while read -r f; do if [ -f "$f" ] && [ ! -L "$f" ]; then sha256sum "$f"; fi; done
}

# files_of DEB: the same list, of what a package would install
files_of() {
  rm -rf "$tx/unpacked"
  mkdir "$tx/unpacked" && dpkg-deb -x "$1" "$tx/unpacked" && (cd "$tx/unpacked" && find . -type f -exec sha256sum {} + | sed 's|  \./|  /|')
  rm -rf "$tx/unpacked"
}

# unlocked WHAT...: does it again as long as it ends with $locked, up to --lock-timeout, and ends as it does. dpkg itself does not wait.
locked=75
unlocked() {
  end=$(($(uptime_s) + lock_timeout)) told='' holders=''
  while :; do
    code=0
    "$@" || code=$?
    if [ "$code" != "$locked" ] || [ "$(uptime_s)" -ge "$end" ]; then return "$code"; fi
    [ -n "$told" ] || say "waiting for dpkg's lock, up to $lock_timeout s${holders:+: $holders}"
    told=1
    sleep 1
  done
}
# shellcheck disable=SC2317 # with_lock hands it on
try_package_tool() {
  "${check:-:}"
  ended=0
  "$@" < "${input:-/dev/null}" > "$home/output" 2>&1 || ended=$?
  cat "$home/output" 2>/dev/null || :
  # What dpkg says decides, never its exit code alone: "by another process", since 1.22 "by /usr/bin/perl process".
  if [ "$ended" = 0 ] || ! grep -qE 'lock(ed)? .*(by .* process|unavailable)|[Cc]ould not (get|open) lock' "$home/output"; then return "$ended"; fi
  return "$locked"
}
# checked CHECK COMMAND...: looks again before each try at the lock, because what held it may have been somebody's upgrade
checked() {
  check=$1 result=0
  shift
  "$@" || result=$?
  check=
  return "$result"
}
with_lock() {
  if [ -n "$dry" ]; then run "$@"; return; fi
  unlocked try_package_tool "$@" && return
  [ "$code" != "$locked" ] || say "error: dpkg is still locked after $lock_timeout s"
  return "$code"
}

# On standard error dpkg warns of whatever it parses, of packages that are whole too.
audit() { dpkg --audit 2> /dev/null || echo 'dpkg --audit fails'; }

# What the last such program said.
last_words() { tail -n 3 "$home/output" 2> /dev/null || :; }

# Whoever works on packages now is waited for before anything begins. with_lock meets whoever comes later.
# shellcheck disable=SC2317 # wait_for_locks hands it on
nobody_locks() {
  holders=$(lock_holders | cut -f 2)
  [ -z "$holders" ] || return "$locked"
}
wait_for_locks() { unlocked nobody_locks || fail 3 "dpkg is still locked after $lock_timeout s ($holders)"; }

# select_as hold|install: dpkg -i clears a hold
# shellcheck disable=SC2317 # checked hands it on
select_as() {
  if [ -n "$dry" ]; then say "+ printf '$package:$architecture $1' | dpkg --set-selections"; return; fi
  [ "$(selection)" != "$1" ] || return 0
  printf '%s %s\n' "$package:$architecture" "$1" > "$tx/selection"
  input=$tx/selection
  with_lock dpkg --set-selections || :
  input=
  [ "$(selection)" = "$1" ]
}

# ---- libvirt

# libvirt_unit [RECORDED]: where both are installed, the one that is used: an idle one is over, but its socket is not. To start the other
# would end it.
libvirt_unit() {
  found=${1:-}
  for one in libvirtd virtqemud; do
    systemctl cat "$one.service" > /dev/null 2>&1 || continue
    : "${found:=$one.service}"
    if systemctl -q is-active "$one.service" "$one.socket"; then found=$one.service; break; fi
  done
  echo "$found"
}
ask_libvirt() { timeout 10 virsh -q -c qemu:///system "$@" 2> /dev/null < /dev/null; }
# A migration, a save or a dump does not outlive the libvirtd that it goes through. A guest that comes in by a migration has no job to
# print, and one that hangs keeps the answer for all: of whom nothing is known may be busy. virsh's own echo ends no line, and its domuuid
# takes no uuid.
busy_domains() {
  asked=$(ask_libvirt list --uuid | sed '/./!d; s/.*/echo "&\n"; domname &; domjobinfo &;/')
  [ -z "$asked" ] || ask_libvirt "$asked" | awk '
    function over() { if (job == "") print name " (not known)"; else if (job ~ /^[BU]/) print name }
    ! NF { next }
    named { name = $0; named = 0; next }
    length($0) == 36 && /^[0-9a-f-]*$/ { if (name != "") over(); name = $0; job = ""; named = 1; next }
    /^Job type:/ { job = $3 }
    END { if (name == "") name = "guests"; over() }'
}
# bound_units [UNIT]: what runs and is stopped with it where systemd restarts it. Where libvirt-guests is tied to it, that is every guest.
bound_units() {
  next=${1:-$(libvirt_unit)} seen=' '
  while [ -n "$next" ]; do
    # shellcheck disable=SC2086 # names of units have no blanks
    next=$(systemctl show --value -p RequiredBy -p RequisiteOf -p BoundBy -p ConsistsOf -p PropagatesStopTo $next 2> /dev/null) || { echo 'not known: systemctl does not say'; return; }
    new=
    for one in $next; do
      case $seen in *" $one "*) continue ;; esac
      seen="$seen$one " new="$new $one"
      case $one in *.target | *.socket) continue ;; esac
      ! systemctl -q is-active "$one" || echo "$one"
    done
    next=$new
  done
}
libvirt_answers() { timeout 30 virsh -q -c qemu:///system list > /dev/null 2>&1 < /dev/null; }
# restart_libvirt [UNIT]
restart_libvirt() {
  unit=${1:-$(libvirt_unit)}
  [ -n "$unit" ] || return 1
  run systemctl reset-failed "$unit" 2> /dev/null || :
  run timeout 120 systemctl restart "$unit" || return 1
  if [ -n "$dry" ]; then say '+ virsh -c qemu:///system list        # until it answers, up to 60 s'; return; fi
  wait_for_libvirt
}
wait_for_libvirt() { end=$(($(uptime_s) + 60)); until libvirt_answers; do [ "$(uptime_s)" -lt "$end" ] || return 1; sleep 0.5; done; }
