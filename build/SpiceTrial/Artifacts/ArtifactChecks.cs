using SpiceTrial.Packages;
using SpiceTrial.Processes;

namespace SpiceTrial.Artifacts;

/// <summary>Checks made on every build. What needs more (constant in the binary, reproducibility, difference) is not claimed here.</summary>
static class ArtifactChecks
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
            chain.DebBuild.PackageTests == "passed"
                ? new("package tests", CheckOutcome.Passed, "the package's own tests ran in the build", "see build.log")
                : new("package tests", CheckOutcome.NotChecked, "skipped on request", "./build.sh DebBuild"),
            new("constant in the binary", CheckOutcome.NotChecked, "not part of this version of the tool", "gdb -nx -batch -ex 'whatis ((DisplayChannelPrivate*)0)->items_trace' LIBRARY.debug"),
        ];
    }

    static bool Ordered(ChainRecords chain)
    {
        var own = DebianVersion.Parse(chain.ApplyPatch.Version);
        return own > DebianVersion.Parse(chain.FetchSource.Version) && own < DebianVersion.Parse(chain.FetchSource.Version + "+b1");
    }

    static VerificationCheck Check(string name, bool passed, string finding, string command) => new(name, passed ? CheckOutcome.Passed : CheckOutcome.Failed, finding, command);

    static Task<string> FieldAsync(string deb, string field, CancellationToken cancellationToken) =>
        Programs.OutputOfAsync(new ProgramCall("dpkg-deb", "--field", deb, field), $"{deb} can't be read", cancellationToken);
}
