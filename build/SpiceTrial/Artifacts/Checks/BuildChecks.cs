namespace SpiceTrial.Artifacts;

/// <summary>Checks of what the build says of itself.</summary>
static partial class BuildChecks
{
    /// <summary>Who signed the source. FetchSource verified it; without that there would be no artifacts.</summary>
    public static ArtifactCheck SourceSignature { get; } = new("source signature",
        x => "s=$(mktemp -d) && (cd \"$s\" && apt-get source --download-only "
            + $"{ShellWords.Quote($"{x.Manifest.Chain.FetchSource.Source}={x.Manifest.Chain.FetchSource.Version}")} && "
            + $"dscverify {ShellWords.Quote(SourceOf(x))})",
        (x, _) => Task.FromResult(x.IsTrusted ? Finding.Passed($"{SourceOf(x)} signed by {x.Manifest.Chain.FetchSource.Signer}")
            : Finding.NotChecked(Claim)));

    /// <summary>What the package's own test suite said during the build.</summary>
    public static ArtifactCheck PackageTests { get; } = new("package tests",
        _ => "grep -e '^Ok:' -e '^Fail:' -e '^Timeout:' -e '^Skipped:' -e '^# PASS:' -e '^# FAIL:' -e '^# ERROR:' build.log",
        PackageTestsAsync);

    const string Claim = "it was built elsewhere, by nobody that a signature names: only the folder itself says so";

    static string SourceOf(ArtifactsInHand artifacts) => artifacts.Manifest.Chain.FetchSource.Files[0].Name;

    static async Task<Finding> PackageTestsAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        if (!artifacts.IsTrusted)
            return Finding.NotChecked(Claim);
        if (artifacts.Manifest.Chain.DebBuild.PackageTests != "passed")
            return Finding.NotChecked("skipped on request");
        var log = await File.ReadAllTextAsync(Path.Combine(artifacts.Folder, "build.log"), cancellationToken);
        if (Meson().Match(log) is { Success: true } meson)
            return Finding.Of(meson.Groups["fail"].Value == "0", $"{meson.Groups["ok"].Value} passed, {meson.Groups["fail"].Value} failed");
        var automake = Automake().Matches(log);
        if (automake.Count == 0)
            return Finding.NotChecked("the log has no summary of tests that this version reads");
        var (passed, failed) = (automake.Sum(x => int.Parse(x.Groups["pass"].Value)),
            automake.Sum(x => int.Parse(x.Groups["fail"].Value) + int.Parse(x.Groups["error"].Value)));
        return Finding.Of(failed == 0, $"{passed} passed, {failed} failed");
    }

    /// <summary>meson's summary.</summary>
    [GeneratedRegex(@"^Ok:\s+(?<ok>\d{1,9})\s*\n(Expected Fail:.*\n)?Fail:\s+(?<fail>\d{1,9})", RegexOptions.Multiline)]
    private static partial Regex Meson();

    /// <summary>automake's summary, one per folder of the source.</summary>
    [GeneratedRegex(@"^# PASS:\s+(?<pass>\d{1,9})$(.*\n)*?# FAIL:\s+(?<fail>\d{1,9})\n(.*\n)*?# ERROR:\s+(?<error>\d{1,9})$",
        RegexOptions.Multiline)]
    private static partial Regex Automake();
}
