
# ---- what this tool has on the host beside an open transaction: steps whose result nobody has fetched, files, failed units.

jobs=/run/spice-trial/jobs

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

clear_steps() {
  [ "$(id -u)" = 0 ] || fail 1 'this needs root'
  set +eu
  for job in "$jobs"/*; do
    [ -d "$job" ] || continue
    case $(state_of "$job") in ended* | killed | never*) rm -rf -- "$job" ;; esac
  done
  rmdir "$jobs" "${jobs%/*}" 2> /dev/null
  failed_units | while read -r failed; do systemctl reset-failed "$failed"; done
  leftovers
}

failed_units() {
  [ -d /run/systemd/system ] || return 0
  systemctl list-units --all --state=failed --plain --no-legend --full 'spice-trial-*' 2> /dev/null | while read -r failed _; do echo "$failed"; done
}

left_files() {
  for file in "$home"/*.new "$home"/*/*.new "$home"/closed.*; do
    [ ! -e "$file" ] || echo "$file"
  done
  [ ! -d "$tx" ] || return 0
  for file in "$home"/* "$units/$switch".* "$units"/*.wants/"$switch".*; do
    # How the last transaction ended is kept on purpose.
    case $file in "$home/last" | "$home/lock" | *.new | "$home"/closed.*) continue ;; esac
    if [ -e "$file" ] || [ -L "$file" ]; then echo "$file"; fi
  done
  if [ -d "$home" ] && [ -z "$(find "$home" -mindepth 1 ! -name lock -print -quit)" ]; then echo "$home"; fi
}

# A kind, a state and a name.
leftovers() {
  for job in "$jobs"/*; do
    [ ! -d "$job" ] || printf 'left\tstep\t%s\t%s\n' "$(state_of "$job")" "${job##*/}"
  done
  left_files | while IFS= read -r file; do printf 'left\tfile\t\t%s\n' "$file"; done
  failed_units | while read -r failed; do printf 'left\tunit\tfailed\t%s\n' "$failed"; done
}
