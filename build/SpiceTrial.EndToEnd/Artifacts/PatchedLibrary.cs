using Xunit;

namespace SpiceTrial.EndToEnd.Artifacts;

/// <summary>Changes the library inside the package of a folder of artifacts, as somebody with a hex editor would.</summary>
static class PatchedLibrary
{
    /// <summary>Replaces the mask of the only <c>and $mask,%register</c> (83 e0+register mask) by another.</summary>
    public static async Task ReplaceMaskAsync(string folder, byte from, byte to, Scratch scratch)
    {
        var deb = Directory.GetFiles(folder, "libspice-server1_*.deb").Single();
        var tree = scratch.File(Guid.NewGuid().ToString("N"));
        await DpkgAsync("--raw-extract", deb, tree);
        var library = Directory.GetFiles(tree, "libspice-server.so.1.*", SearchOption.AllDirectories)
            .Single(x => new FileInfo(x).LinkTarget is null);
        var content = await File.ReadAllBytesAsync(library, TestContext.Current.CancellationToken);
        content[Enumerable.Range(0, content.Length - 2)
            .Single(i => content[i] == 0x83 && content[i + 1] is >= 0xe0 and <= 0xe7 && content[i + 2] == from) + 2] = to;
        await File.WriteAllBytesAsync(library, content, TestContext.Current.CancellationToken);
        await DpkgAsync("-Znone", "--root-owner-group", "--build", tree, deb);
    }

    /// <summary>Writes a file of the package's control area, such as a maintainer script.</summary>
    public static async Task ControlAsync(string folder, string name, string text, Scratch scratch)
    {
        var deb = Directory.GetFiles(folder, "libspice-server1_*.deb").Single();
        var tree = scratch.File(Guid.NewGuid().ToString("N"));
        await DpkgAsync("--raw-extract", deb, tree);
        var file = Path.Combine(tree, "DEBIAN", name);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
        await DpkgAsync("-Znone", "--root-owner-group", "--build", tree, deb);
    }

    static async Task DpkgAsync(params string[] arguments) =>
        (await Programs.RunAsync(new("dpkg-deb", arguments), TestContext.Current.CancellationToken)).OrThrow("dpkg-deb failed");
}
