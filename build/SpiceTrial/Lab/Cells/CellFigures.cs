using SpiceTrial.Lab.Guests;
using SpiceTrial.Lab.Scenarios;
using SpiceTrial.Sessions;

namespace SpiceTrial.Lab.Cells;

/// <summary>A cell's figures from its log's record, which is the same as a field session's, and the plays that the guest offered.</summary>
static class CellFigures
{
    public static LabCell With(this LabCell cell, Scenario scenario, RunFigures run, IReadOnlyList<Play> plays)
    {
        var video = run.Regions.Select((region, index) => (region, index)).FirstOrDefault(x => IsVideo(x.region, scenario.Video));
        var bars = run.Timeline?.Streams.Where(x => video.region is not null && x.Region == video.index).ToList() ?? [];
        var engaged = plays.Select(x => (Play: x, Bars: bars.Where(y => Overlap(x, y) > 0).ToList())).Where(x => x.Bars.Count > 0).ToList();
        var offered = plays.Sum(x => x.To - x.From);
        return cell with
        {
            PlaysOffered = plays.Count,
            PlaysEngaged = engaged.Count,
            MeanSecondsToEngage = engaged.Count == 0 ? null : Round(engaged.Average(x => Math.Max(0, x.Bars.Min(y => y.From) - x.Play.From))),
            StreamingShare = offered == 0 ? null : Round(engaged.Sum(x => x.Bars.Sum(y => Overlap(x.Play, y))) / offered),
            VideoCreates = video.region?.Creates ?? 0,
            WidgetCreates = run.Creates - (video.region?.Creates ?? 0),
            Ooms = run.Ooms,
            FreeSome = run.FreeSome,
            PeakStreams = run.PeakStreams,
        };
    }

    static bool IsVideo(Region region, VideoLoad video) =>
        (region.Left, region.Top, region.Width, region.Height) == (video.Left, video.Top, video.Size.Width, video.Size.Height);

    static double Overlap(Play play, StreamBar bar) => Math.Max(0, Math.Min(play.To, bar.To ?? double.PositiveInfinity) - Math.Max(play.From, bar.From));

    // The log has microseconds; more digits would be noise of the binary fractions.
    static double Round(double value) => Math.Round(value, 6);
}
