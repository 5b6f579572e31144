using Renci.SshNet;
using Renci.SshNet.Common;

namespace SpiceTrial.Hypervisors;

/// <summary>The user's private keys that can be used, and why the others can't.</summary>
sealed class Identities : IDisposable
{
    readonly List<PrivateKeyFile> keys = [];
    readonly List<string> tried = [];
    readonly List<string> unusable = [];

    public Identities(SshConfiguration settings)
    {
        User = settings.User;
        foreach (var file in settings.IdentityFiles.Where(File.Exists))
            Load(file);
    }

    string User { get; }

    /// <summary>Without any key the host is still asked: whether it can be reached, and its key, come before the user's.</summary>
    public AuthenticationMethod Method() =>
        keys.Count > 0 ? new PrivateKeyAuthenticationMethod(User, [.. keys]) : new NoneAuthenticationMethod(User);

    /// <summary>The error for a host that let none of the keys in.</summary>
    public TrialException Rejected(string host, Exception cause)
    {
        var offered = keys.Count > 0 ? $"tried {string.Join(", ", tried)}" : "there is no key to try";
        var others = unusable.Count > 0 ? $"; not usable: {string.Join("; ", unusable)}" : "";
        var hint = keys.Count > 0
            ? $"`ssh -v {host}` shows what the host accepts; `ssh-copy-id -i {tried[0]} {User}@...` adds a key there."
            : unusable.Count > 0
                ? "Name a key without passphrase as IdentityFile in your ssh configuration; the agent and passphrases are not supported yet."
                : "Make a key with `ssh-keygen -t ed25519`, add it on the host, or name one as IdentityFile in your ssh configuration.";
        return new($"The host does not let {User} in: {offered}{others}", host, hint, cause: cause);
    }

    public void Dispose() => keys.ForEach(key => key.Dispose());

    void Load(string file)
    {
        try
        {
            keys.Add(new PrivateKeyFile(file));
            tried.Add(file);
        }
        catch (SshPassPhraseNullOrEmptyException)
        {
            unusable.Add($"{file} is encrypted");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            unusable.Add($"{file} can't be read: {e.Message}");
        }
        catch (Exception)
        {
            // Whatever the parser stumbles over in a damaged file or an unknown kind of key: another key may do.
            unusable.Add($"{file} is damaged or of a kind that is not supported");
        }
    }
}
