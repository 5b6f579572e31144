using System.Globalization;
using SpiceTrial.Packages;

namespace SpiceTrial.Hypervisors.Status;

/// <summary>A status as rows of name and value, safe to print: domain names are whatever somebody made them.</summary>
public static class HostStatusTable
{
    public static IEnumerable<(string Name, string Value)> Rows(HostStatus status) =>
    [
        ("host", status.Host),
        ("package", Package(status.Package)),
        ("library", $"{Word(status.Package.State)}{Ring(status.Package.TraceItems)}, build-id {Short(status.Package.BuildId)}"),
        ("hold and pin", $"{(status.Package.Held ? "held" : "not held")}, {(status.Package.Pinned ? $"pinned by {string.Join(", ", status.Package.Pins.Select(x => Show(x)))}" : "not pinned")}"),
        ("candidate", $"{Show(status.Package.Candidate, "none")}; security update: {Show(status.Package.SecurityCandidate, "none known")}"),
        ("libvirt", status.Libvirt.Unit is { } unit ? $"{Show(unit)} {(status.Libvirt.Answers ? "answers" : "does not answer")}" : "not installed"),
        ("switch", status.SwitchArmed ? "armed" : "not armed"),
        ("transaction", Transaction(status)),
        .. status.Domains.Select(x => (x.Name is null ? "guest without a name" : Show(x.Name), Process(x))),
        .. status.Domains.Count == 0 ? [("guests", "none runs")] : Array.Empty<(string, string)>(),
        .. status.OtherProcesses.Select(x => (Show(x.Program), Process(x))),
    ];

    static string Package(PackageStatus package) => package.Version is null
        ? "not installed"
        : $"{InstalledLibrary.Package} {Show(package.Version)}, dpkg state {Show(package.DpkgState)}{(package.Intact == false ? ", file changed" : "")}";

    static string Transaction(HostStatus status) => status switch
    {
        { Transaction: { } open } => Show($"{open.State}: {open.StockVersion} -> {open.OurVersion}, by {open.Owner} since {open.Began}, last step {open.Step}", 200),
        { LastTransaction: { } last } => Show($"none open; the last one: {last}", 200),
        _ => "none",
    };

    static string Process(DomainStatus process)
    {
        var library = process.Library is { } mapped
            ? $"{Word(mapped.State)}{Ring(mapped.TraceItems)}, build-id {Short(mapped.BuildId)}{(mapped.Deleted ? ", deleted file" : "")}"
            : "no spice library";
        var since = process.Started is { } started ? started.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) : "unknown";
        return $"pid {process.Pid} since {since}: {library}{(process.MustRestart == true ? "; not the installed one: destroy and start it" : "")}";
    }

    static string Word(LibraryState state) => state.ToString().ToLowerInvariant();

    static string Ring(int? items) => items is null ? "" : $" ({items} trace items)";

    // Enough to tell builds apart on a narrow terminal; the JSON has all of it.
    static string Short(string? buildId) => buildId is { Length: > 12 } ? Printable.Show(buildId[..12]) : Show(buildId);

    static string Show(string? text, string instead = "unknown") => text is null ? instead : Printable.Show(text);

    static string Show(string text, int longest) => Printable.Show(text, longest);
}
