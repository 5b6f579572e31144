using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>The runs of one arm and their sums.</summary>
public sealed record TrialArm(string Name, IReadOnlyList<TrialRun> Runs)
{
    /// <summary>Runs without playback: no figure counts them, but a process that crashed before anything played crashed.</summary>
    public IReadOnlyList<RunFigures> Unplayed { get; init; } = [];

    /// <summary>Every run that was given, each once.</summary>
    public int Given => Runs.Count + Unplayed.Count;

    /// <summary>Runs whose process crashed.</summary>
    public IReadOnlyList<RunFigures> Crashed => [.. Runs.Select(x => x.Figures).Concat(Unplayed).Where(x => x.Crashed)];

    /// <summary>Runs that ended badly: the process crashed, or the guest froze for good.</summary>
    public int Down => Runs.Count(x => x.Aborts > 0 || x.Figures.Crashed) + Unplayed.Count(x => x.Crashed);

    /// <summary>Runs at whose end nothing was drawn for long, though nobody froze for all that the log can tell.</summary>
    public int SilentEnds => Runs.Count(x => x.Aborts == 0 && x.Figures.SilenceAtEndSeconds is not null);

    public double PlaybackSeconds => Runs.Sum(x => x.PlaybackSeconds);

    public int Engagements => Runs.Sum(x => x.Engagements);

    public int Stops => Runs.Sum(x => x.Stops);

    /// <summary>Creates of all that is not the video.</summary>
    public int OtherCreates => Runs.Sum(x => x.Figures.Regions.Sum(y => y.Creates)) - Engagements;

    /// <summary>Most streams at once in any run.</summary>
    public int PeakStreams => Runs.Select(x => x.Figures.PeakStreams).DefaultIfEmpty().Max();

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

    public IReadOnlyList<string> BuildIds =>
        [.. Runs.Select(x => x.Figures.Arm.BuildId).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public IReadOnlyList<RateSample> Rates(Func<TrialRun, int> events, Func<TrialRun, double?> seconds) =>
        [.. Runs.Where(x => seconds(x) is > 0).Select(x => new RateSample(events(x), seconds(x)!.Value / 60))];

    public ArmSummary Summary() => new(
        [.. Runs.Select(x => x.Figures.Tag)], TraceItems, BuildIds, Runs.Count == 0 ? null : PlaybackSeconds, Engagements, Stops,
        ReEngagements, OtherCreates, Ooms, FreeSome, PeakStreams, Freezes, Aborts)
    {
        Crashes = Crashed.Count,
        SilentEnds = SilentEnds,
        WithoutGuest = [.. Runs.Where(x => x.Figures.HasGuest == false).Select(x => x.Figures.Tag)],
    };
}
