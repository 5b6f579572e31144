using SpiceTrial.Trial;

namespace SpiceTrial.Terminal;

/// <summary>A rollout as rows: one a host, on a terminal of 80 columns also with long names. Of a large fleet hosts of a wave that are all
/// the same are one row; the page has each.</summary>
public static class RolloutTable
{
    internal const int LongestName = 24;

    const int Large = 50;

    /// <summary>The first row is the heading.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(RolloutRecord record) =>
    [
        ["wave", "host", "outcome", "build-id", "new", "old"],
        .. record.Waves.SelectMany((wave, i) => wave.Hosts
            .GroupBy(x => (record.Hosts.Count() > Large ? "" : x.Name, x.Outcome, x.Build, x.GuestsOnBuild, x.GuestsOnOther))
            .Select(x => Row(i + 1, [.. x]))),
    ];

    static IReadOnlyList<string> Row(int wave, IReadOnlyList<RolloutHost> same)
    {
        var (first, more) = (same[0], same.Count > 1 ? $" and {same.Count - 1} more" : "");
        return
        [
            $"{wave}", Printable.Show(first.Name, LongestName - more.Length) + more, Printable.Word(first.Outcome),
            first.Build is { Length: > 12 } id ? id[..12] : first.Build ?? "", $"{first.GuestsOnBuild}", $"{first.GuestsOnOther}",
        ];
    }

    /// <summary>Why a host's outcome is that, below the table.</summary>
    public static IEnumerable<string> Reasons(RolloutRecord record) =>
        record.Hosts.Where(x => x.Reason is not null).Select(x => $"{x.Name}: {x.Reason}");

    /// <summary>In one line.</summary>
    public static string Sum(RolloutRecord record) => string.Join(", ",
        record.Hosts.GroupBy(x => x.Outcome).OrderBy(x => x.Key).Select(x => $"{x.Count()} {Printable.Word(x.Key)}"))
        + (record.Origin == Origin.Test ? " (test hosts)" : "");
}
