using SpiceTrial.Hosts;

namespace SpiceTrial.Terminal;

/// <summary>The status of a fleet as rows, one a host, on a terminal of 80 columns.</summary>
public static class FleetTable
{
    /// <summary>The first row is the heading. Guests count as new where they run what is installed.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(FleetStatus fleet) =>
    [
        ["host", "library", "build-id", "transaction", "new", "old"],
        .. fleet.Hosts.Select(Row),
        .. fleet.NotKnown.Keys.Select(x => (IReadOnlyList<string>)
            [Printable.Show(x, RolloutTable.LongestName), "not known", "", "", "", ""]),
    ];

    /// <summary>What stands out, below the table.</summary>
    public static IEnumerable<string> Warnings(FleetStatus fleet) =>
    [
        .. fleet.NotKnown.Select(x => $"{x.Key}: {x.Value}"),
        .. fleet.Hosts.SelectMany(x => x.Warnings.Select(y => $"{x.Host}: {y}")),
    ];

    /// <summary>In one line.</summary>
    public static string Sum(FleetStatus fleet) => string.Join(", ",
        fleet.Hosts.GroupBy(x => x.Package.State).OrderBy(x => x.Key).Select(x => $"{x.Count()} {Printable.Word(x.Key)}")
            .Concat(fleet.NotKnown.Count > 0 ? [$"{fleet.NotKnown.Count} not known"] : []))
        + (fleet.Hosts.Any(x => x.Origin == Origin.Test) ? " (test hosts)" : "");

    static IReadOnlyList<string> Row(HostStatus host)
    {
        var guests = host.Domains.Where(x => x.Library is not null).ToList();
        return
        [
            Printable.Show(host.Host, RolloutTable.LongestName), Printable.Word(host.Package.State),
            host.Package.BuildId is { Length: > 12 } id ? Printable.Show(id[..12]) : "unknown",
            host.Transaction is { } open ? Printable.Word(open.State) : "none", $"{guests.Count(x => x.MustRestart == false)}",
            $"{guests.Count(x => x.MustRestart != false)}",
        ];
    }
}
