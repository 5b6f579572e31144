
# ---- install

# Looked at again under the lock, because people and timers change hosts between a question and its answer.
check_before_install() {
  [ "$(id -u)" = 0 ] || fail 3 "this needs root"
  [ -d /run/systemd/system ] || fail 3 "the host does not run systemd, so there is no switch that takes the package back after a reboot"
  [ "$(state)" = none ] || fail 3 "a transaction of $(before owner) is open since $(before began) (state $(state), last step $(steps | tail -n 1)); end it with Revert"
  [ -n "$dry" ] || is_the_package "$deb"
  [ -n "$dry" ] || wait_for_locks
  case $(pkg_state) in ii | hi) ;; *) fail 3 "$package is not whole: dpkg says '$(pkg_state)'" ;; esac
  [ -z "$(other_architectures)" ] || fail 3 "$package is installed for another architecture too: $(other_architectures | tr '\n' ' ')"
  check_as_expected
  [ -z "$(instead)" ] || fail 3 "the loader does not take the package's library, but $(instead | head -n 1)"
  [ -z "$(audit)" ] || fail 3 "dpkg --audit is not clean"
  [ -z "$(exact_dependents)" ] || fail 3 "these packages depend on exactly this version: $(exact_dependents | tr '\n' ' ')"
  for place in "$(library)" /var/lib; do [ "$(free_kib "$place")" -ge "$needed_kib" ] || fail 3 "less than $needed_kib KiB are free at $place"; done
  libvirt_answers || fail 3 "libvirt does not answer 'virsh list' as it is"
  [ -z "$(busy_domains)" ] || fail 3 "libvirt migrates, saves or dumps a guest, and its restart would end that: $(busy_domains | tr '\n' ' ')"
  [ -z "$(bound_units)" ] || fail 3 "systemd stops these with libvirt where it is restarted: $(bound_units | tr '\n' ' ')"
}

check_as_expected() {
  [ "$(pkg_version) $(hash_of "$(library)")" = "$expect_version $expect_sha256" ] || fail 3 "the host has another library than a moment ago ($(pkg_version)); look at it and begin again"
}

is_the_package() {
  [ "$(hash_of "$1")" = "$sha256" ] || fail 3 "$1 is not the package that was sent: sha256 $(hash_of "$1")"
  [ "$(field "$1" Package) $(field "$1" Version) $(field "$1" Architecture)" = "$package $version $architecture" ] || fail 3 "$1 is $(field "$1" Package) $(field "$1" Version) $(field "$1" Architecture)"
}

record() {
  installed_files > "$tx/files.before"
  files_of "$deb" > "$tx/files.after"
  lib=$(library)
  our_hash=$(grep -F "  $lib" "$tx/files.after" | cut -d ' ' -f 1)
  [ -n "$our_hash" ] || fail 3 "the new package has no $lib"
  put "$tx/before" 600 << END
format=1
id=$id
owner=$owner
began=$(date -u +%Y-%m-%dT%H:%M:%SZ)
boot=$(boot_id)
version=$(pkg_version)
selection=$(selection)
auto=$(auto)
library=$lib
sha256=$(hash_of "$lib")
our_version=$version
our_sha256=$our_hash
build_id=$build_id
libvirt=$(libvirt_unit)
END
  sync "$tx/files.before" "$tx/files.after"
}

# Only a package with the very bytes that are installed can bring them back.
is_stock() {
  [ -f "$1" ] && [ "$(field "$1" Package) $(field "$1" Version) $(field "$1" Architecture)" = "$package $(before version) $architecture" ] || return 1
  files_of "$1" | sort > "$tx/files.candidate"
  code=0
  sort "$tx/files.before" | comm -23 - "$tx/files.candidate" | grep -q . && code=1
  rm -f "$tx/files.candidate"
  return $code
}

