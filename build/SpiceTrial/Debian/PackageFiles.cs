using System.Runtime.CompilerServices;

namespace SpiceTrial.Debian;

/// <summary>The regular files of a .deb. Nothing is unpacked: a package from elsewhere holds links, pipes and devices, and names and sizes
/// of its own choice.</summary>
static class PackageFiles
{
    // The library's debug symbols have 20 MB.
    static readonly InputLimits Limits = new()
    {
        IsNested = false, Bytes = 512 << 20, Files = 20_000, Refusal = ExitStatus.Refused, Hint = null,
    };

    /// <summary>By their path in the package, which begins with a slash; each content is to be read before the next is asked for.</summary>
    /// <exception cref="TrialException">It is no package, or a larger one than any of this library.</exception>
    public static async IAsyncEnumerable<Leaf> ReadAsync(string deb, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var scratch = new TemporaryFolder("package");
        var archive = Path.Combine(scratch.Path, "data.tar");
        // In blocks of 512 bytes (POSIX).
        (await Programs.RunAsync(new ProgramCall("sh", "-c", "ulimit -f \"$3\" && dpkg-deb --fsys-tarfile \"$1\" > \"$2\"", "sh", deb,
            archive, $"{Limits.Bytes / 512}") { Timeout = TimeSpan.FromMinutes(2) }, cancellationToken))
            .OrThrow($"{Path.GetFileName(deb)} can't be read");
        await using var file = File.OpenRead(archive);
        await foreach (var leaf in new ArchiveReader(Limits).ReadAsync("", file, cancellationToken))
            yield return leaf with { Path = "/" + leaf.Path.TrimStart('/', '.') };
    }

    /// <summary>Writes some of them below a folder, under their paths.</summary>
    public static async Task<IReadOnlyList<string>> TakeAsync(
        string deb, string folder, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var taken = new List<string>();
        await foreach (var file in ReadAsync(deb, cancellationToken))
        {
            if (!isWanted(file.Path) || file.Path.Split('/').Any(x => x is "." or ".."))
                continue;
            var path = Path.Combine(folder, file.Path[1..]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var target = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await file.Content.CopyToAsync(target, cancellationToken);
            taken.Add(path);
        }

        return taken;
    }
}
