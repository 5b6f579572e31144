using SpiceTrial.TestHosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>
/// Runs something on the host exactly when a step has been noted in the journal and before it is done. The script itself knows nothing of
/// it: it calls sync after every note, and here sync looks which note that was.
/// </summary>
static class StepHook
{
    const string Wrapper = """
        #!/bin/sh
        /usr/bin/sync.real "$@"
        case $1 in */journal)
            step=$(sed -n 's/^[^ ]* [^ ]* \([a-z-]*\) .*/\1/p' "$1" | tail -n 1)
            if [ -x "/run/at-$step" ]; then mv "/run/at-$step" /run/at-now; : > /var/tmp/hooked; PARENT=$PPID /run/at-now; fi ;;
        esac
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task InstallAsync(TestHost host)
    {
        await host.ShellAsync("[ -e /usr/bin/sync.real ] || cp /usr/bin/sync /usr/bin/sync.real", Token);
        await WriteAsync(host, "/usr/bin/sync", Wrapper);
    }

    /// <param name="host">Where.</param>
    /// <param name="step">As in the journal.</param>
    /// <param name="script">Once; <c>$PARENT</c> is the shell that noted the step.</param>
    public static Task AtAsync(TestHost host, string step, string script) => WriteAsync(host, $"/run/at-{step}", $"#!/bin/sh\n{script}");

    /// <summary>Forgets what has not happened.</summary>
    public static Task ClearAsync(TestHost host) => host.ShellAsync("rm -f /run/at-* /var/tmp/hooked", Token);

    /// <summary>Whether the step was reached, so that a fault that never happened is not taken for one that was survived.</summary>
    public static bool HasHappened(TestHost host) => File.Exists(host.At("/var/tmp/hooked"));

    static async Task WriteAsync(TestHost host, string path, string text)
    {
        await File.WriteAllTextAsync(host.At(path + ".new"), text + "\n", Token);
        await host.ShellAsync($"chmod 755 '{path}.new'; mv -f '{path}.new' '{path}'", Token);
    }
}
