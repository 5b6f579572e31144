# One long step on a host, as root; docs/ssh.md. Its first argument is what to do, the second the step's folder. Everything here may be
# repeated where an answer was lost. 33: the folder is gone; 34: not started.
job=$2
case $1 in
  prepare)
    # Its input becomes the script "run", whole (so many bytes) or not at all. Twice, because a step that ends takes the folders above
    # away while they are empty.
    umask 077
    { mkdir -p "$job" 2>/dev/null || mkdir -p "$job"; } && cat >"$job/run.$$" && [ "$(wc -c <"$job/run.$$")" -eq "$3" ] && mv "$job/run.$$" "$job/run"
    exit ;;
  tidy)
    # With the folders above it where no other step needs them.
    rm -rf -- "$job"
    rmdir "${job%/*}" "${job%/*/*}" 2>/dev/null
    [ ! -e "$job" ]
    exit ;;
esac
# Does not make the folder: a start that was held up somewhere and comes after the end finds none.
cd "$job" 2>/dev/null || exit 33
case $1 in
  start)
    [ -e pid ] && exit 0
    { [ -d /run/systemd/system ] && systemd-run --quiet --no-ask-password --unit="${job##*/}" --property=KillMode=process /bin/sh "$job/run"; } ||
      setsid /bin/sh "$job/run" </dev/null >/dev/null 2>&1 &
    tries=0
    until [ -e pid ]; do
      tries=$((tries + 1))
      [ "$tries" -gt 200 ] && exit 34
      sleep 0.1
    done ;;
  follow)
    # From a line on, to the end of the step.
    exec tail -n "+$3" -s 0.2 -f --pid="$(cat pid)" output 2>/dev/null ;;
  status)
    [ -e status ] || exit 34
    exec cat status ;;
esac
