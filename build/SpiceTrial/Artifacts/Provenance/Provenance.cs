using System.Text.Json;
using System.Text.Json.Nodes;
using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary><c>provenance.json</c> beside the manifest (docs/provenance.md): an in-toto statement, version 1, with a SLSA provenance
/// predicate, version 1. It follows from the folder's manifest and .buildinfo alone, so that whoever has these can make it again.</summary>
static class Provenance
{
    public const string FileName = "provenance.json";

    /// <summary>Says how the folder came to be. Its subjects are all files of it, the manifest included: a signature of the statement is
    /// one of them all.</summary>
    public static async Task<JsonNode> OfAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Manifest.FileName);
        var manifest = await RecordFile.ReadAsync<Manifest>(path, cancellationToken);
        var (chain, package) = (manifest.Chain, manifest.Package);
        var built = chain.DebBuild;
        return JsonSerializer.SerializeToNode(new
        {
            _type = "https://in-toto.io/Statement/v1",
            subject = manifest.Files.Select(x => Named(x.Name, x.Sha256))
                .Prepend(Named(Manifest.FileName, (await FileRecord.OfAsync(path, cancellationToken)).Sha256)),
            predicateType = "https://slsa.dev/provenance/v1",
            predicate = new
            {
                buildDefinition = new
                {
                    buildType = "urn:spice-trial:deb-build:1",
                    // What the operator chose, what followed from it, and all that went in: the signed source, our patch, the source that
                    // the two make, and the packages of the environment.
                    externalParameters = new
                    {
                        package = package.Name, package.Version, package.SourceVersion, package.Architecture, package.Suite,
                        traceItems = $"{manifest.TraceItems}", built.PackageTests,
                    },
                    internalParameters = new
                    {
                        chain.FetchSource.Origin, chain.FetchSource.Signer, @base = built.Builder.Base ?? "the host itself",
                        builder = built.Builder.Detail, sourceDateEpoch = $"{chain.ApplyPatch.Timestamp.ToUnixTimeSeconds()}",
                    },
                    resolvedDependencies = chain.FetchSource.Files.Concat(chain.ApplyPatch.Patches).Concat(chain.ApplyPatch.Files)
                        .DistinctBy(x => x.Name).Select(x => Named(x.Name, x.Sha256))
                        .Concat(await EnvironmentAsync(folder, manifest, cancellationToken)),
                },
                runDetails = new
                {
                    builder = new { id = $"urn:spice-trial:builder:{built.Builder.Name}", version = built.Tools },
                    metadata = new
                    {
                        invocationId = Path.GetFileName(Path.GetDirectoryName(built.Folder)) ?? "",
                        startedOn = built.Started, finishedOn = built.Started + built.Duration,
                    },
                    byproducts = manifest.Files.Where(x => Path.GetExtension(x.Name) is ".log" or ".buildinfo")
                        .Select(x => Named(x.Name, x.Sha256)),
                },
            },
        }, RecordJson.Options)!;
    }

    /// <summary>The first place at which two statements differ, with what stands there; <c>null</c> where they are the same.</summary>
    public static string? Difference(JsonNode? expected, JsonNode? found) =>
        JsonNode.DeepEquals(expected, found) ? null
        : (expected, found) switch
        {
            (JsonObject one, JsonObject other) when one.Select(x => x.Key).Order().SequenceEqual(other.Select(x => x.Key).Order()) =>
                one.Select(x => Difference(x.Value, other[x.Key])).First(x => x is not null),
            (JsonArray one, JsonArray other) when one.Count == other.Count =>
                one.Zip(other, Difference).First(x => x is not null),
            _ => $"{expected?.GetPath() ?? "$"} is {Show(found)}, these files make it {Show(expected)}",
        };

    static string Show(JsonNode? node) => Printable.Show(node?.ToJsonString() ?? "null", 120);

    static object Named(string name, string sha256) => new { name, digest = new { sha256 } };

    // The .buildinfo lists what was installed of all that the build could use, with exact versions (deb-buildinfo(5)).
    static async Task<IEnumerable<object>> EnvironmentAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        var name = manifest.Files.FirstOrDefault(x => x.Name.EndsWith(".buildinfo", StringComparison.Ordinal))?.Name;
        if (name is null)
            return [];
        var info = Deb822.Parse(await File.ReadAllTextAsync(Path.Combine(folder, name), cancellationToken), name);
        return info.Table("Installed-Build-Depends").Where(x => x is [_, "(=", ..]).Select(words =>
        {
            var (bare, version) = (words[0].Split(':')[0], words[2].TrimEnd(',').TrimEnd(')'));
            return new { name = bare, uri = $"pkg:deb/debian/{Uri.EscapeDataString(bare)}@{Uri.EscapeDataString(version)}"
                + $"?arch={manifest.Package.Architecture}&distro={manifest.Package.Suite}" };
        });
    }
}
