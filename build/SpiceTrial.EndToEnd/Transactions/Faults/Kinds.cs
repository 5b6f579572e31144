namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>Everything that is broken on purpose.</summary>
static class Kinds
{
    // Tells the test that the step is reached, and waits for at most 10 s until it has done its part.
    const string Ask = "touch /run/asked; for i in $(seq 100); do [ -e /run/asked ] || break; sleep 0.1; done";

    const string RealDate = "mv -f /usr/bin/date.real /usr/bin/date";

    // The lock that the transaction holds on descriptor 9 tells its processes; this one inherits it and comes last.
    public static readonly Fault Killed = new(
        "the transaction is killed with SIGKILL",
        "for p in /proc/[0-9]*; do case ${p#/proc/} in $$ | $PPID) ;; *) [ \"$(readlink $p/fd/9)\" != /var/lib/spice-trial/lock ] || kill "
            + "-9 ${p#/proc/} ;; esac; done");

    public static readonly Fault ToolKilled = new("the tool is killed with SIGKILL", Ask) { KillsTheTool = true };

    public static readonly Fault Cut = new("the connection is cut", Ask) { CutsTheWire = true };

    public static readonly Fault Sshd = new("sshd is killed with its sessions, and started again",
        "kill -9 $(pidof sshd); sleep 1; systemctl reset-failed ssh; systemctl restart ssh");

    public static readonly Fault Reboot = new("the host is restarted without shutting down", "systemctl reboot --force --force; sleep 30");

    public static readonly Fault DiskFull = new("the disk is full", "dd if=/dev/zero of=/fill bs=64k 2>/dev/null || true", "rm -f /fill");

    public static readonly Fault Libvirt = new(
        "libvirtd does not start any more",
        "mkdir -p /run/systemd/system/libvirtd.service.d; printf '[Service]\\nExecStartPre=/bin/false\\n' > "
            + "/run/systemd/system/libvirtd.service.d/broken.conf; systemctl daemon-reload; systemctl stop libvirtd || true",
        "rm -rf /run/systemd/system/libvirtd.service.d; systemctl daemon-reload; systemctl reset-failed libvirtd libvirtd.socket; "
            + "systemctl restart libvirtd.socket libvirtd")
    {
        Says = "libvirt",
    };

    /// <summary>Not the machine's real clock, which all its containers share: what the script and its programs are told.</summary>
    public static readonly Fault ClockForward = new("the clock jumps forward by a year", Date("+"), RealDate);

    public static readonly Fault ClockBackward = new("the clock jumps back by a year", Date("-"), RealDate);

    public static readonly Fault HostKey = new(
        "the host shows another key, and the connection is lost",
        "mv /etc/ssh/ssh_host_ed25519_key /root/key; ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key; kill -9 $(pidof "
            + "sshd); sleep 1; systemctl reset-failed ssh; systemctl restart ssh",
        "mv -f /root/key /etc/ssh/ssh_host_ed25519_key; ssh-keygen -y -f /etc/ssh/ssh_host_ed25519_key > "
            + "/etc/ssh/ssh_host_ed25519_key.pub; systemctl restart ssh")
    {
        ConfirmWithin = TimeSpan.FromSeconds(10),
        Says = "key",
        RepairFirst = true,
    };

    public static readonly Fault Sudo = new(
        "the user may not become root any more", "mv /etc/sudoers.d/operator /root/operator", "mv /root/operator /etc/sudoers.d/operator")
    {
        ConfirmWithin = TimeSpan.FromSeconds(10),
        Says = "sudo",
        RepairFirst = true,
    };

    public static readonly Fault ShortLock = new("dpkg's lock is taken, and given back in time", Lock(2));

    public static readonly Fault LongLock = new("dpkg's lock stays taken for longer than --lock-timeout", Lock(25),
        "while [ -e /run/locked ]; do sleep 0.1; done") { Says = "lock" };

    public static readonly Fault Preinst = new("dpkg is killed in preinst (state iHR)", "touch /run/kill-preinst") { Says = "'iHR'" };

    public static readonly Fault Postinst = new("dpkg is killed in postinst (state iF)", "touch /run/kill-postinst") { Says = "'iF'" };

    public static readonly Fault Postrm = new("dpkg is killed in postrm, on the way back", "touch /run/kill-postrm");

    /// <summary>Half a configuration of another package: <c>dpkg --audit</c> is not clean.</summary>
    public static readonly Fault Interrupted = new(
        "dpkg was interrupted",
        "cp -a /var/lib/dpkg /var/tmp/dpkg; sed -i '/^Package: sudo$/,/^$/s/^Status: .*/Status: install ok half-configured/' "
            + "/var/lib/dpkg/status",
        "rm -rf /var/lib/dpkg; mv /var/tmp/dpkg /var/lib/dpkg")
    {
        Says = "half configured",
    };

    static string Date(string sign) =>
        $"mv /usr/bin/date /usr/bin/date.real; printf '#!/bin/sh\\nexec /usr/bin/date.real -d \"now {sign} 1 year\" \"$@\"\\n' > "
            + "/usr/bin/date; chmod 755 /usr/bin/date";

    // An fcntl lock as dpkg takes it, held by a process of the host. perl-base is essential, so every Debian has it.
    /// <summary>A line that takes dpkg's lock on a host for so long.</summary>
    internal static string Lock(int seconds) => $$"""
        setsid perl -MFcntl -e '
            open(F, "+>>", "/var/lib/dpkg/lock-frontend"); my $l = pack("s s x4 q q i x4", F_WRLCK, 0, 0, 0, 0);
            fcntl(F, F_SETLK, $l) or die;
            open(G, ">", "/run/locked"); close(G); sleep(shift); unlink("/run/locked")' {{seconds}} > /dev/null 2>&1 9>&- &
        until [ -e /run/locked ]; do sleep 0.05; done
        """;
}
