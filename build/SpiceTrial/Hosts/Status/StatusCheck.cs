namespace SpiceTrial.Hosts;

/// <summary>A status as a monitoring plugin says it: a level, and one line that any of Nagios' heirs reads.</summary>
public sealed record StatusCheck(CheckLevel Level, string Line)
{
    // The worst one counts. What can't be told hides nothing that is known to be wrong.
    static readonly CheckLevel[] FromTheWorst = [CheckLevel.Critical, CheckLevel.Warning, CheckLevel.Unknown];

    public static StatusCheck Of(HostStatus status)
    {
        var findings = Findings(status).ToLookup(x => x.Level, x => x.What);
        var level = FromTheWorst.FirstOrDefault(findings.Contains);
        var words = level == CheckLevel.Ok ? [$"{Library(status)}, no security update"]
            : FromTheWorst.SelectMany(x => findings[x]);
        return new(level, Word(level, $"{status.Host}: {string.Join("; ", words)}") + $" | guests={status.Domains.Count} "
            + $"guests_of_another_build={status.Domains.Count(x => x.MustRestart == true)}");
    }

    /// <summary>Nothing can be told: no host, no connection, a wrong command line.</summary>
    public static StatusCheck Failed(string what) => new(CheckLevel.Unknown, Word(CheckLevel.Unknown, what));

    // The bar begins the figures, and a line is all that is read.
    static string Word(CheckLevel level, string what) =>
        $"SPICE {level.ToString().ToUpperInvariant()} - {Printable.Show(what.ReplaceLineEndings(" "), 500).Replace('|', '/')}";

    static string Library(HostStatus status) => $"{Printable.Word(status.Package.State)} {status.Package.Version}"
        + (status.Package.Held ? ", held" : "");

    static IEnumerable<(CheckLevel Level, string What)> Findings(HostStatus status) =>
    [
        .. OfPackage(status.Package).Concat(OfTransaction(status)).Concat(OfGuests(status)),
        .. status.Libvirt is { Unit: not null, Answers: false }
            ? [(CheckLevel.Warning, "libvirt does not answer")] : Array.Empty<(CheckLevel, string)>(),
        .. status.Leftovers.Any(x => !x.IsAtWork)
            ? [(CheckLevel.Warning, "a run that was broken off has left something")] : Array.Empty<(CheckLevel, string)>(),
        .. status.NotKnown.Count > 0
            ? [(CheckLevel.Unknown, $"not known without root: {string.Join(", ", status.NotKnown)}")] : Array.Empty<(CheckLevel, string)>(),
    ];

    static IEnumerable<(CheckLevel, string)> OfPackage(PackageStatus package)
    {
        if (package.Version is null)
        {
            yield return (CheckLevel.Critical, $"{InstalledLibrary.Package} is not installed");
            yield break;
        }

        if (package.DpkgState is not ("ii" or "hi"))
            yield return (CheckLevel.Critical, $"{InstalledLibrary.Package} is not whole: dpkg says '{package.DpkgState}'");
        if (package.LoadedInstead.Count > 0)
            yield return (CheckLevel.Critical, $"loaded instead: {string.Join(", ", package.LoadedInstead)}");
        if (package.SecurityCandidate is { } newer)
            yield return package.Held
                ? (CheckLevel.Critical, $"{package.Version} is held, and there is a security update: {newer}")
                : (CheckLevel.Warning, $"security update: {newer}");
        else if (package.SecurityNotKnown is { } why)
            yield return (CheckLevel.Unknown, $"security update not known: {why}");
        if (package is { State: LibraryState.Patched or LibraryState.Control, Held: false })
            yield return (CheckLevel.Warning, "our package is not held");
        if (package.State == LibraryState.Unknown)
            yield return package.BuildId is null
                ? (CheckLevel.Unknown, "the installed library can't be read")
                : (CheckLevel.Warning, $"nothing identifies the installed library (build-id {package.BuildId})");
        else if (package.Intact == false)
            yield return (CheckLevel.Warning, "the installed library is not the file that dpkg installed");
    }

    static IEnumerable<(CheckLevel, string)> OfTransaction(HostStatus status)
    {
        if (status.Replaced is { } theirs)
            yield return (CheckLevel.Critical, $"the transaction is no longer ours: somebody else has put {theirs} there");
        else if (status.Transaction is { IsBrokenOff: true } or { State: TransactionState.Foreign })
            yield return (CheckLevel.Critical, $"the transaction is {(status.Transaction.IsBrokenOff ? "broken off" : "no longer ours")}");
        else if (status.Transaction is { State: TransactionState.Installed, SecondsLeft: var left })
            yield return (CheckLevel.Warning, $"installed and not confirmed: taken back in {Math.Max(left ?? 0, 0)} s");
        else if (status.BroughtBack is { } stock)
            yield return (CheckLevel.Warning, $"somebody else has brought {stock} back, and the transaction is open");
        else if (status is { Transaction: null, SwitchArmed: true })
            yield return (CheckLevel.Warning, "the switch is armed, but no transaction is open");
    }

    static IEnumerable<(CheckLevel, string)> OfGuests(HostStatus status)
    {
        if (status.Domains.Where(x => x.MustRestart == true).Select(x => x.Title).ToList() is { Count: > 0 } old)
            yield return (CheckLevel.Warning, $"{old.Count} of {status.Domains.Count} guests run another build than the installed one: "
                + Printable.Show(string.Join(", ", old), 200));
        if (status.WithoutRoot is null && status.Domains.Count(x => x.Library is { BuildId: null }) is > 0 and var unread)
            yield return (CheckLevel.Unknown, $"the library of {unread} of {status.Domains.Count} guests can't be read");
    }
}
