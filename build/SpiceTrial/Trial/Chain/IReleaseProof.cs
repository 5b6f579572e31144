namespace SpiceTrial.Trial;

/// <summary>What the matrix asks of one release.</summary>
public interface IReleaseProof
{
    /// <summary>The source version that the suite has.</summary>
    /// <exception cref="TrialException">Not served: the mirror says that it has none. Else it did not say.</exception>
    Task<string> VersionAsync(string suite, CancellationToken cancellationToken);

    /// <summary>Whether the mirror has the package for that architecture; <c>true</c> where it can't be asked.</summary>
    Task<bool> IsServedAsync(string suite, string architecture, CancellationToken cancellationToken);

    /// <summary>Both arms, built and verified, in the order of their rings; what is so already is taken as it is.</summary>
    /// <exception cref="TrialException">They could not be built, or a check failed.</exception>
    Task<IReadOnlyList<MatrixArm>> ProveAsync(string suite, string architecture, string version, CancellationToken cancellationToken);
}
