namespace SpiceTrial.Debian;

/// <summary>Tries a patch of one hunk with fuzz 0; when it fails, names the hunk and shows what the source says there.</summary>
static partial class PatchCheck
{
    const string Constant = "TRACE_ITEMS";
    const int Shown = 12;

    /// <summary>Its place may have moved, because the source has other lines above it: dpkg-source takes that too.</summary>
    /// <exception cref="TrialException">It does not apply; a conflict where the source is why.</exception>
    public static async Task EnsureAppliesAsync(string tree, string patch, CancellationToken cancellationToken)
    {
        var result = await Programs.RunAsync(
            new ProgramCall("patch", "-p1", "--fuzz=0", "--dry-run", "--batch", "--forward", "--input", patch) {
                WorkingDirectory = tree },
            cancellationToken);
        if (result.ExitCode == 0)
            return;
        var hunk = FailedHunk().Match(result.Output) is { Success: true } match
            ? match.Value : result.Output.Trim().Split('\n').LastOrDefault() ?? "";
        throw new TrialException(
            $"{Path.GetFileName(patch)} does not apply with fuzz 0: "
                + $"{hunk}{Environment.NewLine}{await ConstantLinesAsync(tree, cancellationToken)}",
            patch,
            "The source has another form of the constant: write a patch for it and name it in patches/series")
        {
            // patch(1) ends with 1 where a hunk does not apply, and with more where it could not try.
            IsConflict = result.ExitCode == 1,
        };
    }

    /// <summary>What a source says of its trace ring, headers first: an operator sees at once which form of the constant it has.</summary>
    public static async Task<string> ConstantLinesAsync(string tree, CancellationToken cancellationToken)
    {
        var everywhere = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(tree, "*", everywhere)
            .Where(x => Path.GetExtension(x) is ".h" or ".hpp" or ".c" or ".cpp")
            .OrderByDescending(x => Path.GetExtension(x).StartsWith(".h", StringComparison.Ordinal)).ThenBy(x => x, StringComparer.Ordinal))
            found.AddRange((await File.ReadAllLinesAsync(file, cancellationToken))
                .Select((text, index) => $"  {Path.GetRelativePath(tree, file)}:{index + 1}: {text.Trim()}")
                .Where(x => x.Contains(Constant, StringComparison.Ordinal)));
        return found.Count == 0
            ? $"  no file of the source mentions {Constant}"
            : string.Join(Environment.NewLine, found.Take(Shown).Prepend("  the source says:"));
    }

    [GeneratedRegex(@"Hunk #\d+ (FAILED|ignored) at \d+\.?")]
    private static partial Regex FailedHunk();
}
