using SpiceTrial.Debian;

namespace SpiceTrial.Lab;

/// <summary>
/// Shared libraries that a tested library needs and this machine lacks (codecs, GStreamer). They are taken from a base environment
/// of this machine's release, by links in a folder of their own: nothing is installed, and the machine's own libraries win.
/// </summary>
/// <param name="workspace">The project and its cache.</param>
/// <param name="own">This machine's release: libraries of another one need another libc.</param>
/// <param name="folder">Gets the links.</param>
public sealed class MissingLibraries(Workspace workspace, OwnRelease own, string folder)
{
    const string NotFound = " => not found";

    /// <summary>The folder for LD_LIBRARY_PATH, or <c>null</c> where nothing is missing.</summary>
    /// <exception cref="TrialException">Something is missing and no base environment has it.</exception>
    public async Task<string?> FolderForAsync(IEnumerable<LabLibrary> libraries, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var library in libraries)
        {
            // What is linked may itself need more.
            for (var missing = await OfAsync(library.Path, cancellationToken); missing.Count > 0; missing =
                await OfAsync(library.Path, cancellationToken))
            {
                any = true;
                foreach (var name in missing)
                    Link(name, library);
            }
        }

        return any || Directory.Exists(folder) ? folder : null;
    }

    async Task<IReadOnlyList<string>> OfAsync(string library, CancellationToken cancellationToken)
    {
        // ldd asks the loader, which runs nothing of the library. Exit code 1: no ELF file, which is the cell's result to tell.
        var call = new ProgramCall("ldd", library) { Environment = new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = folder } };
        var result = await Programs.RunAsync(call, cancellationToken);
        return [.. result.Output.Split('\n').Where(x => x.EndsWith(NotFound, StringComparison.Ordinal))
            .Select(x => x[..^NotFound.Length].Trim()).Distinct()];
    }

    void Link(string name, LabLibrary library)
    {
        var link = Path.Combine(folder, name);
        if (Candidates(name).FirstOrDefault() is not { } target || File.Exists(link))
        {
            throw new TrialException(
                $"{library.Path} needs {name}, which is neither installed nor in a base environment",
                workspace.Environments,
                "Run `./build.sh DebBuild --trace-items 8 --builder chroot` once for this machine's release, which makes the base "
                    + "environment, or `sudo apt-get install libspice-server1`");
        }

        Directory.CreateDirectory(folder);
        File.Delete(link);
        File.CreateSymbolicLink(link, target);
    }

    IEnumerable<string> Candidates(string name)
    {
        if (!Directory.Exists(workspace.Environments))
            return [];
        return Directory.EnumerateDirectories(workspace.Environments, $"{own.Suite}-{own.Architecture}-*")
            .OrderDescending(StringComparer.Ordinal)
            .SelectMany(x => Directory.Exists(Path.Combine(x, "usr", "lib"))
                ? Directory.EnumerateDirectories(Path.Combine(x, "usr", "lib"), "*-linux-gnu") : [])
            .Select(x => Path.Combine(x, name))
            .Where(File.Exists);
    }
}
