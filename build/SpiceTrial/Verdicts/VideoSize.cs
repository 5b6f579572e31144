using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Size of the video in pixels: it must be the same in both arms, wherever its window stood.</summary>
public sealed record VideoSize(int Width, int Height)
{
    // Below this part of the video's area another region is not the video in another size.
    const double Comparable = 0.5;

    /// <summary>As <see cref="AnalyzeOptions.VideoFrom"/> reads it.</summary>
    /// <exception cref="TrialException">It is none, or a widget's: the server streams those in mode <c>all</c> only.</exception>
    public static VideoSize? From(string? text) => AnalyzeOptions.VideoFrom(text) switch
    {
        null => null,
        var (width, height) when (long)width * height < StreamTable.SmallestPicture => throw new TrialException(
            $"{width}x{height} is a widget's size, not a video's (below 96x96 pixels in area)", "--video",
            "Name the video's own size; ./build.sh Analyze lists what was streamed", ExitStatus.BadInput),
        var (width, height) => new(width, height),
    };

    /// <summary>The largest region that was streamed in any run, or <c>null</c> where no run streamed more than widgets.</summary>
    public static VideoSize? Largest(IEnumerable<RunFigures> runs) => runs
        .SelectMany(x => x.Regions)
        .Where(x => x.Kind == RegionKind.Video)
        .OrderByDescending(x => (long)x.Width * x.Height)
        .Select(x => new VideoSize(x.Width, x.Height))
        .FirstOrDefault();

    /// <summary>Another one that was streamed for longer over all runs, or <c>null</c>.</summary>
    public VideoSize? Longer(IEnumerable<RunFigures> runs)
    {
        var regions = runs.SelectMany(x => x.Regions.Select(
            y => (Region: y, IsVideo: In(x).Any(z => ReferenceEquals(z.Region, y))))).ToList();
        double Seconds(IEnumerable<(Region Region, bool)> all) => all.Sum(x => x.Region.StreamingSeconds ?? 0);
        return regions.Where(x => !x.IsVideo && x.Region.Kind != RegionKind.Widget)
            .GroupBy(x => new VideoSize(x.Region.Width, x.Region.Height))
            .Where(x => Seconds(x) > Seconds(regions.Where(y => y.IsVideo))).MaxBy(Seconds)?.Key;
    }

    public bool Is(Region region) => region.Width == Width && region.Height == Height;

    /// <summary>The run's regions that are the video, each with the part of the video's area that it is: less than 1 where some strips of
    /// it never streamed.</summary>
    public IReadOnlyList<(Region Region, double Weight)> In(RunFigures run) =>
        run.Regions.Any(Is) ? [.. run.Regions.Where(Is).Select(x => (x, 1.0))]
        : [.. run.Regions.Where(x => x.Strips > 1 && x.Width == Width && x.Height < Height).Select(x => (x, (double)x.Height / Height))];

    /// <summary>What was streamed instead of the video and is as large, or <c>null</c>.</summary>
    public Region? Instead(RunFigures run) => In(run).Count > 0 ? null
        : run.Regions.FirstOrDefault(x => (long)x.Width * x.Height >= Comparable * Width * Height);

    public override string ToString() => $"{Width}x{Height}";
}
