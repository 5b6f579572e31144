using System.Text.Json;
using System.Text.Json.Nodes;
using SpiceTrial.Debian;

namespace SpiceTrial.Artifacts;

/// <summary><c>provenance.json</c> beside the manifest (docs/provenance.md): an in-toto statement, version 1, with a SLSA provenance
/// predicate, version 1. It follows from the folder's manifest and .buildinfo alone, so that whoever has these can make it again.</summary>
static class Provenance
{
    public const string FileName = "provenance.json";

    const long Largest = 16L << 20;

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

    /// <summary>Reads a file of the folder that only an honest run keeps small.</summary>
    /// <exception cref="TrialException">Refused: it is not.</exception>
    internal static async Task<byte[]> ReadAsync(string folder, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, name);
        return new FileInfo(path).Length <= Largest ? await File.ReadAllBytesAsync(path, cancellationToken) : throw new TrialException(
            $"{Printable.Show(name)} is larger than {Largest >> 20} MiB, as no build makes it", folder,
            "Do not install it; fetch the folder again from where it came, or build it with ./build.sh DebBuild", ExitStatus.Refused);
    }

    static object Named(string name, string sha256) => new { name, digest = new { sha256 } };

    // The .buildinfo lists what was installed of all that the build could use, with exact versions (deb-buildinfo(5)).
    static async Task<IEnumerable<object>> EnvironmentAsync(string folder, Manifest manifest, CancellationToken cancellationToken)
    {
        var name = manifest.Files.FirstOrDefault(x => x.Name.EndsWith(".buildinfo", StringComparison.Ordinal))?.Name;
        if (name is null)
            return [];
        var info = Deb822.Parse(Encoding.UTF8.GetString(await ReadAsync(folder, name, cancellationToken)), name);
        return info.Table("Installed-Build-Depends").Where(x => x is [_, "(=", ..]).Select(words =>
        {
            var (bare, version) = (words[0].Split(':')[0], words[2].TrimEnd(',').TrimEnd(')'));
            return new { name = bare, uri = $"pkg:deb/debian/{Uri.EscapeDataString(bare)}@{Uri.EscapeDataString(version)}"
                + $"?arch={manifest.Package.Architecture}&distro={manifest.Package.Suite}" };
        });
    }
}
