using System.Text.RegularExpressions;
using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Artifacts;

/// <summary>Checks made on every build. What needs more (constant in the binary, reproducibility, difference) is not claimed here.</summary>
static partial class ArtifactChecks
{
    public static async Task<IReadOnlyList<VerificationCheck>> RunAsync(ChainRecords chain, IReadOnlyList<ManifestFile> files, string folder, CancellationToken cancellationToken)
    {
        var library = files.Single(x => x.Name.StartsWith(chain.ResolveVersion.BinaryPackage + "_", StringComparison.Ordinal));
        var symbols = files.FirstOrDefault(x => x.Name.StartsWith(chain.ResolveVersion.BinaryPackage + "-dbgsym_", StringComparison.Ordinal));
        var deb = Path.Combine(folder, library.Name);
        var version = (await FieldAsync(deb, "Version", cancellationToken)).Trim();
        return
        [
            new("source signature", CheckOutcome.Passed, $"{chain.FetchSource.Files[0].Name} signed by {chain.FetchSource.Signer}", $"dscverify {chain.FetchSource.Files[0].Name}"),
            Check("package version", version == chain.ApplyPatch.Version, $"{version}, expected {chain.ApplyPatch.Version}", $"dpkg-deb -f {library.Name} Version"),
            Check("version order", Ordered(chain), $"{chain.FetchSource.Version} < {version} < {chain.FetchSource.Version}+b1", $"dpkg --compare-versions {version} lt {chain.FetchSource.Version}+b1"),
            symbols is null
                ? new("debug symbols", CheckOutcome.NotChecked, "the build made no dbgsym package", "")
                : Check("debug symbols", library.BuildId is not null && library.BuildId == symbols.BuildId, $"build-id {library.BuildId}, symbols for {symbols.BuildId}", $"dpkg-deb -f {symbols.Name} Build-Ids"),
            await PackageTestsAsync(chain, folder, cancellationToken),
            new("constant in the binary", CheckOutcome.NotChecked, "not part of this version of the tool", "gdb -nx -batch -ex 'whatis ((DisplayChannelPrivate*)0)->items_trace' LIBRARY.debug"),
        ];
    }

    static async Task<VerificationCheck> PackageTestsAsync(ChainRecords chain, string folder, CancellationToken cancellationToken)
    {
        if (chain.DebBuild.PackageTests != "passed")
            return new("package tests", CheckOutcome.NotChecked, "skipped on request", "./build.sh DebBuild");
        var log = await File.ReadAllTextAsync(Path.Combine(folder, "build.log"), cancellationToken);
        const string command = "grep -E '^(Ok|Fail|Timeout|Skipped):' build.log";
        return TestSummary().Match(log) is { Success: true } summary
            ? Check("package tests", summary.Groups["fail"].Value == "0", $"{summary.Groups["ok"].Value} passed, {summary.Groups["fail"].Value} failed", command)
            : new("package tests", CheckOutcome.NotChecked, "the log has no summary of tests that this version reads", command);
    }

    static bool Ordered(ChainRecords chain)
    {
        var own = DebianVersion.Parse(chain.ApplyPatch.Version);
        return own > DebianVersion.Parse(chain.FetchSource.Version) && own < DebianVersion.Parse(chain.FetchSource.Version + "+b1");
    }

    static VerificationCheck Check(string name, bool passed, string finding, string command) => new(name, passed ? CheckOutcome.Passed : CheckOutcome.Failed, finding, command);

    static Task<string> FieldAsync(string deb, string field, CancellationToken cancellationToken) =>
        Programs.OutputOfAsync(new ProgramCall("dpkg-deb", "--field", deb, field), $"{deb} can't be read", cancellationToken);

    /// <summary>meson's summary.</summary>
    [GeneratedRegex(@"^Ok:\s+(?<ok>\d+)\s*\n(Expected Fail:.*\n)?Fail:\s+(?<fail>\d+)", RegexOptions.Multiline)]
    private static partial Regex TestSummary();
}
