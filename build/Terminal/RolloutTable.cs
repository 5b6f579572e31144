using SpiceTrial.Trial;

namespace SpiceTrial.Terminal;

/// <summary>A rollout as rows: one a host, on a terminal of 80 columns also with long names.</summary>
public static class RolloutTable
{
    internal const int LongestName = 24;

    /// <summary>The first row is the heading.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(RolloutRecord record) =>
    [
        ["wave", "host", "outcome", "build-id", "new", "old"],
        .. record.Waves.SelectMany((wave, i) => wave.Hosts.Select(x => (IReadOnlyList<string>)
        [
            $"{i + 1}", Printable.Show(x.Name, LongestName), x.Outcome.ToString().ToLowerInvariant(),
            x.Build is { Length: > 12 } id ? id[..12] : x.Build ?? "", $"{x.GuestsOnBuild}", $"{x.GuestsOnOther}",
        ])),
    ];

    /// <summary>Why a host's outcome is that, below the table.</summary>
    public static IEnumerable<string> Reasons(RolloutRecord record) =>
        record.Hosts.Where(x => x.Reason is not null).Select(x => $"{x.Name}: {x.Reason}");

    /// <summary>In one line.</summary>
    public static string Sum(RolloutRecord record) => string.Join(", ",
        record.Hosts.GroupBy(x => x.Outcome).OrderBy(x => x.Key).Select(x => $"{x.Count()} {x.Key.ToString().ToLowerInvariant()}"))
        + (record.Origin == Origin.Test ? " (test hosts)" : "");
}
