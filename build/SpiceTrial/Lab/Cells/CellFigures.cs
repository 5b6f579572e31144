using SpiceTrial.Sessions;

namespace SpiceTrial.Lab;

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
            MeanSecondsToEngage = engaged.Count == 0
                ? null : Round(engaged.Average(x => Math.Max(0, x.Bars.Min(y => y.From) - x.Play.From))),
            StreamingShare = offered == 0 ? null : Round(engaged.Sum(x => x.Bars.Sum(y => Overlap(x.Play, y))) / offered),
            VideoCreates = video.region?.Creates ?? 0,
            WidgetCreates = run.Creates - (video.region?.Creates ?? 0),
            Ooms = run.Ooms,
            FreeSome = run.FreeSome,
            DictionaryFirst = (int)(run.EvictionReach?.DictionaryFirst ?? 0),
            PeakStreams = run.PeakStreams,
        };
    }

    /// <summary>What the client received, held against what the log says was created.</summary>
    public static LabCell With(this LabCell cell, ReceivedFigures? client, RunFigures run) => client is null ? cell : cell with
    {
        Client = client with { Disagreements = [.. Disagreements(client, run)] },
    };

    static IEnumerable<string> Disagreements(ReceivedFigures client, RunFigures run)
    {
        if (client.StreamsCreated != run.Creates)
            yield return $"the log has {run.Creates} creates of streams, the client received {client.StreamsCreated}";
        // Strips that tile one area are one region of the log, and several of the client.
        foreach (var region in run.Regions.Where(x => x.Strips == 1))
        {
            var received = client.Regions
                .Where(x => (x.Left, x.Top, x.Width, x.Height) == (region.Left, region.Top, region.Width, region.Height))
                .Sum(x => x.Creates);
            if (received != region.Creates)
                yield return $"the log has {region.Creates} creates of {region.Width}x{region.Height} at ({region.Left}, {region.Top}), "
                    + $"the client received {received}";
        }

        // The last stops may be on their way when the log ends, and not the other way round.
        if (client.StreamsDestroyed < run.Stops)
            yield return $"the log has {run.Stops} stops of streams, the client received {client.StreamsDestroyed}";
    }

    static bool IsVideo(Region region, VideoLoad video) =>
        (region.Left, region.Top, region.Width, region.Height) == (video.Left, video.Top, video.Size.Width, video.Size.Height);

    static double Overlap(Play play, StreamBar bar) =>
        Math.Max(0, Math.Min(play.To, bar.To ?? double.PositiveInfinity) - Math.Max(play.From, bar.From));

    // The log has microseconds; more digits would be noise of the binary fractions.
    static double Round(double value) => Math.Round(value, 6);
}
