
# ---- what this tool has on the host beside an open transaction: files, failed units.

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
  left_files | while IFS= read -r file; do printf 'left\tfile\t\t%s\n' "$file"; done
  failed_units | while read -r failed; do printf 'left\tunit\tfailed\t%s\n' "$failed"; done
}
