using System.Text.Json.Nodes;
using SpiceTrial.Artifacts;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests;

/// <summary>Sealed folders of artifacts around <see cref="TinyLibrary"/>, as the chain makes them.</summary>
static class SampleArtifacts
{
    static readonly DateTimeOffset Day = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="parent">Where the folder goes, under its usual name.</param>
    /// <param name="items">What the manifest says.</param>
    /// <param name="built">What the library has, if that is another number.</param>
    /// <param name="extra">See <see cref="TinyLibrary.PackAsync"/>.</param>
    /// <param name="signingKey">A key that gpg knows.</param>
    public static async Task<string> MakeAsync(string parent, int items, int? built = null, int extra = 0, string? signingKey = null)
    {
        var version = $"0.15.1-1+0ntrace{items}";
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"spice_{version}_amd64")).FullName;
        if (signingKey is null)
            await Templates.CopyAsync($"artifacts {items} {built} {extra}", folder, FillAsync);
        else
            await FillAsync(folder);
        return folder;

        async Task FillAsync(string empty)
        {
            await TinyLibrary.PackAsync(empty, built ?? items, version, extra);
            await File.WriteAllTextAsync(Path.Combine(empty, "build.log"), "Ok:                 24  \nFail:               0   \n", Token);
            await File.WriteAllTextAsync(Path.Combine(empty, $"spice_{version}_amd64.buildinfo"),
                "Format: 1.0\nInstalled-Build-Depends:\n gcc-12 (= 12.2.0-14+deb12u1),\n meson (= 1.0.1-5)\n", Token);
            await ArtifactsSeal.WriteAsync(empty, Draft(version, items), signingKey, Token);
        }
    }

    /// <summary>Changes the manifest as somebody would who knows what stands where, and seals the folder again without a key.</summary>
    public static async Task ForgeAsync(string folder, Func<Manifest, Manifest> change)
    {
        var manifest = await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, "manifest.json"), Token);
        await ArtifactsSeal.WriteAsync(folder, change(manifest), null, Token);
    }

    /// <summary>Keeps in <paramref name="state"/> that a run of this user sealed the folder.</summary>
    public static async Task KnowAsync(string folder, string state) => await ProvenHere.AddAsync(state, ProvenHere.Artifacts,
        (await FileRecord.OfAsync(Path.Combine(folder, "manifest.json"), Token)).Sha256, folder, Token);

    /// <summary>Every check that is expected of the artifacts, as passed.</summary>
    public static Manifest AllPassed(Manifest manifest) => manifest with { Verification = new Verification(
        [.. AllChecks.For(manifest, AllChecks.Full).Select(x => new VerificationCheck(x.Name, CheckOutcome.Passed, "fine", ""))]) };

    public static void EditManifest(string folder, Action<JsonNode> edit)
    {
        var path = Path.Combine(folder, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        edit(manifest);
        File.WriteAllText(path, manifest.ToJsonString());
    }

    /// <summary>What is known of such a folder before it is sealed.</summary>
    public static Manifest Draft(string version, int items)
    {
        FileRecord[] source = [new("spice_0.15.1-1.dsc", 1, new string('a', 64)), new("spice_0.15.1.orig.tar.bz2", 2, new string('b', 64))];
        var builder = new BuilderRecord("chroot", "overlay", "asked for", Isolated: true, "bookworm-amd64-20261124-000000000000");
        var chain = new ChainRecords(
            new ResolvedPackage("sf-2", "libspice-server1", DebianVersion.Parse("0.15.1-1"), "spice", DebianVersion.Parse("0.15.1-1"),
                "amd64", "bookworm", "the plan", null, Origin.Recorded, FirstOrigin.Assumption, []),
            new SourcePackage(
                "spice", DebianVersion.Parse("0.15.1-1"), "bookworm", "/nowhere", source, "0123 Somebody", "deb-src", "meson"),
            new PatchedSource(
                "spice", DebianVersion.Parse("0.15.1-1"), DebianVersion.Parse(version), TraceItems.From(items), "/nowhere",
                [new($"spice_{version}.dsc", 3, new string('c', 64))], [], Day, "meson"),
            new BuiltPackages(DebianVersion.Parse(version), "/nowhere/run/build", [], builder, "bookworm", "amd64", "passed", Day,
                TimeSpan.FromSeconds(40),
                new Dictionary<string, string> { ["gcc-12"] = "12.2.0-14" }));
        return new Manifest(
            new ManifestPackage("libspice-server1", version, "0.15.1-1", "amd64", "bookworm"), items, Origin.Recorded,
            Day, [], new Verification([]), [], chain);
    }
}
