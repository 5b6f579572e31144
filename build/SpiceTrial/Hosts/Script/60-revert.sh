
# ---- the way back. It may be broken off and begun again at any point.

is_whole() { case $(pkg_state) in ii | hi) return 0 ;; *) return 1 ;; esac; }
# A path-exclude that came meanwhile leaves documentation out, but never the library.
is_back() {
  is_whole && [ "$(pkg_version) $(hash_of "$(before library)")" = "$(before version) $(before sha256)" ] &&
    sha256sum --quiet --strict --ignore-missing -c "$tx/files.before" > /dev/null 2>&1
}

# What a dpkg that was killed, or had no space, leaves beside files that are as they were; the next one clears it.
has_leftovers() { [ -e /var/lib/dpkg/updates/tmp.i ] || [ -e "$(before library).dpkg-new" ]; }

# foreign TEXT: somebody else changed the host; their change stays, and the switch must not act on it.
foreign() {
  say "refused: $1"
  note foreign "$1" || :
  disarm
  exit 3
}

check_not_foreign() {
  if [ -n "$replace" ] || [ -e "$tx/replace" ]; then return 0; fi
  now=$(pkg_version) file=$(hash_of "$(before library)")
  case $(pkg_state) in ?[iHUFWt]*) ;; *) foreign "the package was removed by somebody else (dpkg says '$(pkg_state)')" ;; esac
  [ "$now" = "$(before version)" ] || [ "$now" = "$(before our_version)" ] || foreign "the host has $now now, which is neither the stock $(before version) nor ours: somebody else changed it"
  [ "$file" = "$(before sha256)" ] || [ "$file" = "$(before our_sha256)" ] || { [ "$file" = missing ] && ! is_whole; } ||
    foreign "$(before library) is neither the stock library nor ours (sha256 $file): somebody else changed it"
}

# undo WHY: brings the package, its marks and libvirt back. A note that a full disk does not take stops none of it. Fails with 1 where it can't; the transaction stays open then.
undo() {
  mine=1 touched=
  steps | grep -qx unpack && touched=1
  note reverting "$1" || :
  # Whoever goes on with it, the switch of the next boot too, may do the same.
  [ -z "$replace" ] || { touch "$tx/replace" && sync "$tx/replace" "$tx"; } || :
  if [ -n "$touched" ]; then
    check_not_foreign
    note stock || :
    # Not before: whatever fills the disk would take it.
    rm -f "$tx/reserve"
    if ! is_back || has_leftovers; then
      [ "$(hash_of "$tx/stock.deb")" = "$(cat "$tx/stock.sha256")" ] || fail 1 "the kept $tx/stock.deb is damaged; install $package $(before version) by hand"
      checked check_not_foreign with_lock dpkg --force-downgrade -i "$tx/stock.deb" || :
      is_back || fail 1 "dpkg did not bring back the stock package: state '$(pkg_state)', version $(pkg_version); $(last_words)"
    fi
    note marks || :
    checked check_not_foreign select_as "$(before selection)" || fail 1 "the package can't be set to '$(before selection)' again: $(last_words)"
    [ "$(auto)" = "$(before auto)" ] || with_lock apt-mark "$(before auto)" "$package" || :
    note restart-stock || :
    unit=$(libvirt_unit "$(before libvirt)")
    # In a new boot libvirt waits for this, and starts with the stock library in place.
    if [ "$(boot_id)" = "$(before boot)" ] || systemctl -q is-active "$unit"; then
      tied=$(bound_units "$unit" | tr '\n' ' ')
      if [ -n "$tied" ]; then trouble="$unit was not restarted, because systemd would have stopped these with it: $tied"
      else restart_libvirt "$unit" || trouble="libvirt does not answer: see 'journalctl -u $unit'"
      fi
    fi
  fi
}

# close WHY: ends the transaction at once; the switch goes afterwards, because without a transaction it does nothing.
close() {
  note close || :
  { say "$(date -u +%Y-%m-%dT%H:%M:%SZ) reverted: $1${trouble:+; $trouble}"; cat "$tx/journal"; } | put "$home/last" 600 || :
  mv "$tx" "$home/closed.$$"
  sync "$home"
  disarm
  rm -rf "$home"/closed.* "$home/incoming" "$home/output"
}

revert() {
  # A client that was cut off asks again while its first run waits for dpkg's lock and for libvirt.
  take_lock "$((3 * lock_timeout + 240))" || fail 3 "the host is at work already: $(cat "$home/lock")"
  check_id
  case $unfinished$(state) in 1installed | 1confirmed) fail 3 "nothing was broken off: it is $(state), of $(before owner)" ;; esac
  why=${reason:-on request} again=1
  if [ -d "$tx" ]; then
    again=
    # Armed again first: a way back that is broken off is then finished without anybody. A disk too full for that does not stop it.
    armed || arm || :
    undo "$why"
    close "$why"
  else
    disarm
    say "nothing to take back"
  fi
  [ ! -s "$home/last" ] || { say 'journal:'; cat "$home/last" || :; }
  rm -rf "$home"
  # A first run may have found that, and nobody heard it.
  if [ -n "$again" ] && [ -z "$unfinished" ]; then
    unit=$(libvirt_unit)
    [ -z "$unit" ] || wait_for_libvirt || trouble="libvirt does not answer: see 'journalctl -u $unit'"
  fi
  [ -z "$trouble" ] || fail 1 "the stock package is back, but $trouble"
  say "revert has ended"
}

confirm() {
  take_lock 60 || fail 3 "the host is at work already: $(cat "$home/lock")"
  check_id
  case $(state) in
    confirmed)
      still_ours
      # An unhold takes the hold away, and so does a dpkg -i of this very package: the next upgrade would replace it.
      checked still_ours select_as hold || fail 1 "the package can't be held again: $(last_words)"
      say 'confirmed already' ;;
    installed)
      mine=1
      if ! (verify); then
        why=$(why 'the check before confirmation failed')
        undo "$why"
        close "$why"
        say "reverted: $why"
        exit 4
      fi
      note confirmed ;;
    none)
      [ -s "$home/last" ] || fail 3 "there is nothing to confirm"
      say "error: it was taken back already: $(head -n 1 "$home/last")"
      exit 4 ;;
    *) fail 3 "the installation is not whole (state $(state), last step $(steps | tail -n 1)); run Revert" ;;
  esac
  rm -rf "$tx/patched.deb" "$tx/deadline" "$home/incoming" "$home/output"
  disarm
}

forget() {
  take_lock 60 || fail 3 "the host is at work already: $(cat "$home/lock")"
  check_id
  # Our own hold, of which nobody would think later. One of another version is its owner's: dpkg -i takes ours away.
  if [ "$(selection) $(pkg_version)" = "hold $(before our_version)" ] && [ "$(before selection)" = install ]; then
    select_as install || fail 1 "the package is still on hold: $(last_words)"
    say "$package is not on hold any more"
  fi
  disarm
  rm -rf "$home"
}
