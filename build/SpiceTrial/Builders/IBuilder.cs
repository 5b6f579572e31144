namespace SpiceTrial.Builders;

/// <summary>A way to build a package in an environment of the deployed suite and architecture.</summary>
public interface IBuilder
{
    /// <summary>As given to <c>--builder</c>.</summary>
    string Name { get; }

    /// <summary>Whether it works on this machine for this suite and architecture, and why (not). Changes nothing.</summary>
    Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken);

    /// <summary>Builds into the request's output folder: .deb, .buildinfo, .changes and build.log.</summary>
    /// <returns>What the environment was, for the record.</returns>
    Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken);
}
