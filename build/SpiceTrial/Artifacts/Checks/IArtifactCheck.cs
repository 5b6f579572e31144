namespace SpiceTrial.Artifacts;

/// <summary>One question about built packages. It is answered from the files themselves, or it says that it was not.</summary>
public interface IArtifactCheck
{
    /// <summary>As the manifest and the README name it.</summary>
    string Name { get; }

    /// <summary>Programs without which it can't be made.</summary>
    IReadOnlyList<string> Needs => [];

    /// <summary>The same for packages of one architecture (Debian's name), where that makes a difference.</summary>
    IReadOnlyList<string> NeedsFor(string architecture) => Needs;

    /// <summary>How a person repeats it in the folder of the artifacts.</summary>
    string Command(ArtifactsInHand artifacts);

    /// <exception cref="TrialException">Something that it runs failed: the check was not made.</exception>
    Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken);
}
