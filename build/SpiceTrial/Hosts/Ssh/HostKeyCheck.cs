using Renci.SshNet;

namespace SpiceTrial.Hosts;

/// <summary>
/// Decides whether the key that a host shows is the host's. Fails closed: only a key that a known_hosts file has for this host,
/// and none revokes, is accepted; what the ssh configuration says about strictness does not loosen that.
/// </summary>
sealed class HostKeyCheck(SshConfiguration settings, string? configuration, IReadOnlyList<KnownHostKey> known)
{
    /// <summary>The host has shown a key and it was accepted.</summary>
    public bool Accepted { get; private set; }

    /// <summary>Why the key was not accepted.</summary>
    public TrialException? Problem { get; private set; }

    /// <summary>
    /// Puts the algorithms of the known key types first, as OpenSSH does: a host with several keys then shows the one that can be
    /// checked. Certificates are not offered (their authorities can't be checked yet), nor SHA-1 and DSA.
    /// </summary>
    public void Order(ConnectionInfo connection)
    {
        var usable = connection.HostKeyAlgorithms
            .Where(x => !x.Key.Contains("-cert-", StringComparison.Ordinal) && x.Key is not ("ssh-rsa" or "ssh-dss"))
            .OrderBy(x => known.Any(key => key.IsTrusted && key.KeyType == KeyType(x.Key)) ? 0 : 1)
            .ToList();
        connection.HostKeyAlgorithms.Clear();
        foreach (var (name, create) in usable)
            connection.HostKeyAlgorithms.Add(name, create);
    }

    // An RSA key signs under several algorithm names.
    static string KeyType(string algorithm) => algorithm.StartsWith("rsa-sha2-", StringComparison.Ordinal) ? "ssh-rsa" : algorithm;

    public bool Accepts(byte[] key)
    {
        Problem = Judge(key);
        return Accepted = Problem is null;
    }

    TrialException? Judge(byte[] key)
    {
        var same = known.Where(x => x.Key.AsSpan().SequenceEqual(key)).ToList();
        if (same.Any(x => x.IsRevoked))
            return Refuse($"The host key is revoked: {Describe(key)}",
                "Do not connect. Find out who revoked the key and why; then give the host a new one.");
        if (same.Any(x => x.IsTrusted))
            return null;

        var type = PublicKey.Type(key);
        var others = known.Where(x => x.IsTrusted).ToList();
        if (others.Count == 0)
        {
            var authority = known.Any(x => x.IsOfAuthority)
                ? " (known_hosts has only a certificate authority; certificates of hosts are not supported)" : "";
            return Refuse($"The host key is not known: {Describe(key)}{authority}",
                $"{Verify(type)} Where it is the same, {Kept}accept it with `{SshCommand(type)}`{Scan(type)}.");
        }

        var expected = string.Join(", ", others.Select(x => $"{Describe(x.Key)} in {x.File}"));
        var what = others.Exists(x => x.KeyType == type)
            ? "The host key has changed" : "The host shows another type of key than the known one";
        return Refuse(
            $"{what}: it is {Describe(key)}, expected {expected}",
            $"Somebody may stand between you and the host, or it was installed again. {Verify(type)} Only where it is the same: "
                + $"`ssh-keygen -R '{KnownHosts.LookupName(settings)}' -f '{others[0].File}'`, then {Kept}`{SshCommand(type)}`.");
    }

    TrialException Refuse(string what, string hint) =>
        new(what, settings.Host == KnownHosts.LookupName(settings) ? settings.Host : $"{settings.Host} ({KnownHosts.LookupName(settings)})",
            hint, ExitStatus.Refused);

    // ssh itself is content with a certificate or with its own program's word, and then files no key; only a file counts here.
    string SshCommand(string type) => string.Concat([
        "ssh ",
        configuration is null ? "" : $"-F '{configuration}' ",
        settings.HasKnownHostsCommand ? "-o KnownHostsCommand=none " : "",
        settings.IsStrict ? "-o StrictHostKeyChecking=ask " : "",
        known.Any(x => x.IsOfAuthority) ? $"-o HostKeyAlgorithms={(type == "ssh-rsa" ? "rsa-sha2-512" : type)} " : "",
        Named]);

    string Kept => settings.UserKnownHostsFile is null
        ? "write `UserKnownHostsFile ~/.ssh/known_hosts` for this host into your ssh configuration, which keeps host keys nowhere, and "
        : "";

    string Named => ShellWords.Join((settings.NamedAs ?? new(settings.Host)).Words.Where(x => x != "--"));

    static string Verify(string type) =>
        $"Compare the fingerprint with what `ssh-keygen -lf /etc/ssh/ssh_host_{ShortType(type)}_key.pub` says on the host's own console.";

    // ssh-keyscan knows nothing of jump hosts, nor of aliases, and would file the key under the wrong name.
    string Scan(string type) =>
        settings is { HostKeyAlias: null, ProxyJump: null, ProxyCommand: null, UserKnownHostsFile: { } file }
        ? $" or `ssh-keyscan -p {settings.Port} -t {ShortType(type)} {settings.HostName} >> '{file}'`"
        : "";

    static string ShortType(string type) => type switch
    {
        _ when type.StartsWith("ecdsa", StringComparison.Ordinal) => "ecdsa",
        "ssh-rsa" => "rsa",
        _ => "ed25519",
    };

    static string Describe(byte[] key) => $"{PublicKey.Type(key)} {PublicKey.Fingerprint(key)}";
}
