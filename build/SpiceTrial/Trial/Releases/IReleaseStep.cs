using SpiceTrial.Artifacts;

namespace SpiceTrial.Trial;

/// <summary>Something that is found out about every new pair of arms.</summary>
public interface IReleaseStep
{
    /// <summary>Part of what is remembered: another set of steps makes the findings new.</summary>
    string Name { get; }

    /// <param name="control">The unpatched build.</param>
    /// <param name="patched">The build with the larger ring, from the same base.</param>
    /// <param name="cancellationToken">Ends the step.</param>
    /// <exception cref="TrialException">The step could not be made; nothing is remembered, and the next run tries again.</exception>
    Task<IReadOnlyList<ReleaseFinding>> RunAsync(ArtifactsFolder control, ArtifactsFolder patched, CancellationToken cancellationToken);
}
