namespace SpiceTrial.Debian;

/// <summary>Verifies the OpenPGP signature of a .dsc with gpgv and hands out the signed text only.</summary>
static class DscSignature
{
    public static async Task<(string SignedText, string Signer)> VerifyAsync(
        string dsc, IReadOnlyList<string> keyrings, CancellationToken cancellationToken)
    {
        var plain = Path.Combine(Path.GetDirectoryName(dsc)!, $".signed-{Guid.NewGuid():N}");
        try
        {
            var result = await Programs.RunAsync(
                new ProgramCall("gpgv", ["--status-fd", "1", .. KeyringArguments(keyrings), "--output", plain, dsc]), cancellationToken);
            var valid = result.Output.Split('\n').FirstOrDefault(x => x.StartsWith("[GNUPG:] VALIDSIG ", StringComparison.Ordinal));
            if (result.ExitCode != 0 || valid is null || !File.Exists(plain))
                throw Bad(dsc, keyrings, result);
            var user = result.Output.Split('\n')
                .FirstOrDefault(x => x.Contains("SIG ", StringComparison.Ordinal) && x.Contains('<', StringComparison.Ordinal));
            var signer = $"{valid.Split(' ')[2]} {(user is null ? "" : string.Join(' ', user.Split(' ').Skip(3)))}".TrimEnd();
            return (await File.ReadAllTextAsync(plain, cancellationToken), signer);
        }
        finally
        {
            File.Delete(plain);
        }
    }

    /// <summary>Whether the keyrings hold the signer's key, whatever the signature is worth.</summary>
    public static async Task<bool> HasKeyAsync(string dsc, IReadOnlyList<string> keyrings, CancellationToken cancellationToken) =>
        !(await Programs.RunAsync(
        new ProgramCall("gpgv", ["--status-fd", "1", .. KeyringArguments(keyrings), "--output", "/dev/null", dsc]),
        cancellationToken)).Output.Contains("NO_PUBKEY", StringComparison.Ordinal);

    static IEnumerable<string> KeyringArguments(IReadOnlyList<string> keyrings) => keyrings.SelectMany(x => new[] { "--keyring", x });

    static TrialException Bad(string dsc, IReadOnlyList<string> keyrings, ProgramResult result)
    {
        var reason = result.Output.Contains("NO_PUBKEY", StringComparison.Ordinal) ? "it is signed by a key that is not in the keyring"
            : result.Output.Contains("BADSIG", StringComparison.Ordinal) ? "the signature is bad: the file was changed after it was signed"
            : $"it carries no signature that can be read ({result.Error.Split('\n')[0]})";
        return new TrialException(
            $"the signature of {Path.GetFileName(dsc)} does not verify: {reason}",
            $"{dsc} (keyrings: {string.Join(", ", keyrings)})",
            "Nothing was unpacked. Delete the download cache and try again; if it fails again, do not trust this mirror",
            ExitStatus.Refused);
    }
}
