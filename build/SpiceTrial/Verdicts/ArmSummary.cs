namespace SpiceTrial.Verdicts;

/// <summary>One arm in short.</summary>
public sealed record ArmSummary(
    IReadOnlyList<string> Runs, int? TraceItems, IReadOnlyList<string> BuildIds, double? PlaybackSeconds, int VideoCreates, int VideoStops,
    int VideoReEngagements, int OtherCreates, int Ooms, int FreeSome, int PeakStreams, int Freezes, int Aborts)
{
    /// <summary>Runs whose process crashed, those without playback too.</summary>
    public int Crashes { get; init; }

    /// <summary>Runs at whose end nothing was drawn for long: playback was over, or the guest froze.</summary>
    public int SilentEnds { get; init; }

    /// <summary>Tags of the runs that a program made, as the lab does, and no guest.</summary>
    public IReadOnlyList<string> WithoutGuest { get; init; } = [];
}
