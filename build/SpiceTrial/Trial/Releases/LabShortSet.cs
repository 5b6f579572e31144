using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Lab;

namespace SpiceTrial.Trial;

/// <summary>The lab's short set on the two libraries of the night: one scenario of each regime.</summary>
public sealed class LabShortSet(Workspace workspace, int jobs, Action<string> progress)
{
    /// <summary>Part of what is remembered: another question makes the findings new.</summary>
    public const string Name = "lab short set";

    /// <exception cref="TrialException">It could not be run; nothing is remembered, and the next night tries again.</exception>
    public async Task<IReadOnlyList<ReleaseFinding>> RunAsync(
        ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken)
    {
        var own = await OwnRelease.ReadAsync(cancellationToken);
        var package = patched.Manifest.Package;
        if (own != new OwnRelease(package.Suite, package.Architecture))
            return [new("lab", "not run",
                $"this machine is {own.Suite} {own.Architecture}, and loads no libraries of {package.Suite} {package.Architecture}")];
        var settings = new LabSettings(workspace, ScenarioFiles.Of([ScenarioFiles.ShortName]))
        {
            Folder = Path.Combine(workspace.Root, "sessions", "nightly", $"{package.Suite}-{package.Architecture}-lab"),
            RingSizes = [control.Manifest.TraceItems, patched.Manifest.TraceItems],
            Seeds = 1,
            Jobs = jobs,
        };
        ArtifactsFolder[] arms = [.. new[] { control, patched }.DistinctBy(x => x.Manifest.TraceItems)];
        var libraries = new BuiltLibraries(workspace, (_, _) => Task.FromResult<IReadOnlyList<ArtifactsFolder>>(arms)) { IsNamed = true };
        var result = await new LabRun(settings, libraries.OpenAsync, progress).RunAsync(cancellationToken);
        return [.. result.Findings.Select(Finding)];
    }

    /// <summary>The regime in words that stay the same as long as the verdict does.</summary>
    internal static ReleaseFinding Finding(LabFinding finding)
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
