using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Size of the video in pixels: it must be the same in both arms, wherever its window stood.</summary>
public sealed record VideoSize(int Width, int Height)
{
    /// <summary>As <see cref="AnalyzeOptions.VideoFrom"/> reads it.</summary>
    public static VideoSize? From(string? text) => AnalyzeOptions.VideoFrom(text) is var (width, height) ? new(width, height) : null;

    /// <summary>The largest region that was streamed in any run, or <c>null</c> where no run streamed more than widgets.</summary>
    public static VideoSize? Largest(IEnumerable<RunFigures> runs) => runs
        .SelectMany(x => x.Regions)
        .Where(x => x.Kind == RegionKind.Video)
        .OrderByDescending(x => (long)x.Width * x.Height)
        .Select(x => new VideoSize(x.Width, x.Height))
        .FirstOrDefault();

    public bool Is(Region region) => region.Width == Width && region.Height == Height;

    public override string ToString() => $"{Width}x{Height}";
}
