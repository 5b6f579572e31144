using SpiceTrial.Hosts;

namespace SpiceTrial.Terminal;

/// <summary>A status as rows of name and value, safe to print: domain names are whatever somebody made them.</summary>
public static class HostStatusTable
{
    public static IEnumerable<(string Name, string Value)> Rows(HostStatus status) =>
    [
        ("host", status.Origin == Origin.Test ? $"{status.Host}, a test host" : status.Host),
        ("package", Package(status.Package)),
        ("library",
            $"{Printable.Word(status.Package.State)}{Ring(status.Package.TraceItems)}, build-id "
                + $"{Short(status.Package.BuildId)}{(status.Package.Proof == LibraryProof.Dpkg ? ", by dpkg's word alone" : "")}"),
        ("hold and pin",
            $"{(status.Package.Held ? "held" : "not held")}, "
                + $"{(status.Package.Pinned ? $"pinned by {string.Join(", ", status.Package.Pins.Select(x => Show(x)))}" : "not pinned")}"),
        ("candidate", $"{Show(status.Package.Candidate, "none")}; "
            + "security update: "
            + Show(status.Package.SecurityCandidate, status.Package.SecurityNotKnown is null ? "none known" : "not known")),
        .. status.Package.LoadedInstead.Select(x => ("loaded instead", Show(x, 200))),
        ("libvirt", status.Libvirt.Unit is { } unit
            ? $"{Show(unit)} {status.Libvirt.Answers switch
            {
                true => "answers", false => "does not answer", _ => "not known whether it answers",
            }}"
            : "not installed"),
        ("switch", status.SwitchArmed ? "armed" : "not armed"),
        ("transaction", Transaction(status)),
        .. status.Transaction?.Remark is { } remark ? [("", Show(remark, 200))] : Array.Empty<(string, string)>(),
        .. status.GateOverrides.Select(x => ("gate overridden",
            Show($"{x.At.UtcDateTime:yyyy-MM-dd HH:mm}Z by {x.By} for {x.Version}, {x.Outcome}: {x.Reason}",
                300))),
        .. status.Domains.Select(x => (x.Name is null ? "guest without a name" : Show(x.Name), Process(x))),
        .. status.Domains.Count == 0
            ? [("guests", status.WithoutRoot is null ? "none runs" : "none seen")] : Array.Empty<(string, string)>(),
        .. status.OtherProcesses.Select(x => (Show(x.Program), Process(x))),
        .. status.Leftovers.Select(x => ("left over", Show(x.ToString(), 200))),
        .. status.NotKnown.Select(x => ("not known", x)),
    ];

    static string Package(PackageStatus package) => package.Version is null
        ? "not installed"
        : $"{InstalledLibrary.Package} {Show(package.Version)}, dpkg state "
            + $"{Show(package.DpkgState)}{(package.Intact == false ? ", file changed" : "")}";

    static string Transaction(HostStatus status) => status switch
    {
        { Transaction: { } open } => Show(open.ToString(), 200),
        { LastTransaction: { } last } => Show($"none open; the last one: {last}", 200),
        { WithoutRoot: not null } => "not known",
        _ => "none",
    };

    static string Process(DomainStatus process)
    {
        var library = process.Library is { } mapped
            ? mapped.BuildId is null
                ? "a library that can't be read"
                : $"{Printable.Word(mapped.State)}{Ring(mapped.TraceItems)}, build-id "
                    + $"{Short(mapped.BuildId)}{(mapped.Deleted ? ", deleted file" : "")}"
            : "no spice library";
        var since = process.Started is { } started
            ? started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'") : "unknown";
        return $"pid {process.Pid} since {since}: "
            + $"{library}{(process.MustRestart == true ? "; not the installed one: destroy and start it" : "")}"
            + (process.NotBelieved is { } why ? $"; not believed to be a guest: {Show(why)}" : "");
    }

    static string Ring(int? items) => items is null ? "" : $" ({items} trace items)";

    // Enough to tell builds apart on a narrow terminal; the JSON has all of it.
    static string Short(string? buildId) => buildId is { Length: > 12 } ? Printable.Show(buildId[..12]) : Show(buildId);

    static string Show(string? text, string instead = "unknown") => text is null ? instead : Printable.Show(text);

    static string Show(string text, int longest) => Printable.Show(text, longest);
}