keep_stock() {
  was=$(pkg_version)
  name=${package}_$(printf %s "$was" | sed 's/:/%3a/')_$architecture.deb
  run mkdir "$tx/download"
  said=
  if [ -n "$dry" ]; then
    run apt-get download "$package=$was"
  elif ! is_stock "/var/cache/apt/archives/$name"; then
    said=$( (cd "$tx/download" && timeout 120 apt-get -q -o APT::Sandbox::User=root -o Acquire::Retries=1 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 download "$package=$was" < /dev/null) 2>&1 || :)
    say "$said"
    # The archive's may be another build of the same version.
    is_stock "$tx/download/$name" || ! command -v dpkg-repack > /dev/null || { rm -f "$tx/download"/*; (cd "$tx/download" && dpkg-repack "$package") 2>&1 | drain; } || :
  else
    cp "/var/cache/apt/archives/$name" "$tx/download/"
  fi
  [ -z "$dry" ] || return 0
  for found in "$tx/download"/*.deb; do
    if is_stock "$found"; then
      mv "$found" "$tx/stock.deb" && rm -rf "$tx/download" && sync "$tx/stock.deb" && hash_of "$tx/stock.deb" | put "$tx/stock.sha256" 600
      return
    fi
  done
  fail 3 "there is no package that brings back the installed $was: apt's cache and archives have none with the same bytes, and dpkg-repack is not installed or made another${said:+; apt says: $(printf '%s\n' "$said" | grep '^E: ' | head -n 1)}"
}

# Each note stands before its step: what was noted may be half done, what was not noted did not happen.
change() {
  note begin "$owner${remark:+: $remark}"
  run cp "$deb" "$tx/patched.deb" # a copy that only root can write: what is checked now is what is installed later
  deb=$tx/patched.deb
  [ -n "$dry" ] || is_the_package "$deb"
  note arm
  set_deadline
  arm || fail 1 "the switch that takes the package back can't be armed"
  note record
  [ -n "$dry" ] || record
  note keep-stock
  keep_stock
  note reserve
  # So that a disk that fills up does not stop the way back. Not every file system has fallocate.
  run fallocate -l 16M "$tx/reserve" 2> /dev/null || head -c 16M /dev/zero > "$tx/reserve"
  [ -n "$dry" ] || check_as_expected # before the note: what is refused here needs no way back
  note unpack
  checked check_as_expected with_lock dpkg -i "$deb" || :
  [ -n "$dry" ] || is_ours || fail 1 "dpkg did not install the package: state '$(pkg_state)', version $(pkg_version); $(last_words)"
  note hold
  checked still_ours select_as hold || fail 1 "the package can't be held: $(last_words)"
  note restart
  restart_libvirt || fail 1 "libvirt does not answer after its restart: $(systemctl --no-pager -n 0 status "$unit" 2>&1 | sed -n 's/^ *Active: //p')"
  note verify
  [ -n "$dry" ] || verify
  [ -n "$dry" ] || set_deadline
  note installed
}

is_ours() { case $(pkg_state) in ii | hi) [ "$(pkg_version)" = "$(before our_version)" ] ;; *) return 1 ;; esac; }

# Asked at every try to hold it: a hold on what somebody else has put there meanwhile would keep later security updates away.
still_ours() {
  theirs=$(pkg_version)
  if is_ours; then
    [ "$(hash_of "$(before library)")" != "$(before our_sha256)" ] || return 0
    theirs="another build of $theirs"
  fi
  fail 3 "somebody else has replaced ours: the host has $theirs now"
}

verify() {
  is_ours || fail 1 "dpkg says '$(pkg_state)' $(pkg_version)"
  # dpkg's path-exclude leaves files out; the next line looks at the library itself.
  sha256sum --quiet --strict --ignore-missing -c "$tx/files.after" > /dev/null 2>&1 || fail 1 "an installed file is not the package's"
  [ "$(build_id < "$(before library)")" = "$(before build_id)" ] || fail 1 "the installed library has build-id $(build_id < "$(before library)"), expected $(before build_id)"
  [ -z "$(instead)" ] || fail 1 "the loader does not take the package's library, but $(instead | head -n 1)"
  [ "$(selection)" = hold ] || fail 1 "the package is not on hold"
  libvirt_answers || fail 1 "libvirt does not answer 'virsh list'"
}

install_package() {
  [ -n "$dry" ] || take_lock 10 || fail 3 "the host is at work already: $(cat "$home/lock")"
  # Before anything is refused: who asks afterwards must not hear how another one has ended.
  [ -n "$dry" ] || [ -d "$tx" ] || rm -f "$home/last"
  check_before_install
  if [ -n "$dry" ]; then change; return; fi
  mkdir "$tx"
  mine=1
  sync "$home"
  set +e
  (set -e; change)
  code=$?
  set -e
  if [ $code -ne 0 ]; then
    why=$(why 'a step failed; the disk may be full')
    undo "$why"
    close "$why"
    # Refused before the package was touched stays refused.
    [ -n "$touched" ] || [ $code != 3 ] || exit 3
    say "reverted: $why"
    exit 4
  fi
}
