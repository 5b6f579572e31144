using System.Security.Cryptography;
using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions;

/// <summary>
/// Stands in for the patched package: the stock one under our version, with another build-id in its library. Made from the host's own
/// stock package within a second, so that these tests need no build of the chain.
/// </summary>
static class TrialPackage
{
    public const string StockVersion = "0.15.1-1";
    public const string Version = StockVersion + "+0ntrace128";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <param name="stock">The stock .deb.</param>
    /// <param name="folder">Gets the package.</param>
    /// <param name="suite">The release that it is for.</param>
    /// <param name="scripts">Maintainer scripts to put in, by name (preinst, postinst): bodies for <c>sh</c>.</param>
    public static async Task<VerifiedArtifacts> MakeAsync(
        string stock, string folder, string suite, params (string Name, string Body)[] scripts)
    {
        var tree = Path.Combine(folder, "tree");
        await Run("dpkg-deb", "-R", stock, tree);
        var library = Directory.GetFiles(Path.Combine(tree, "usr/lib/x86_64-linux-gnu"), "libspice-server.so.1*")
            .Single(x => File.ResolveLinkTarget(x, returnFinalTarget: false) is null);
        var id = await ChangeBuildIdAsync(library);
        var installed = await DebianVersion.OfPackageAsync(stock, Token);
        // Named as the chain names it: from the source's version.
        var (source, version) = (installed.SourceVersion.ToString(), $"{installed.SourceVersion}+0ntrace128");
        await EditAsync(Path.Combine(tree, "DEBIAN/control"), x => x.Replace($"Version: {installed}\n", $"Version: {version}\n"));
        var name = Path.GetRelativePath(tree, library);
        var sum = Convert.ToHexStringLower(await HashAsync(library));
        await EditAsync(Path.Combine(tree, "DEBIAN/md5sums"),
            x => string.Join(
                '\n', x.Split('\n').Select(line => line.EndsWith(name, StringComparison.Ordinal) ? $"{sum}  {name}" : line)));
        foreach (var (step, body) in scripts)
        {
            var script = Path.Combine(tree, "DEBIAN", step);
            await File.WriteAllTextAsync(script, $"#!/bin/sh\n{body}\n", Token);
            File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        }

        var package = Path.Combine(folder, $"libspice-server1_{version}_amd64.deb");
        await Run("dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, package);
        Directory.Delete(tree, recursive: true);
        var file = await FileRecord.OfAsync(package, Token);
        var manifest = new Manifest(
            new("libspice-server1", version, source, "amd64", suite), 128, Origin.Live,
            DateTimeOffset.UtcNow,
            [new(file.Name, file.Size, file.Sha256, id)], new([]), [], Chain: null!);
        return new(new(folder, manifest), [], []);
    }

    // Found by its note: name size 4, id size 20, type 3, "GNU".
    static async Task<string> ChangeBuildIdAsync(string library)
    {
        byte[] note = [4, 0, 0, 0, 20, 0, 0, 0, 3, 0, 0, 0, (byte)'G', (byte)'N', (byte)'U', 0];
        var bytes = await File.ReadAllBytesAsync(library, Token);
        var id = bytes.AsSpan().IndexOf(note) + note.Length;
        for (var i = 0; i < 20; i++)
            bytes[id + i] ^= 0xff;
        await File.WriteAllBytesAsync(library, bytes, Token);
        return Convert.ToHexStringLower(bytes.AsSpan(id, 20));
    }

    static async Task EditAsync(string file, Func<string, string> edit) =>
        await File.WriteAllTextAsync(file, edit(await File.ReadAllTextAsync(file, Token)), Token);

#pragma warning disable CA5351 // dpkg's own list of files has MD5 sums.
    static async Task<byte[]> HashAsync(string file)
    {
        await using var stream = File.OpenRead(file);
        return await MD5.HashDataAsync(stream, Token);
    }
#pragma warning restore CA5351

    static Task<string> Run(string program, params string[] words) =>
        Programs.OutputOfAsync(new(program, words), $"{program} failed", Token);
}
