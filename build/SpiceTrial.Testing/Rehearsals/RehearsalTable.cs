using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>The table of truth as rows of text; the first names the columns.</summary>
public static class RehearsalTable
{
    public static IEnumerable<IReadOnlyList<string>> Rows(Rehearsal record) =>
    [
        ["scenario", "ring", "rule", "lab", "guest", ""],
        .. record.Truth.Select(x => new[]
        {
            x.Scenario, $"{x.RingSize}", x.Rule ?? "-", x.Lab ?? "-", x.Guest, x.Agrees ? "agree" : "differ",
        }),
    ];
}
