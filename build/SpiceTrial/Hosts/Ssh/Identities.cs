using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Security;

namespace SpiceTrial.Hosts;

/// <summary>
/// The user's keys for one host, in OpenSSH's order: those of the agent that the configuration names, the agent's others unless
/// <c>IdentitiesOnly</c>, the files. Encrypted files come last, one by one, and only when the host has let none of the others in.
/// </summary>
sealed class Identities : IDisposable
{
    const int Tries = 3;

    readonly SshConfiguration settings;
    readonly Secrets secrets;
    readonly List<OfferedKey> keys = [];
    readonly List<PrivateKeyFile> files = [];
    readonly Queue<string> encrypted = [];
    readonly List<string> tried = [];
    readonly List<string> unusable = [];

    Identities(SshConfiguration settings, Secrets secrets) => (this.settings, this.secrets) = (settings, secrets);

    public static async Task<Identities> FindAsync(SshConfiguration settings, Secrets secrets, CancellationToken cancellationToken)
    {
        var found = new Identities(settings, secrets);
        var held = await found.AddAgentAsync(cancellationToken);
        foreach (var file in settings.IdentityFiles.Except(held).Where(File.Exists))
            await found.AddAsync(file, cancellationToken);
        found.tried.AddRange(found.keys.Select(x => x.Name));
        return found;
    }

    /// <summary>Without any key the host is still asked: whether it can be reached, and its key, come before the user's.</summary>
    public AuthenticationMethod Method() =>
        keys.Count > 0
            ? new PrivateKeyAuthenticationMethod(settings.User, new Offer(keys))
            : new NoneAuthenticationMethod(settings.User);

    /// <summary>The host took none of the keys so far: puts the next encrypted one in their place, once its passphrase is known.</summary>
    /// <returns>Whether there is another key to try.</returns>
    public async Task<bool> UnlockNextAsync(CancellationToken cancellationToken)
    {
        while (encrypted.TryDequeue(out var file))
        {
            if (await UnlockAsync(file, cancellationToken) is not { } key)
                continue;
            files.Add(key);
            keys.Clear();
            keys.Add(OfferedKey.Of(file, key));
            tried.Add(file);
            return true;
        }

        return false;
    }

    /// <summary>The error for a host that let none of the keys in.</summary>
    public TrialException Rejected(string host, Exception cause)
    {
        var offered = tried.Count > 0 ? $"tried {string.Join(", ", tried)}" : "there is no key to try";
        var others = unusable.Count > 0 ? $"; not usable: {string.Join("; ", unusable)}" : "";
        var many = cause.Message.Contains("Too many", StringComparison.Ordinal)
            ? " The host hung up after too many keys: name the right one with IdentityFile and IdentitiesOnly." : "";
        var hint = tried.Count > 0
            ? $"`ssh -v {host}` shows what the host accepts; `ssh-copy-id -i FILE {settings.User}@...` adds a key there.{many}"
            : unusable.Count > 0
                ? "Run it on a terminal to type a passphrase, load the key into an agent with `ssh-add`, or name another as IdentityFile "
                    + "in your ssh configuration."
                : "Make a key with `ssh-keygen -t ed25519`, add it on the host, or name one as IdentityFile in your ssh configuration.";
        return new($"The host does not let {settings.User} in: {offered}{others}", host, hint, cause: cause);
    }

    public void Dispose() => files.ForEach(key => key.Dispose());

    /// <summary>Adds the agent's keys; the identity files whose keys it has.</summary>
    async Task<IReadOnlyList<string>> AddAgentAsync(CancellationToken cancellationToken)
    {
        if (settings.AgentSocket is not { } socket)
            return [];
        var agent = new SshAgent(socket);
        IReadOnlyList<(byte[] Key, string Comment)> loaded;
        try
        {
            loaded = await Task.Run(agent.Keys, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            unusable.Add($"the agent at {socket}: {e.Message}");
            return [];
        }

        List<string> held = [];
        var others = loaded.ToList();
        foreach (var file in loaded.Count == 0 ? [] : settings.IdentityFiles.Where(x => File.Exists(x) || File.Exists($"{x}.pub")))
        {
            var fingerprint = await IdentityFile.FingerprintAsync(file, cancellationToken);
            if (others.Find(x => PublicKey.Fingerprint(x.Key) == fingerprint) is not { Key: not null } match)
                continue;
            held.Add(file);
            others.Remove(match);
            Add(agent, match.Key, $"{file} (in the agent)");
        }

        foreach (var (key, comment) in settings.IdentitiesOnly ? [] : others)
            Add(agent, key, $"{comment} (in the agent)");
        return held;
    }

    void Add(SshAgent agent, byte[] key, string name) =>
        keys.Add(OfferedKey.Of(agent, key, name, problem => unusable.Add($"{name}: {problem}")));

    async Task AddAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            var key = IdentityFile.Read(file, await CertificateAsync(file, cancellationToken));
            files.Add(key);
            keys.Add(OfferedKey.Of(file, key));
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            encrypted.Enqueue(file);
        }
        catch (TrialException e)
        {
            unusable.Add(e.What);
        }
    }

    // As ssh does: those that are named, and the one beside the key.
    async Task<string?> CertificateAsync(string file, CancellationToken cancellationToken)
    {
        string? own = null;
        foreach (var certificate in settings.CertificateFiles.Append($"{file}-cert.pub").Where(File.Exists))
        {
            own ??= await IdentityFile.FingerprintAsync(file, cancellationToken);
            if (own is not null && own == await IdentityFile.FingerprintAsync(certificate, cancellationToken))
                return certificate;
        }

        return null;
    }

    async Task<PrivateKeyFile?> UnlockAsync(string file, CancellationToken cancellationToken)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            var passphrase = secrets.Known(file)
                ?? await secrets.AskAsync($"{(tries > 0 ? "Wrong. " : "")}Passphrase of {file}", cancellationToken);
            if (passphrase is null)
            {
                unusable.Add($"{file} is encrypted and there is no terminal to ask for its passphrase on");
                return null;
            }

            // Empty: on to the next key, as with ssh.
            if (passphrase.Length == 0)
                break;
            try
            {
                var key = IdentityFile.Read(file, await CertificateAsync(file, cancellationToken), passphrase);
                secrets.Remember(file, passphrase);
                return key;
            }
            catch (TrialException)
            {
                secrets.Forget(file);
            }
        }

        unusable.Add($"{file} is encrypted and its passphrase was not given");
        return null;
    }

    /// <summary>Each key with its preferred algorithm, and only then the others: a host counts every question and soon hangs
    /// up.</summary>
    sealed class Offer(IReadOnlyList<OfferedKey> keys) : IPrivateKeySource
    {
        public IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; } =
            [.. keys.SelectMany(x => x.Algorithms.Take(1)), .. keys.SelectMany(x => x.Algorithms.Skip(1))];
    }
}
