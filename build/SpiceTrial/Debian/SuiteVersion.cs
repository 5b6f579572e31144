namespace SpiceTrial.Debian;

/// <summary>What a suite has now, read from its signed lists.</summary>
public static class SuiteVersion
{
    /// <exception cref="TrialException">The suite does not exist, can't be reached, or does not have the source.</exception>
    public static async Task<DebianVersion> NewestAsync(string source, string suite, string? mirrorUri, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("suite");
        // The architecture picks lists of packages, and none is read.
        var apt = await AptArea.OpenAsync(folder.Path, suite, Releases.Architectures[0], mirrorUri, cancellationToken, sourcesOnly: true);
        return await apt.SourceVersionsAsync(source, cancellationToken) is [.., var newest] ? newest
            : throw new TrialException($"{suite} has no source {source}", string.Join("; ", apt.Mirror.Lines),
                "Check --suite and --mirror", ExitStatus.BadInput) { IsNotServed = true };
    }

    /// <summary>Whether a suite has a binary package for an architecture. A mirror that can't be asked has not said no.</summary>
    public static async Task<bool> HasAsync(
        string package, string suite, string architecture, string? mirrorUri, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder("suite");
        try
        {
            var apt = await AptArea.OpenAsync(folder.Path, suite, architecture, mirrorUri, cancellationToken);
            return (await apt.BinaryVersionsAsync(package, cancellationToken)).Count > 0;
        }
        catch (TrialException)
        {
            return true;
        }
    }
}
