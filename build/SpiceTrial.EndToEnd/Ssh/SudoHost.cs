using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>
/// A host where a plain user logs in and the real sudo decides what they may: sshd in a mount namespace with a copy of <c>/etc</c>, so
/// that the user and their password exist there only.
/// </summary>
sealed class SudoHost : IAsyncDisposable
{
    public const string Operator = "trial-operator";

    /// <summary>With all that a careless hand-over would stumble over.</summary>
    public const string Password = "pass $word' \"ä%s\\n";

    const string Namespace = """
        set -e
        home=$1 sudoers=$2; shift 2
        mount -t tmpfs none /mnt
        cp -a /etc /mnt/etc
        mount --bind /mnt/etc /etc
        useradd -M -d "$home" -s /bin/sh trial-operator
        cat "$home/../password" | chpasswd
        printf '%s\n' "$sudoers" >/etc/sudoers
        chown -R trial-operator "$home"
        exec "$@"
        """;

    SudoHost(SshHost host) => Host = host;

    public SshHost Host { get; }

    public string Home => Host.At("home");

    /// <summary>Skips the test where it can't be done: without root.</summary>
    /// <param name="rule">What sudo's rules say of the operator, or "" for nothing.</param>
    public static async Task<SudoHost> StartAsync(string rule)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make a host with users of its own");
        var host = await SshHost.StartAsync();
        var made = new SudoHost(host);
        Directory.CreateDirectory(made.Home);
        File.SetUnixFileMode(host.Folder, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(host.At("authorized_keys"), (UnixFileMode)0b110_100_100);
        await File.WriteAllTextAsync(host.At("password"), $"{Operator}:{Password}\n");
        host.User = Operator;
        host.Starter = ["unshare", "--mount", "sh", "-c", Namespace, "sh", made.Home, $"root ALL=(ALL:ALL) ALL\n{rule}"];
        await host.WriteClientConfigurationAsync();
        await host.RestartAsync("");
        return made;
    }

    public Task<IHostConnection> ConnectAsync(TypedSecret? prompt = null) =>
        Host.ConnectAsync(TestContext.Current.CancellationToken, prompt);

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
