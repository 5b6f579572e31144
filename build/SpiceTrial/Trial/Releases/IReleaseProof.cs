namespace SpiceTrial.Trial;

/// <summary>What a run asks of the mirrors and of one release.</summary>
public interface IReleaseProof
{
    /// <summary>The names of what is asked about each release.</summary>
    IReadOnlyList<string> Questions { get; }

    /// <summary>Sees to it that there are the programs that it takes to ask.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>The source version that the suite has.</summary>
    /// <exception cref="TrialException">Not served: the mirror says that it has none. Else it did not say.</exception>
    Task<string> VersionAsync(string suite, CancellationToken cancellationToken);

    /// <summary>Whether the mirror has the package for that architecture; <c>true</c> where it can't be asked.</summary>
    Task<bool> IsServedAsync(Release release, CancellationToken cancellationToken);

    /// <summary>Both arms, built and verified, and the answers; what is so already is taken as it is.</summary>
    /// <exception cref="TrialException">They could not be built or asked about.</exception>
    Task<ProvenRelease> ProveAsync(Release release, CancellationToken cancellationToken);
}
