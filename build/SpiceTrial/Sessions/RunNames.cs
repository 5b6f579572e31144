namespace SpiceTrial.Sessions;

/// <summary>Names by which people tell runs apart: a log or folder with several gives all of them its own tag.</summary>
public static class RunNames
{
    /// <summary>The same runs, the second of a name called <c>NAME (2)</c> and so on.</summary>
    public static IReadOnlyList<RunFigures> Apart(IReadOnlyList<RunFigures> runs)
    {
        var seen = new Dictionary<string, int>();
        return [.. runs.Select(
            x => (seen[x.Tag] = seen.GetValueOrDefault(x.Tag) + 1) is > 1 and var place ? x with { Tag = $"{x.Tag} ({place})" } : x)];
    }
}
