namespace SpiceTrial.Artifacts;

/// <summary>Checks a folder of packages and seals it with what was found.</summary>
static class VerifiedRecord
{
    /// <exception cref="TrialException">A check failed; the folder is not sealed, so that nobody installs it.</exception>
    public static async Task<Manifest> WriteAsync(
        string folder, Manifest draft, ControlComparison comparison, IReadOnlyList<IArtifactCheck> checks, string? signingKey,
        Action<string>? progress, CancellationToken cancellationToken)
    {
        var artifacts = comparison.InHand(folder, draft);
        var results = await CheckRun.RunAsync(checks, artifacts, progress, cancellationToken);
        // Of what is not published, the difference is all the more to be read.
        var failed = results.Any(x => x.Outcome == CheckOutcome.Failed);
        foreach (var (name, text) in artifacts.Attachments)
            await File.WriteAllTextAsync(Path.Combine(failed ? draft.Chain.DebBuild.Folder : folder, name), text, cancellationToken);
        ThrowIfFailed(results, draft.Chain.DebBuild.Folder);
        return await ArtifactsSeal.WriteAsync(
            folder, draft with { Verification = new Verification(results) }, signingKey, cancellationToken);
    }

    // What fails its own checks is not published: an operator would install it.
    public static void ThrowIfFailed(IEnumerable<VerificationCheck> checks, string where)
    {
        string[] failed = [.. checks.Where(x => x.Outcome == CheckOutcome.Failed).Select(x => $"{x.Name}: {x.Finding}")];
        if (failed.Length > 0)
            throw new TrialException($"the built packages fail their checks: {string.Join("; ", failed)}", where,
                "Nothing was published; the earlier result in built/ is as it was");
    }
}
