#!/bin/sh
# A host of build/bench/rollout.sh, as sshd's ForceCommand: told apart by the address that was called, it answers what the host script
# says of a hypervisor in order, and remembers what was installed. Nothing runs on it. $1 is where it keeps that.
here=${SSH_CONNECTION% *} here=$1/${here##* }
say() { printf '%s\t%s\n' "$@"; }
kept() { [ -f "$here.$1" ] && cat "$here.$1"; }
word() { printf '%s' "$SSH_ORIGINAL_COMMAND" | sed -n "s/.* $1 \([^ ']*\).*/\1/p"; }
cat > /dev/null
sleep 0.2
case $SSH_ORIGINAL_COMMAND in
  *' install --deb '*)
    for key in id version build-id; do word "--$key" > "$here.$key"; done
    word --expect-version > "$here.stock"
    echo installed > "$here.state" ;;
  *' confirm'*) echo confirmed > "$here.state" ;;
  *' revert '*) rm -f "$here".* ;;
  *' read'*)
    version=$(kept version || echo 0.15.1-1)
    say uid 0 systemd yes distribution debian suite bookworm release 12 architecture amd64 auto auto sha256 "$(printf %064d 0)" \
      buildId "$(kept build-id || printf %040d 1)" intact yes spaceLibrary 1000000 spaceState 1000000 candidate 0.15.1-1 listsAge 3600 \
      securityArchive http://localhost.invalid/dists/bookworm-security libvirt libvirtd.service libvirtAnswers yes test yes armed no \
      transaction "$(kept state || echo none)"
    printf 'package\t%s \t%s\tspice\t%s\tamd64\n' "$([ -f "$here.state" ] && echo hi || echo ii)" "$version" "$version"
    if [ -f "$here.state" ]; then
      say id "$(kept id)" owner bench@localhost began 2026-01-01T00:00:00Z stock "$(kept stock)" ours "$version" \
        oursBuildId "$(kept build-id)" step confirm
    fi
    say end 1 ;;
esac
