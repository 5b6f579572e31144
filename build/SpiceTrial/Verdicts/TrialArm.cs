using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>The runs of one arm and their sums.</summary>
/// <param name="Name">Baseline or candidate.</param>
/// <param name="Runs">Those whose figures count.</param>
/// <param name="Unplayed">Those without playback: no figure counts them, but they were to play.</param>
/// <param name="Missing">Runs of the plan of which nothing was captured.</param>
public sealed record TrialArm(string Name, IReadOnlyList<TrialRun> Runs, IReadOnlyList<RunFigures> Unplayed, int Missing = 0)
{
    /// <summary>Every run that was given, each once.</summary>
    public IReadOnlyList<RunFigures> Given => [.. Runs.Select(x => x.Figures), .. Unplayed];

    /// <summary>Runs whose process crashed.</summary>
    public IReadOnlyList<RunFigures> Crashed => [.. Given.Where(x => x.Crashed)];

    /// <summary>Runs that went badly: the process crashed, or the guest was stuck or froze for good.</summary>
    public int Down => Runs.Count(x => x.IsDown) + Unplayed.Count(x => x.Crashed);

    public int NeverPlayed => Unplayed.Count(x => !x.Crashed);

    /// <summary>Those before a start that is no run: a restart, or one whose port or disk was another's.</summary>
    public int FailedBefore { get; init; }

    /// <summary>Starts of the domain that never came to a spice-server.</summary>
    public int FailedStarts => FailedBefore + Given.Sum(x => x.FailedStarts);

    public int NoEnd => Runs.Count(x => x.HasNoEnd);

    /// <summary>Runs at whose end nothing was drawn for long, though nobody froze for all that the log can tell.</summary>
    public int SilentEnds => Runs.Count(x => x.IsSilentAtEnd);

    /// <summary>What was started or planned, runs that are not there too.</summary>
    public int Starts => Given.Count + FailedStarts + Missing;

    /// <summary>Starts that yielded no whole run, whatever the reason; one that fell silent may be whole.</summary>
    public int Undelivered => Missing + FailedStarts + Unplayed.Count + Runs.Count(x => x.IsDown || x.HasNoEnd);

    /// <summary>With those that fell silent.</summary>
    public int Doubtful => Undelivered + Runs.Count(x => x.IsSilentAtEnd && !x.HasNoEnd);

    public double PlaybackSeconds => Runs.Sum(x => x.PlaybackSeconds);

    /// <summary>Most streams at once in any run.</summary>
    public int PeakStreams => Runs.Select(x => x.Figures.PeakStreams).DefaultIfEmpty().Max();

    public int Ooms => Runs.Sum(x => x.Figures.Ooms);

    public int FreeSome => Runs.Sum(x => x.Figures.FreeSome);

    /// <summary>Also of those that did not play.</summary>
    public int GivenOoms => Given.Sum(x => x.Ooms);

    public int GuestDriverFreezes => Given.Sum(x => x.Freezes.Count(y => y.Cause == FreezeCause.GuestDriver));

    public bool SlotsExhausted => Runs.Any(x => x.Figures.SlotsExhausted);

    /// <summary>The arm's ring where every run proves the same one; where none played, as those say that did not.</summary>
    public int? TraceItems => (Runs.Count > 0 ? Runs.Select(x => x.Figures) : Unplayed)
        .Select(x => x.Arm.TraceItems).Distinct().ToList() is [var one] ? one : null;

    /// <summary>Also of those that did not play: harm counts them.</summary>
    public IReadOnlyList<string> BuildIds =>
        [.. Given.Select(x => x.Arm.BuildId).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    public ArmSummary Summary() => new(
        [.. Runs.Select(x => x.Figures.Tag)], TraceItems, BuildIds, Runs.Count == 0 ? null : PlaybackSeconds,
        Runs.Sum(x => x.Engagements), Runs.Sum(x => x.Stops), Runs.Sum(x => x.ReEngagements), Runs.Sum(x => x.OtherCreates), Ooms,
        FreeSome, PeakStreams, Runs.Sum(x => x.Figures.Freezes.Count), GuestDriverFreezes, Down, Crashed.Count, NeverPlayed, FailedStarts,
        NoEnd, SilentEnds, [.. Runs.Where(x => x.Figures.HasGuest == false).Select(x => x.Figures.Tag)]);
}
