namespace SpiceTrial.Artifacts;

/// <summary>Who signed the source. FetchSource verified it; without that there would be no artifacts.</summary>
sealed class SourceSignatureCheck : IArtifactCheck
{
    public string Name => "source signature";

    public string Command(ArtifactsInHand artifacts) =>
        "s=$(mktemp -d) && (cd \"$s\" && apt-get source --download-only "
            + $"{ShellWords.Quote($"{artifacts.Manifest.Chain.FetchSource.Source}={artifacts.Manifest.Chain.FetchSource.Version}")} && "
            + $"dscverify {ShellWords.Quote(Source(artifacts))})";

    public Task<Finding> RunAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken) =>
        Task.FromResult(Finding.Passed($"{Source(artifacts)} signed by {artifacts.Manifest.Chain.FetchSource.Signer}"));

    static string Source(ArtifactsInHand artifacts) => artifacts.Manifest.Chain.FetchSource.Files[0].Name;
}
