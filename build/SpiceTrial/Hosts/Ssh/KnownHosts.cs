namespace SpiceTrial.Hosts;

/// <summary>Finds a host in the known_hosts files with <c>ssh-keygen</c>, which reads hashed names and patterns too.</summary>
static class KnownHosts
{
    const int DefaultPort = 22;

    /// <summary>The name under which OpenSSH files the host: its alias, or the name with a port other than 22.</summary>
    public static string LookupName(SshConfiguration settings) =>
        settings.HostKeyAlias ?? (settings.Port == DefaultPort ? settings.HostName : $"[{settings.HostName}]:{settings.Port}");

    /// <summary>All keys that the files say something about, for this host.</summary>
    /// <exception cref="TrialException">A file can't be read: it may have hidden a revoked key.</exception>
    public static async Task<IReadOnlyList<KnownHostKey>> FindAsync(SshConfiguration settings, CancellationToken cancellationToken)
    {
        var found = await FindNamedAsync(settings, cancellationToken);
        return [.. found, .. await RevokedKeys.FindAsync(
            settings.RevokedKeysFiles, [.. found.Where(key => key.IsTrusted)], cancellationToken)];
    }

    static async Task<IReadOnlyList<KnownHostKey>> FindNamedAsync(SshConfiguration settings, CancellationToken cancellationToken)
    {
        var found = await FindAsync(LookupName(settings), settings.KnownHostsFiles, cancellationToken);
        if (settings.HostKeyAlias is not null || settings.Port == DefaultPort)
            return found;

        // As OpenSSH does: an entry without port stands in where none names the port; one that revokes a key always counts.
        var withoutPort = await FindAsync(settings.HostName, settings.KnownHostsFiles, cancellationToken);
        return found.Any(key => key.IsTrusted)
            ? [.. found, .. withoutPort.Where(key => key.IsRevoked)]
            : [.. found, .. withoutPort];
    }

    static async Task<IReadOnlyList<KnownHostKey>> FindAsync(string name, IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<KnownHostKey> keys = [];
        foreach (var file in files.Where(File.Exists))
        {
            var call = new ProgramCall("ssh-keygen", ["-F", name, "-f", file]) { Timeout = TimeSpan.FromSeconds(15) };
            var result = await Programs.RunAsync(call, cancellationToken);
            // 1 is "not found". Anything else may have hidden a revoked key: stop.
            if (result.ExitCode is not (0 or 1) || (result.ExitCode == 1 && result.Error.Length > 0))
            {
                throw new TrialException(
                    $"The known hosts can't be read: {result.Error.Trim()}", call.ToString(), "Correct the file or its permissions.",
                    ExitStatus.Refused);
            }

            keys.AddRange(result.Output.Split('\n').Select(line => KnownHostKey.Parse(line, file)).OfType<KnownHostKey>());
        }

        return keys;
    }
}
