using SpiceTrial.EndToEnd.Ssh;
using SpiceTrial.TestHosts;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>Something that goes wrong at one step, and how the world is put right again afterwards.</summary>
/// <param name="Name">What happens.</param>
/// <param name="OnHost">What the host does to itself at that step; the shell that works on the transaction is <c>$PARENT</c>.</param>
/// <param name="Repair">What an administrator does afterwards.</param>
sealed record Fault(string Name, string OnHost, string Repair = "true")
{
    /// <summary>The steps of an installation, in the order of the journal.</summary>
    public static readonly IReadOnlyList<string> Steps = ["begin", "arm", "record", "keep-stock", "reserve", "unpack", "hold", "pin", "restart", "verify", "installed", "confirmed"];

    public static readonly Fault Killed = new("the transaction is killed", "kill -9 $(sed -n 's/^PPid:.//p' /proc/$PARENT/status) $PARENT");

    public static readonly Fault Sshd = new("sshd is killed with its sessions, and started again", "kill -9 $(pidof sshd); sleep 1; systemctl reset-failed ssh; systemctl restart ssh");

    public static readonly Fault Reboot = new("the host is restarted without shutting down", "systemctl reboot --force --force; sleep 30");

    public static readonly Fault DiskFull = new("the disk is full", "dd if=/dev/zero of=/fill bs=64k 2>/dev/null; true", "rm -f /fill");

    public static readonly Fault Cut = new("the connection is cut", "touch /run/cut; for i in $(seq 100); do [ -e /run/cut ] || break; sleep 0.1; done");

    public static readonly Fault Libvirt = new(
        "libvirtd does not start any more",
        "mkdir -p /run/systemd/system/libvirtd.service.d; printf '[Service]\\nExecStartPre=/bin/false\\n' > /run/systemd/system/libvirtd.service.d/broken.conf; systemctl daemon-reload",
        "rm -rf /run/systemd/system/libvirtd.service.d; systemctl daemon-reload; systemctl reset-failed libvirtd libvirtd.socket; systemctl restart libvirtd.socket libvirtd");

    /// <summary>Not the machine's real clock, which all its containers share: what the script and its programs are told.</summary>
    public static readonly Fault Clock = new(
        "the clock jumps by a year",
        "mv /usr/bin/date /usr/bin/date.real; printf '#!/bin/sh\\nexec /usr/bin/date.real -d \"now + 1 year\" \"$@\"\\n' > /usr/bin/date; chmod 755 /usr/bin/date",
        "mv -f /usr/bin/date.real /usr/bin/date");

    /// <summary>Cuts the wire when the host says that the step is reached.</summary>
    public static async Task CutWhenAskedAsync(TestHost host, CuttableProxy wire, CancellationToken stop)
    {
        try
        {
            for (; ; await Task.Delay(50, stop))
            {
                if (!File.Exists(host.At("/run/cut")))
                    continue;
                wire.Cut();
                File.Delete(host.At("/run/cut"));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
