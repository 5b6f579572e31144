
# ---- the one reading of a host: a line is a key, a tab and a value. Read-only, and without a lock.

lock_holders() {
  for f in /var/lib/dpkg/lock-frontend /var/lib/dpkg/lock /var/lib/apt/lists/lock; do
    [ -e "$f" ] || continue
    sed -n "s/^.*POSIX.*WRITE \([0-9]*\) [0-9a-f:]*:$(stat -c %i "$f") .*/\1/p" /proc/locks 2>/dev/null | while read -r pid; do
      fact lock "$f: process $pid ($(cat "/proc/$pid/comm" 2>/dev/null || echo unknown))"
    done
  done
}

os_release() { sed -n "/^$1=/{s///;s/[\"']//g;h};\${x;p}" /etc/os-release 2>/dev/null || :; }

# What the version and the suite follow from; for this no root is needed.
about_package() {
  [ ! -e /etc/spice-trial-test-host ] || fact test yes
  fact distribution "$(os_release ID)"
  fact suite "$(os_release VERSION_CODENAME)"
  fact release "$(os_release VERSION_ID)"
  fact releaseName "$(os_release PRETTY_NAME)"
  apt-cache policy 2>/dev/null | sed -n 's/^ *release .*,n=\([a-z0-9-]*\).*/\1/p' | sort -u | while read -r name; do fact served "$name"; done
  fact architecture "$architecture"
  code=0
  # shellcheck disable=SC2016 # dpkg-query fills in ${...}
  dpkg-query -W -f 'package\t${db:Status-Abbrev}\t${Version}\t${source:Package}\t${source:Version}\t${Architecture}\n' "$package" 2>/dev/null || code=$?
  # 1 is "no such package"; more is a failure of dpkg-query itself.
  [ "$code" -le 1 ] || fact queryFailed "$code"
}

read_host() {
  fact uid "$(id -u)"
  about_package
  file=$(library)
  fact systemd "$([ -d /run/systemd/system ] && echo yes || echo no)"
  fact auto "$(auto)"
  if [ -f "$file" ]; then
    fact sha256 "$(hash_of "$file")"
    fact buildId "$(build_id < "$file")"
    fact intact "$(is_as_installed "$file" && echo yes || echo no)"
    instead | while read -r path; do fact instead "$path"; done
  fi
  audit | grep . | while read -r line; do fact audit "$line"; done
  lock_holders
  grep -ls "^Package:.*\($package\|libspice\)" /etc/apt/preferences /etc/apt/preferences.d/* 2>/dev/null | while read -r f; do fact pin "$f"; done
  fact spaceLibrary "$(free_kib "${file:-/usr/lib}")"
  fact spaceState "$(free_kib /var/lib)"
  exact_dependents | while read -r p; do fact dependent "$p"; done
  fact candidate "$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^  Candidate: //p')"
  about_archives
  fact libvirt "$(libvirt_unit)"
  fact libvirtAnswers "$(libvirt_answers && echo yes || echo no)"
  ask_libvirt list --name | while read -r domain; do fact domain "$domain"; done
  if kept=$(ask_libvirt list --persistent --uuid); then
    fact persistentListed yes
    printf '%s\n' "$kept" | while read -r uuid; do fact persistent "$uuid"; done
  fi
  busy_domains | while read -r domain; do fact busy "$domain"; done
  bound_units | while read -r tied; do fact bound "$tied"; done
  status
  (set +eu; processes) || :
  [ "$(id -u)" != 0 ] || (set +eu; leftovers) || :
}

# What apt can't read is not known. Of the archives only those of security updates must be there and in date.
about_archives() {
  # Where apt itself has them; the slash at its end follows a link.
  lists='' offers=''
  eval "$(apt-config shell lists Dir::State::lists/d 2> /dev/null)"
  lists=${lists:-/var/lib/apt/lists/}
  newest=$(find "$lists" -maxdepth 1 -name '*Packages*' -printf '%T@\n' 2>/dev/null | sort -n | tail -n 1)
  [ -z "$newest" ] || fact listsAge "$(($(date +%s) - ${newest%.*}))"
  if ! sources=$(timeout 60 apt-get --print-uris update 2>&1) || ! offers=$(timeout 60 apt-cache madison "$package" 2>&1); then
    fact archivesUnknown "apt can't read its sources or lists: $(printf '%s\n' "$sources" "$offers" | grep -e '^E: ' -e 'not found' | head -n 1)"
  fi
  printf '%s\n' "$offers" | while read -r line; do fact archive "$line"; done
  printf '%s\n' "$sources" | sed -n "s/^'\([^']*\)\/InRelease' \([^ ]*\)InRelease .*/\1 \2/p" | grep -e '-security' -e 'security\.debian\.org' | while read -r uri name; do
    # Without a password: apt prints what sources.list has.
    uri=$(printf %s "$uri" | sed 's|//[^/@]*@|//|')
    fact securityArchive "$uri"
    release=$(find "$lists" -maxdepth 1 \( -name "${name}InRelease" -o -name "${name}Release" \) -print -quit)
    until=$([ -z "$release" ] || sed -n 's/^Valid-Until: *//p' "$release" | head -n 1)
    if [ -z "$release" ] || [ -z "$(find "$lists" -maxdepth 1 -name "${name}*Packages*" -print -quit)" ]; then fact archivesUnknown "apt has no list of $uri"
    elif [ -n "$until" ] && ! [ "$(date -d "$until" +%s 2>/dev/null)" -gt "$(date +%s)" ]; then fact archivesUnknown "apt's list of $uri is out of date since $until"
    fi
  done
}

