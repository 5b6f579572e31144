using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>Something that is found out about every new pair of arms.</summary>
public interface INightlyStep
{
    /// <summary>Part of the record's inputs: another set of steps makes the findings new.</summary>
    string Name { get; }

    /// <param name="control">The unpatched build.</param>
    /// <param name="patched">The build with the larger ring, from the same base.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    /// <exception cref="TrialException">The step could not be made; nothing is recorded, and the next night tries again.</exception>
    Task<IReadOnlyList<NightlyFinding>> RunAsync(ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken);
}
