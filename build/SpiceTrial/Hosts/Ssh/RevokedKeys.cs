namespace SpiceTrial.Hosts;

/// <summary>
/// The keys that <c>RevokedHostKeys</c> revokes: a list of public keys, or a key revocation list (KRL), which <c>ssh-keygen -Q</c> reads.
/// Of a KRL only the trusted keys are asked for, as no other is accepted anyway.
/// </summary>
static class RevokedKeys
{
    static ReadOnlySpan<byte> Magic => "SSHKRL\n\0"u8;

    /// <exception cref="TrialException">A file that can't be read: as with ssh no host can be trusted then.</exception>
    public static async Task<IReadOnlyList<KnownHostKey>> FindAsync(
        IReadOnlyList<string> files, IReadOnlyList<KnownHostKey> trusted, CancellationToken cancellationToken)
    {
        List<KnownHostKey> revoked = [];
        foreach (var file in files)
        {
            try
            {
                var content = await File.ReadAllBytesAsync(file, cancellationToken);
                revoked.AddRange(content.AsSpan().StartsWith(Magic)
                    ? await InRevocationListAsync(file, trusted, cancellationToken)
                    : Encoding.UTF8.GetString(content).Split('\n')
                        .Select(line => KnownHostKey.Parse($"{KnownHostKey.Revoked} * {line}", file)).OfType<KnownHostKey>());
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Unreadable(file, e.Message);
            }
        }

        return revoked;
    }

    static async Task<IReadOnlyList<KnownHostKey>> InRevocationListAsync(
        string file, IReadOnlyList<KnownHostKey> trusted, CancellationToken cancellationToken)
    {
        List<KnownHostKey> revoked = [];
        using var folder = new TemporaryFolder("keys");
        foreach (var key in trusted)
        {
            var name = Path.Combine(folder.Path, "key.pub");
            await File.WriteAllTextAsync(name, $"{key.KeyType} {Convert.ToBase64String(key.Key)}\n", cancellationToken);
            var call = new ProgramCall("ssh-keygen", "-Q", "-f", file, name) { Timeout = TimeSpan.FromSeconds(15) };
            var result = await Programs.RunAsync(call, cancellationToken);
            if (result.ExitCode == 0)
                continue;
            if (!result.Output.Contains("REVOKED", StringComparison.Ordinal))
                throw Unreadable(file, result.Error.Trim());
            revoked.Add(key with { Marker = KnownHostKey.Revoked, File = file });
        }

        return revoked;
    }

    static TrialException Unreadable(string file, string why) =>
        new($"The revoked host keys can't be read: {why}", file, "Correct the file, or RevokedHostKeys in your ssh configuration.",
            ExitStatus.Refused);
}
