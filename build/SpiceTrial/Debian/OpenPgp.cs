namespace SpiceTrial.Debian;

/// <summary>The one reader of OpenPGP signatures, with gpgv alone: no key server, no trust database.</summary>
/// <param name="Signer">Fingerprint and user id of the key that signed; <c>null</c> where no signature is valid.</param>
/// <param name="Problem">What is wrong: bad, expired, revoked, or by a key that the keyrings lack. Empty for a good signature.</param>
/// <param name="IsExpired">Whether that is all that is wrong: the key was good when it signed, or says so.</param>
/// <param name="IsUnknown">Whether the keyrings lack the key.</param>
public sealed record OpenPgp(string? Signer, string Problem, bool IsExpired, bool IsUnknown)
{
    const string Status = "[GNUPG:] ";

    // gpg's doc/DETAILS. gpgv ends well with some of these, and one good signature beside one of them is not a good file.
    static readonly Dictionary<string, string?> Bad = new(StringComparer.Ordinal)
    {
        ["BADSIG"] = "it was changed after it was signed",
        ["REVKEYSIG"] = "its key was revoked",
        ["NO_PUBKEY"] = "it is signed by a key that is not in the keyring",
        ["EXPSIG"] = "the signature or its key has expired",
        ["EXPKEYSIG"] = "the signature or its key has expired",
        ["ERRSIG"] = null,
    };

    /// <param name="keyrings">Files of keys, binary or armoured.</param>
    /// <param name="scratch">For keyrings that have to be made binary; made where it is not there.</param>
    /// <param name="cancellationToken">Ends the verification.</param>
    /// <param name="words">Of gpgv: a signed file, or a signature and its file.</param>
    public static async Task<OpenPgp> VerifyAsync(
        IEnumerable<string> keyrings, string scratch, CancellationToken cancellationToken, params IReadOnlyList<string> words)
    {
        var usable = new List<string>();
        foreach (var keyring in keyrings)
            usable.AddRange(
                ["--keyring", await BinaryAsync(keyring, Path.Combine(scratch, $"trusted-{usable.Count}.gpg"), cancellationToken)]);
        var result = await Programs.RunAsync(new ProgramCall("gpgv", ["--status-fd", "1", .. usable, .. words]), cancellationToken);
        string[][] says = [.. result.Output.Split('\n').Where(x => x.StartsWith(Status, StringComparison.Ordinal))
            .Select(x => x[Status.Length..].Split(' '))];
        var valid = says.FirstOrDefault(x => x is ["VALIDSIG", _, ..]);
        var user = says.FirstOrDefault(x => x is ["GOODSIG" or "EXPKEYSIG" or "REVKEYSIG", _, ..]);
        var signer = valid is null || user is null ? null : $"{valid[1]} {Printable.Show(string.Join(' ', user.Skip(2)))}";
        string[] bad = [.. Bad.Keys.Where(x => says.Any(line => line[0] == x))];
        var problem = bad.Length > 0 ? bad.Select(x => Bad[x]).FirstOrDefault(x => x is not null)
            : result.ExitCode == 0 && signer is not null ? "" : null;
        return new(signer,
            problem ?? $"there is no signature that can be read ({Printable.Show(result.Error.Trim().Split('\n')[^1], 200)})",
            bad is ["EXPKEYSIG"] && signer is not null && result.ExitCode == 0, bad.Contains("NO_PUBKEY"));
    }

    /// <summary>Verifies a file that holds its signature.</summary>
    /// <returns>Also the text that is signed, and not what stands before or behind it; empty where no signature is valid.</returns>
    public static async Task<(OpenPgp Found, string Text)> ReadAsync(
        IEnumerable<string> keyrings, string file, string scratch, CancellationToken cancellationToken)
    {
        var plain = Path.Combine(Directory.CreateDirectory(scratch).FullName, $"signed-{Guid.NewGuid():N}");
        var found = await VerifyAsync(keyrings, scratch, cancellationToken, "--output", plain, file);
        return (found, found.Signer is null ? "" : await File.ReadAllTextAsync(plain, cancellationToken));
    }

    // gpgv reads binary keyrings only.
    static async Task<string> BinaryAsync(string keyring, string binary, CancellationToken cancellationToken)
    {
        if (!File.Exists(keyring))
            throw new TrialException(
                "the keyring does not exist", keyring, "Name a file that `gpg --export` wrote with --trusted-keyring", ExitStatus.BadInput);
        if (!(await File.ReadAllBytesAsync(keyring, cancellationToken)).AsSpan().StartsWith("-----BEGIN PGP"u8))
            return Path.GetFullPath(keyring);
        var home = Directory.CreateDirectory(Path.GetDirectoryName(binary)!).FullName;
        // The user's own home has nothing to do with it: another gpg may be at work there.
        var dearmor = new ProgramCall("gpg", "--batch", "--yes", "--output", binary, "--dearmor", keyring) {
            Environment = new Dictionary<string, string?> { ["GNUPGHOME"] = home } };
        (await Programs.RunAsync(dearmor, cancellationToken)).OrThrow("the keyring can't be read");
        return binary;
    }
}
