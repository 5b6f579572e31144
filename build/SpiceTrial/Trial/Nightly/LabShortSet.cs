using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Lab;

namespace SpiceTrial.Trial;

/// <summary>The lab's short set on the two libraries of the night: one scenario of each regime.</summary>
public sealed class LabShortSet(Workspace workspace, int jobs, Action<string> progress) : INightlyStep
{
    public string Name => "lab short set";

    public async Task<IReadOnlyList<NightlyFinding>> RunAsync(
        ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken)
    {
        var own = await OwnRelease.ReadAsync(cancellationToken);
        var package = patched.Manifest.Package;
        if (own != new OwnRelease(package.Suite, package.Architecture))
            return [new("lab", "not run",
                $"this machine is {own.Suite} {own.Architecture}, and loads no libraries of {package.Suite} {package.Architecture}")];
        var scratch = Directory.CreateTempSubdirectory("spice-trial-night-").FullName;
        try
        {
            var libraries = new Dictionary<int, string>();
            foreach (var arm in new[] { control, patched })
                libraries[arm.Manifest.TraceItems] =
                    await UnpackAsync(arm, Path.Combine(scratch, $"{arm.Manifest.TraceItems}"), cancellationToken);
            var settings = new LabSettings(workspace, ScenarioFiles.Of([ScenarioFiles.ShortName]))
            {
                Folder = Path.Combine(
                    workspace.Root, "sessions", "nightly", $"{patched.Manifest.Package.Suite}-{patched.Manifest.Package.Architecture}-lab"),
                Libraries = libraries,
                RingSizes = [],
                Seeds = 1,
                Jobs = jobs,
            };
            var result = await new LabRun(settings, BothAreNamedAsync, progress).RunAsync(cancellationToken);
            return [.. result.Findings.Select(Finding)];
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    static async Task<string> UnpackAsync(ArtifactsFolder arm, string folder, CancellationToken cancellationToken)
    {
        (await Programs.RunAsync(new("dpkg-deb", "--extract", Path.Combine(arm.Folder, arm.Library.Name), folder), cancellationToken))
            .OrThrow($"{arm.Library.Name} can't be unpacked");
        return Directory.EnumerateFiles(folder, "libspice-server.so.1.*", SearchOption.AllDirectories)
            .First(x => new FileInfo(x).LinkTarget is null);
    }

    static Task<IReadOnlyList<LabLibrary>> BothAreNamedAsync(IReadOnlyList<int> sizes, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LabLibrary>>([]);

    /// <summary>The regime in words that stay the same as long as the verdict does.</summary>
    internal static NightlyFinding Finding(LabFinding finding)
    {
        var cured = finding.SmallestCuringRing switch
        {
            null => "no ring cures",
            TraceItems.Stock => "stock works",
            { } size => $"{size} cures",
        };
        return new(
            $"lab: {finding.Scenario}",
            $"{cured}{With(", worse with", finding.WorseAt)}{With(", not run with", finding.NotRunAt)}",
            finding.Words,
            // On its own release every cell has to run: what did not run proves nothing.
            IsFailure: finding.NotRunAt.Count > 0);
    }

    static string With(string words, IReadOnlyList<int> sizes) => sizes.Count == 0 ? "" : $"{words} {string.Join(" and ", sizes)}";
}