is_as_installed() {
  grep -hF "  ${1#/}" "/var/lib/dpkg/info/$package:$architecture.md5sums" 2>/dev/null | (cd / && md5sum -c --status 2>/dev/null)
}

free_kib() { df -k --output=avail "$1" 2>/dev/null | tail -n 1 | tr -d ' '; }

# Packages that want exactly the installed version would be broken by another one: dpkg -i does not look at them.
exact_dependents() {
  { dpkg-query -W -f '${db:Status-Abbrev}\t${Package}\t${Pre-Depends}, ${Depends}\n' | grep -E "^[a-z]i .*[ 	,]$package(:[a-z0-9]+)? \(= " || :; } | cut -f 2
}

# Who holds the lock.
at_work() { [ ! -s "$home/lock" ] || flock -s -n "$home/lock" true || cat "$home/lock" 2> /dev/null || :; }
journal_now() { cksum "$tx/journal" 2> /dev/null || :; }
# A reading takes seconds and no lock. What somebody moves meanwhile is no picture of one moment, and then they are told of.
begin_reading() { running=$(at_work) journal=$(journal_now); }

status() {
  fact transaction "$(state)"
  if [ -d "$tx" ]; then
    fact id "$(before id)"
    fact owner "$(before owner)"
    fact began "$(before began)"
    fact stock "$(before version)"
    fact ours "$(before our_version)"
    fact oursBuildId "$(before build_id)"
    [ ! -f "$tx/stock.deb" ] || fact stockBuildId "$(dpkg-deb --fsys-tarfile "$tx/stock.deb" 2>/dev/null | tar -xOf - --wildcards '*/libspice-server.so.*.*' 2>/dev/null | build_id)"
    fact step "$(steps | tail -n 1)"
    fact remark "$(sed -n 's/^[^ ]* [^ ]* begin [^ :]*: \(.*\);$/\1/p' "$tx/journal" 2>/dev/null | head -n 1)"
    [ ! -s "$tx/deadline" ] || fact secondsLeft "$(($(cat "$tx/deadline") - $(uptime_s)))"
  fi
  fact armed "$(armed && echo yes || echo no)"
  [ ! -d "$home" ] || fact folder "$home"
  [ ! -s "$home/last" ] || fact last "$(head -n 1 "$home/last")"
  [ -n "$running" ] || running=$(at_work)
  [ -n "$running" ] || [ "$(journal_now)" = "$journal" ] || running='whoever has ended a moment ago'
  [ -z "$running" ] || fact running "$running"
}
