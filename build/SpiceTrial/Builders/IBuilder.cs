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

/// <summary>Whether a builder works here, and why.</summary>
public sealed record BuilderCheck(bool Works, string Reason, string? Hint = null);

/// <summary>The builder as the manifest names it.</summary>
/// <param name="Name">container, chroot or host.</param>
/// <param name="Detail">Engine and versions.</param>
/// <param name="Reason">Why this one was taken.</param>
/// <param name="Isolated">Network off and a clean environment. What is not isolated can't be compared with what is.</param>
/// <param name="Base">Key of the base environment, or <c>null</c> for the host.</param>
public sealed record BuilderRecord(string Name, string Detail, string Reason, bool Isolated, string? Base);
