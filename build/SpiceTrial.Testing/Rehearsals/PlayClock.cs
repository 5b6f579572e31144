using SpiceTrial.Lab;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>Puts a guest's times on the clock of the server's log. A guest sets its clock by the RTC's seconds, and on a busy machine it is
/// late in doing so: by up to a second, the same in a whole run.</summary>
/// <remarks>A load that draws after frames alone meets OOMs in its plays alone. One after the end of a play says by how much the guest's
/// clock is behind at least, one before the start of a play by how much it is ahead.</remarks>
static class PlayClock
{
    public static IReadOnlyList<GuestPlay> Correct(Scenario scenario, IReadOnlyList<GuestPlay> plays, RunFigures run)
    {
        if (run is not { Start: { } start, Timeline: { } timeline } || scenario.Chrome.Any(x => x.PerFrame is null))
            return plays;
        var half = TimeSpan.FromSeconds(scenario.Video.Pause / 2);
        List<DateTimeOffset> ooms = [.. timeline.Ooms.Select(x => start.AddSeconds(x))];
        var behind = plays.Where(x => x.Seconds is not null).Select(x => x.Start.AddSeconds(x.Seconds!.Value))
            .SelectMany(end => ooms.Where(x => x > end && x < end + half).Select(x => x - end)).DefaultIfEmpty().Max();
        var ahead = plays.Skip(1).SelectMany(play => ooms.Where(x => x < play.Start && x > play.Start - half).Select(x => play.Start - x))
            .DefaultIfEmpty().Max();
        var error = behind >= ahead ? behind : -ahead;
        return [.. plays.Select(x => x with { Start = x.Start + error, Gaps = [.. x.Gaps.Select(y => y with { End = y.End + error })] })];
    }
}
