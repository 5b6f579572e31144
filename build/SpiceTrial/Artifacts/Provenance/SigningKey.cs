namespace SpiceTrial.Artifacts;

/// <summary>The one key that <c>--signing-key</c> means. gpg itself takes every user id that has the words somewhere: it signs with the
/// first, and exports them all.</summary>
public static class SigningKey
{
    /// <returns>Its fingerprint, or the words where they name one subkey (<c>KEYID!</c>).</returns>
    /// <exception cref="TrialException">BadInput: no secret key is meant, or several are.</exception>
    public static async Task<string> FindAsync(string key, CancellationToken cancellationToken)
    {
        var listed = await Programs.RunAsync(Call("--with-colons", "--list-secret-keys", "--", key), cancellationToken);
        string[][] lines = [.. listed.Output.Split('\n').Select(x => x.Split(':')).Where(x => x[0] is "sec" or "fpr")];
        // The first fingerprint behind a primary key is its own. What is expired, revoked or invalid can't sign.
        string[] keys = [.. lines.Zip(lines.Skip(1)).Where(x => x.First[0] == "sec" && x.First[1] is not ("e" or "r" or "i"))
            .Select(x => x.Second[9])];
        return keys is [var one] ? Regex.IsMatch(key, "^(0x)?([0-9A-Fa-f]{8}|[0-9A-Fa-f]{16}|[0-9A-Fa-f]{40})!$") ? key : one
            : throw new TrialException(keys.Length == 0 ? "no key that can sign has this name" : $"{keys.Length} keys have this name",
                $"--signing-key {key}", keys.Length == 0 ? Hint : $"Name one by its fingerprint: {string.Join(" or ", keys)}",
                ExitStatus.BadInput);
    }

    /// <summary>A call of gpg that may have to ask for the key's passphrase.</summary>
    public static ProgramCall Call(params IReadOnlyList<string> words) =>
        new("gpg", ["--batch", "--yes", .. words]) { Hint = Hint, Timeout = TimeSpan.FromMinutes(5) };

    const string Hint = "See `gpg --list-secret-keys` for the keys that --signing-key can name. A passphrase is asked for on the terminal "
        + "that GPG_TTY names: `export GPG_TTY=$(tty)`; without one, have gpg-agent know it before";
}
