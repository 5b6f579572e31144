namespace SpiceTrial.Trial;

/// <summary>One night; <c>nightly.json</c>.</summary>
public sealed record NightlyResult(IReadOnlyList<NightlyRow> Rows)
{
    /// <exception cref="TrialException">A verdict changed, a patch conflicts, a release could not be proven, or the mirror serves
    /// none.</exception>
    public void ThrowIfFailed()
    {
        var failed = Rows.Where(x => x.IsFailure).ToList();
        if (failed.Count > 0)
            throw new TrialException(
                $"the night failed: {string.Join("; ", failed.Select(x => $"{x.Suite} {x.Architecture}: {x.Outcome}: {x.Detail}"))}",
                "sessions/nightly",
                "The records and reports there say what changed; docs/nightly.md says what to do");
        if (!Rows.Any(x => x.IsServed))
            throw new TrialException(
                $"the mirror serves no release: {string.Join("; ", Rows.Select(x => $"{x.Suite} {x.Architecture}: {x.Detail}"))}",
                "sessions/nightly", "Name another mirror with --mirror");
    }
}
