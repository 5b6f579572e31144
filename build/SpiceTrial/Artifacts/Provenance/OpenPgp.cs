namespace SpiceTrial.Artifacts;

/// <summary>Detached OpenPGP signatures of the provenance statement, made with gpg and verified with gpgv alone: no key server, no trust
/// database.</summary>
public static class OpenPgp
{
    // gpg's doc/DETAILS. One good signature beside one of these is not a good file.
    static readonly Dictionary<string, string?> Bad = new(StringComparer.Ordinal)
    {
        ["BADSIG"] = "the statement was changed after it was signed",
        ["NO_PUBKEY"] = "it is signed by a key that is not in the keyring",
        ["EXPSIG"] = "the signature or its key has expired",
        ["EXPKEYSIG"] = "the signature or its key has expired",
        ["REVKEYSIG"] = "its key was revoked",
        ["ERRSIG"] = null,
    };

    public const string SignatureName = Statement.FileName + ".asc";

    /// <summary>Signs the folder's statement with a key of the user's own keyring.</summary>
    public static async Task SignAsync(string folder, string key, CancellationToken cancellationToken) =>
        (await Programs.RunAsync(
            new ProgramCall("gpg", "--batch", "--yes", "--armor", "--local-user", key, "--output", Path.Combine(folder, SignatureName),
                "--detach-sign", Path.Combine(folder, Statement.FileName)),
            cancellationToken)).OrThrow($"the provenance can't be signed with {Printable.Show(key)}",
            "See `gpg --list-secret-keys` for the keys that --signing-key can name");

    /// <summary>Verifies the statement's signature against the keys of one keyring file, binary or armoured.</summary>
    /// <returns>Fingerprint and user id of the signer, or what is wrong: bad, expired, revoked, or by a key that the keyring
    /// lacks.</returns>
    public static async Task<(string? Signer, string Problem)> VerifyAsync(
        string folder, string keyring, string scratch, CancellationToken cancellationToken)
    {
        var signature = Path.Combine(folder, SignatureName);
        var usable = await BinaryAsync(keyring, scratch, cancellationToken);
        var result = await Programs.RunAsync(
            new ProgramCall("gpgv", "--status-fd", "1", "--keyring", usable, signature, Path.Combine(folder, Statement.FileName)),
            cancellationToken);
        string[] says = [.. result.Output.Split('\n').Where(x => x.StartsWith("[GNUPG:] ", StringComparison.Ordinal))
            .Select(x => x["[GNUPG:] ".Length..])];
        var valid = says.FirstOrDefault(x => x.StartsWith("VALIDSIG ", StringComparison.Ordinal));
        var good = says.FirstOrDefault(x => x.StartsWith("GOODSIG ", StringComparison.Ordinal));
        string[] bad = [.. says.Select(x => x.Split(' ')[0]).Where(Bad.ContainsKey)];
        if (result.ExitCode == 0 && valid is not null && good is not null && bad.Length == 0)
            return ($"{valid.Split(' ')[1]} {Printable.Show(string.Join(' ', good.Split(' ').Skip(2)))}", "");
        var reason = bad.Select(x => Bad[x]).FirstOrDefault(x => x is not null)
            ?? Printable.Show(result.Error.Trim().Split('\n')[^1], 200);
        return (null, $"the signature of the provenance does not verify: {reason}");
    }

    // gpgv reads binary keyrings only.
    static async Task<string> BinaryAsync(string keyring, string scratch, CancellationToken cancellationToken)
    {
        if (!File.Exists(keyring))
            throw new TrialException(
                "the keyring does not exist", keyring, "Name a file that `gpg --export` wrote with --trusted-keyring", ExitStatus.BadInput);
        if (!(await File.ReadAllBytesAsync(keyring, cancellationToken)).AsSpan().StartsWith("-----BEGIN PGP"u8))
            return Path.GetFullPath(keyring);
        Directory.CreateDirectory(scratch);
        var binary = Path.Combine(scratch, "trusted.gpg");
        // The user's own home has nothing to do with it: another gpg may be at work there.
        var dearmor = new ProgramCall("gpg", "--batch", "--yes", "--output", binary, "--dearmor", keyring) {
            Environment = new Dictionary<string, string?> { ["GNUPGHOME"] = scratch } };
        (await Programs.RunAsync(dearmor, cancellationToken)).OrThrow("the keyring can't be read");
        return binary;
    }
}
