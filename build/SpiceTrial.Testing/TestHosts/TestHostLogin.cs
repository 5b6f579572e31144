namespace SpiceTrial.Testing;

/// <summary>Keys, known_hosts and ssh configuration of a host, as OpenSSH wants them.</summary>
public static class TestHostLogin
{
    public const string User = "operator";

    /// <summary>The user's password where sudo asks for one.</summary>
    public const string Password = "correct horse battery staple";

    /// <summary>Makes the keys where there are none: a host that starts again is the same host.</summary>
    internal static async Task PrepareAsync(TestHostFolder folder, TestHostOptions options, CancellationToken cancellationToken)
    {
        foreach (var key in (string[])[folder.HostKey, folder.OperatorKey])
        {
            if (!File.Exists(key))
                await Programs.OutputOfAsync(
                    new("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key), "no key can be made", cancellationToken);
        }

        await File.WriteAllTextAsync(folder.Password, Password, cancellationToken);
        var hostKey = (await File.ReadAllTextAsync(folder.HostKey + ".pub", cancellationToken)).Split(' ');
        await File.WriteAllTextAsync(folder.KnownHosts, $"{options.Name} {hostKey[0]} {hostKey[1].Trim()}\n", cancellationToken);
    }

    /// <param name="folder">Where the keys are.</param>
    /// <param name="name">The alias.</param>
    /// <param name="address">Where to connect to: the host itself, or something in between.</param>
    /// <param name="port">There.</param>
    /// <param name="more">Further lines of the entry.</param>
    public static string Configuration(TestHostFolder folder, string name, string address, int port = 22, params string[] more) =>
        string.Join('\n',
    [
        $"Host {name}",
        $"    HostName {address}",
        $"    Port {port}",
        $"    User {User}",
        // The host is the same, whatever way leads to it.
        $"    HostKeyAlias {name}",
        $"    UserKnownHostsFile \"{folder.KnownHosts}\"",
        "    GlobalKnownHostsFile /dev/null",
        $"    IdentityFile \"{folder.OperatorKey}\"",
        "    IdentitiesOnly yes",
        "    ConnectTimeout 10",
        .. more.Select(x => $"    {x}"),
        "",
    ]);
}
