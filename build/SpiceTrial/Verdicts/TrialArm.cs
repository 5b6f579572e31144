namespace SpiceTrial.Verdicts;

/// <summary>The runs of one arm and their sums.</summary>
public sealed record TrialArm(string Name, IReadOnlyList<TrialRun> Runs)
{
    public double PlaybackSeconds => Runs.Sum(x => x.PlaybackSeconds);

    public int Engagements => Runs.Sum(x => x.Engagements);

    public int ReEngagements => Runs.Sum(x => x.ReEngagements);

    public int Ooms => Runs.Sum(x => x.Figures.Ooms);

    public int FreeSome => Runs.Sum(x => x.Figures.FreeSome);

    public int Freezes => Runs.Sum(x => x.Figures.Freezes.Count);

    public int Aborts => Runs.Sum(x => x.Aborts);

    public bool SlotsExhausted => Runs.Any(x => x.Figures.SlotsExhausted);

    /// <summary>Mean of the runs' shares; <c>null</c> where one of them is not known.</summary>
    public double? Share => Runs.Count > 0 && Runs.All(x => x.Share is not null) ? Runs.Average(x => x.Share) : null;

    public double PlaybackMinutes => PlaybackSeconds / 60;

    /// <summary>The arm's ring where every run proves the same one.</summary>
    public int? TraceItems => Runs.Select(x => x.Figures.Arm.TraceItems).Distinct().ToList() is [var one] ? one : null;

    public IReadOnlyList<string> BuildIds => [.. Runs.Select(x => x.Figures.Arm.BuildId).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<RateSample> Rates(Func<TrialRun, int> events, Func<TrialRun, double?> seconds) =>
        [.. Runs.Where(x => seconds(x) is > 0).Select(x => new RateSample(events(x), seconds(x)!.Value / 60))];

    public ArmSummary Summary() => new(
        [.. Runs.Select(x => x.Figures.Tag)],
        TraceItems,
        BuildIds,
        Runs.Count == 0 ? null : PlaybackSeconds,
        Engagements,
        Runs.Sum(x => x.Stops),
        ReEngagements,
        Runs.Sum(x => x.Figures.Regions.Sum(y => y.Creates)) - Engagements,
        Ooms,
        FreeSome,
        Runs.Select(x => x.Figures.PeakStreams).DefaultIfEmpty().Max(),
        Freezes,
        Aborts)
    {
        WithoutGuest = [.. Runs.Where(x => x.Figures.HasGuest == false).Select(x => x.Figures.Tag)],
    };
}
