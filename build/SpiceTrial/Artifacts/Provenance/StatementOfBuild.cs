using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary>Says how a folder of artifacts came to be, from its manifest and its .buildinfo.</summary>
static class StatementOfBuild
{
    const string BuildType = "urn:spice-trial:deb-build:1";

    public static async Task<Statement> ForAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        var built = manifest.Chain.DebBuild;
        var record = await FileRecord.OfAsync(Path.Combine(folder, Manifest.FileName), cancellationToken);
        var definition = new BuildDefinition(BuildType, External(manifest), Internal(manifest),
            [.. Materials(manifest), .. await EnvironmentAsync(folder, manifest, cancellationToken)]);
        var details = new RunDetails(
            new BuilderIdentity($"urn:spice-trial:builder:{built.Builder.Name}", built.Tools),
            new BuildMetadata(Path.GetFileName(Path.GetDirectoryName(built.Folder)) ?? "", built.Started, built.Started + built.Duration),
            [.. manifest.Files.Where(x => Path.GetExtension(x.Name) is ".log" or ".buildinfo").Select(x => Resource.Of(x.Name, x.Sha256))]);
        return new Statement(Statement.StatementType, Subjects(manifest, record.Sha256), Statement.ProvenanceType,
            new ProvenancePredicate(definition, details));
    }

    /// <summary>Every file of the folder, the manifest included: a signature of the statement is one of them all.</summary>
    public static IReadOnlyList<Resource> Subjects(Manifest manifest, string manifestSha256) =>
        [Resource.Of(Manifest.FileName, manifestSha256), .. manifest.Files.Select(x => Resource.Of(x.Name, x.Sha256))];

    /// <summary>The files that were built from, by digest: the signed source, our patch, and the source that the two make.</summary>
    public static IReadOnlyList<Resource> Materials(Manifest manifest) =>
    [
        .. manifest.Chain.FetchSource.Files.Concat(manifest.Chain.ApplyPatch.Patches).Concat(manifest.Chain.ApplyPatch.Files)
            .DistinctBy(x => x.Name).Select(x => Resource.Of(x.Name, x.Sha256)),
    ];

    public static IReadOnlyDictionary<string, string> External(Manifest manifest) => new Dictionary<string, string>
    {
        ["package"] = manifest.Package.Name,
        ["version"] = manifest.Package.Version,
        ["sourceVersion"] = manifest.Package.SourceVersion,
        ["architecture"] = manifest.Package.Architecture,
        ["suite"] = manifest.Package.Suite,
        ["traceItems"] = manifest.TraceItems.ToString(),
        ["packageTests"] = manifest.Chain.DebBuild.PackageTests,
    };

    static Dictionary<string, string> Internal(Manifest manifest) => new()
    {
        ["origin"] = manifest.Chain.FetchSource.Origin,
        ["signer"] = manifest.Chain.FetchSource.Signer,
        ["base"] = manifest.Chain.DebBuild.Builder.Base ?? "the host itself",
        ["builder"] = manifest.Builder.Detail,
        ["sourceDateEpoch"] = manifest.Chain.ApplyPatch.Timestamp.ToUnixTimeSeconds().ToString(),
    };

    // The .buildinfo lists what was installed of all that the build could use, with exact versions (deb-buildinfo(5)).
    static async Task<IReadOnlyList<Resource>> EnvironmentAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        var name = manifest.Files.FirstOrDefault(x => x.Name.EndsWith(".buildinfo", StringComparison.Ordinal))?.Name;
        if (name is null)
            return [];
        var info = Deb822.Parse(await File.ReadAllTextAsync(Path.Combine(folder, name), cancellationToken), name);
        return [.. info.Table("Installed-Build-Depends").Where(x => x is [_, "(=", ..]).Select(Package)];

        Resource Package(string[] words)
        {
            var (bare, version) = (words[0].Split(':')[0], words[2].TrimEnd(',').TrimEnd(')'));
            return new Resource(bare, Uri: $"pkg:deb/debian/{Uri.EscapeDataString(bare)}@{Uri.EscapeDataString(version)}"
                + $"?arch={manifest.Package.Architecture}&distro={manifest.Package.Suite}");
        }
    }
}
