namespace SpiceTrial.Verdicts;

/// <summary>One arm in short.</summary>
/// <param name="Runs">Tags of the runs that count.</param>
/// <param name="TraceItems">The ring where every run proves the same one.</param>
/// <param name="BuildIds">Of the libraries that were mapped.</param>
/// <param name="PlaybackSeconds">Of all runs.</param>
/// <param name="VideoCreates">Creates of the video's stream.</param>
/// <param name="VideoStops">Stops of it.</param>
/// <param name="VideoReEngagements">Creates after a stop.</param>
/// <param name="OtherCreates">Creates of all that is not the video.</param>
/// <param name="Ooms">OOM1 lines.</param>
/// <param name="FreeSome">OOMs that evicted.</param>
/// <param name="PeakStreams">Most streams at once.</param>
/// <param name="Freezes">Of whatever cause.</param>
/// <param name="GuestDriverFreezes">Those that the guest's kernel made.</param>
/// <param name="Down">Runs that crashed, or whose guest was stuck or froze for good.</param>
/// <param name="Crashes">Runs whose process crashed.</param>
/// <param name="NeverPlayed">Runs without playback.</param>
/// <param name="FailedStarts">Starts that never came to a spice-server.</param>
/// <param name="NoEnd">Runs whose log stops without an end.</param>
/// <param name="SilentEnds">Runs at whose end nothing was drawn for long: playback was over, or the guest froze.</param>
/// <param name="WithoutGuest">Tags of the runs that a program made, as the lab does, and no guest.</param>
public sealed record ArmSummary(
    IReadOnlyList<string> Runs, int? TraceItems, IReadOnlyList<string> BuildIds, double? PlaybackSeconds, int VideoCreates, int VideoStops,
    int VideoReEngagements, int OtherCreates, int Ooms, int FreeSome, int PeakStreams, int Freezes, int GuestDriverFreezes, int Down,
    int Crashes, int NeverPlayed, int FailedStarts, int NoEnd, int SilentEnds, IReadOnlyList<string> WithoutGuest)
{
    /// <summary>Of each of <see cref="Runs"/>, the figure that decides (a share, 0 to 1).</summary>
    public IReadOnlyList<double> Values { get; init; } = [];
}
