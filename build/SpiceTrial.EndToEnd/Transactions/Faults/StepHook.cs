using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>
/// Runs something on the host exactly when a step has been noted in the journal and before it is done. The script itself knows nothing of
/// it: it calls sync after every write that must not be lost, and here sync looks which write that was.
/// </summary>
static class StepHook
{
    const string Wrapper = """
        #!/bin/sh
        /usr/bin/sync.real "$@"
        step=
        case $1 in
            */transaction/journal) step=$(sed -n 's/^[^ ]* [^ ]* \([a-z-]*\) .*/\1/p' "$1" | tail -n 1) ;;
            /var/lib/spice-trial/incoming/*) step=send ;;
        esac
        if [ -s /run/writes-left ]; then
            left=$(cat /run/writes-left)
            echo $((left - 1)) > /run/writes-left
            if [ "$left" = 1 ]; then rm /run/writes-left; step=write; fi
        fi
        if [ -n "$step" ] && [ -x "/run/at-$step" ]; then mv "/run/at-$step" /run/at-now; : > /var/tmp/hooked; PARENT=$PPID /run/at-now; fi
        """;

    // The switch looks more often here than on a host of an operator; not below /etc, which is compared.
    const string Pace = "[Timer]\nOnActiveSec=\nOnUnitInactiveSec=\nOnActiveSec=2\nOnUnitInactiveSec=2";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task InstallAsync(TestHost host)
    {
        await host.ShellAsync(
            "[ -e /usr/bin/sync.real ] || cp \"$(command -v sync)\" /usr/bin/sync.real; mkdir -p "
                + "/usr/local/lib/systemd/system/spice-trial-revert.timer.d", Token);
        await WriteAsync(host, "/usr/bin/sync", Wrapper);
        await WriteAsync(host, "/usr/local/lib/systemd/system/spice-trial-revert.timer.d/pace.conf", Pace);
    }

    /// <param name="host">Where.</param>
    /// <param name="step">As in the journal, or <c>send</c>.</param>
    /// <param name="script">Once; <c>$PARENT</c> is the shell that noted the step.</param>
    public static Task AtAsync(TestHost host, string step, string script) => WriteAsync(host, $"/run/at-{step}", $"#!/bin/sh\n{script}");

    /// <summary>As <see cref="AtAsync"/>, after so many writes that must not be lost, whatever they are.</summary>
    public static async Task AtWriteAsync(TestHost host, int number, string script)
    {
        await AtAsync(host, "write", script);
        await host.ShellAsync($"echo {number} > /run/writes-left", Token);
    }

    /// <summary>Forgets what has not happened.</summary>
    public static Task ClearAsync(TestHost host) =>
        host.ShellAsync("rm -f /run/at-* /run/kill-* /run/writes-left /run/asked /var/tmp/hooked", Token);

    /// <summary>Whether the step was reached, so that a fault that never happened is not taken for one that was survived.</summary>
    public static bool HasHappened(TestHost host) => File.Exists(host.At("/var/tmp/hooked"));

    static async Task WriteAsync(TestHost host, string path, string text)
    {
        await File.WriteAllTextAsync(host.At(path + ".new"), text + "\n", Token);
        await host.ShellAsync($"chmod 755 '{path}.new'; mv -f '{path}.new' '{path}'", Token);
    }
}
