using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>Changes the real packages of a folder and seals it again without a key, as somebody does who can write there and knows this
/// tool.</summary>
static class Forgery
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task SealAsync(string folder) =>
        await ArtifactsSeal.WriteAsync(
            folder, await RecordFile.ReadAsync<Manifest>(Path.Combine(folder, "manifest.json"), Token), null, Token);

    /// <summary>Takes the library's package apart, lets the caller change its tree, and packs it again.</summary>
    public static async Task RepackAsync(string deb, string scratch, Func<string, Task> change)
    {
        var tree = Path.Combine(scratch, "tree");
        await DpkgAsync("--raw-extract", deb, tree);
        await change(tree);
        await DpkgAsync("-Znone", "--root-owner-group", "--build", tree, deb);
    }

    /// <summary>Makes the mask of the ring 0x3f in the machine code of the library below the tree.</summary>
    /// <param name="tree">Of the library's package.</param>
    /// <param name="symbols">The package with its debug symbols.</param>
    /// <param name="scratch">For what is unpacked.</param>
    public static async Task PatchMaskAsync(string tree, string symbols, string scratch)
    {
        var library = Directory.GetFiles(Path.Combine(tree, "usr/lib"), "libspice-server.so.1.*", SearchOption.AllDirectories)
            .Single(x => new FileInfo(x).LinkTarget is null);
        await DpkgAsync("--extract", symbols, Path.Combine(scratch, "symbols"));
        var debug = Directory.GetFiles(Path.Combine(scratch, "symbols"), "*.debug", SearchOption.AllDirectories)
            .Single(x => !x.Contains("/.dwz/", StringComparison.Ordinal));
        var function = (await SymbolTable.ReadAsync(debug, Token)).All
            .Single(x => x.IsFunction && x.Size > 0 && x.Name.Contains(RingCode.Function, StringComparison.Ordinal));
        var and = (await Disassembly.ReadAsync(library, (function.Address, function.Address + function.Size), Token))
            .Single(x => x.Text.StartsWith("and $0x7f,", StringComparison.Ordinal));
        var content = await File.ReadAllBytesAsync(library, Token);
        // Code stands in the file where it stands in memory; 83 e0+register mask.
        var at = (int)and.Address;
        Assert.Equal([0x83, 0x7f], new[] { content[at], content[at + 2] });
        content[at + 2] = 0x3f;
        await File.WriteAllBytesAsync(library, content, Token);
    }

    /// <summary>Holds the folder's package against the control in <c>built/</c>.</summary>
    public static async Task<VerificationCheck> AgainstControlAsync(string folder, Workspace workspace, string scratch)
    {
        var manifest = await ArtifactsVerification.LoadAsync(folder, Token);
        var (control, missing) = await ControlBuild.FindAsync(workspace, manifest, Path.Combine(scratch, "control"), Token);
        var artifacts = new ArtifactsInHand(folder, manifest, Path.Combine(scratch, "own")) { Control = control, ControlMissing = missing };
        return (await ArtifactCheck.MakeAsync([SamePackageChecks.AsControl], artifacts, null, Token)).Single();
    }

    static async Task DpkgAsync(params string[] arguments) =>
        (await Programs.RunAsync(new("dpkg-deb", arguments), Token)).OrThrow("dpkg-deb failed");
}
