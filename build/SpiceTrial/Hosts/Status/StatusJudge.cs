using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Makes of two readings of a host what is true of it. Pure: the same readings give the same status.</summary>
static class StatusJudge
{
    /// <param name="facts">What the host's script said.</param>
    /// <param name="reading">What its processes have.</param>
    /// <param name="leftovers">What is there beside a transaction.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">For the record.</param>
    /// <param name="withoutRoot">Why only a plain user looked, or <c>null</c>: then what is not there is not known.</param>
    public static HostStatus Judge(HostFacts facts, LibraryReading reading, IReadOnlyList<Leftover> leftovers, KnownBuilds builds,
        DateTimeOffset now, string? withoutRoot = null)
    {
        var known = builds.With(OnTheHost(facts, reading, builds));
        var package = Package(facts, reading, known);
        var processes = reading.Processes.OrderBy(x => x.Pid).Select(x => (x.IsGuest, Status: Domain(x, package.BuildId, known))).ToList();
        var status = new HostStatus(
            facts.Host,
            now,
            package,
            facts.IsArmed,
            facts.Transaction is { } open
                ? new(Word(open.State), open.Owner, open.Began, open.StockVersion, open.OurVersion, open.Step, open.SecondsLeft,
                    open.Remark)
                : null,
            facts.LastOutcome,
            new(facts.LibvirtUnit, facts.LibvirtAnswers ? true : withoutRoot is null ? false : null),
            [.. processes.Where(x => x.IsGuest).Select(x => x.Status)],
            [.. processes.Where(x => !x.IsGuest).Select(x => x.Status)],
            leftovers,
            [],
            withoutRoot,
            withoutRoot is null ? [] : [.. Hidden(facts)],
            []);
        return status with { Warnings = [.. StatusWarnings.Of(status, facts, reading)] };
    }

    // What a plain user is not shown. That a transaction is there can be seen: its folder has a name.
    static IEnumerable<string> Hidden(HostFacts facts) =>
    [
        facts.HasFolder ? "the transaction (there is one, or its remains)" : "what earlier runs left in /run/spice-trial",
        "which library each guest has mapped, and guests of a /proc that hides them",
        "dpkg --audit",
        .. facts.LibvirtAnswers ? Array.Empty<string>() : ["whether libvirt answers"],
    ];

    // What the host itself proves: its transaction's record, and dpkg's hashes. A package that was built again may carry the
    // archive's version, and its hashes fit too: they prove nothing where it is known which build-id Debian's build has.
    static IEnumerable<(string BuildId, KnownBuild Build)> OnTheHost(HostFacts facts, LibraryReading reading, KnownBuilds builds)
    {
        if (reading.KeptStockBuildId is { } kept)
            yield return (kept, KnownBuild.Stock(LibraryProof.Transaction));
        if (reading is { OurBuildId: { Length: > 0 } ours, OurVersion: { } text } && DebianVersion.TryParse(text, out var ourVersion)
            && ourVersion.OurTraceItems is { } items)
            yield return (ours, KnownBuild.Ours(items, LibraryProof.Transaction));
        if (reading is { InstalledBuildId: { } installed, Intact: true } && IsWhole(facts.PackageState)
            && facts.Version is { OurTraceItems: null } version
            && !builds.IsRecorded(version.ToString(), facts.Architecture))
            yield return (installed, KnownBuild.Stock(LibraryProof.Dpkg));
    }

    static PackageStatus Package(HostFacts facts, LibraryReading reading, KnownBuilds known)
    {
        var isInstalled = facts.PackageState is { Length: >= 2 } state && state[1] is not ('n' or 'c');
        var build = known.Of(reading.InstalledBuildId);
        return new(
            isInstalled ? facts.Version?.ToString() : null,
            build.State,
            build.Proof,
            reading.InstalledBuildId,
            build.TraceItems,
            facts.PackageState,
            reading.Intact,
            facts.IsHeld,
            facts.Pins.Count > 0,
            facts.Pins,
            facts.Candidate is "(none)" ? null : facts.Candidate,
            Stock(facts) is { } stock ? ArchiveVersions.Security(facts.Archive, stock)?.ToString() : null);
    }

    // What our build took the place of: its suffix does not say of which rebuild (+b1) of the archive, and the transaction does.
    static DebianVersion? Stock(HostFacts facts) =>
        facts is { Version.OurTraceItems: not null, Transaction.StockVersion: { } text } && DebianVersion.TryParse(text, out var before)
            ? before : facts.Version?.StockVersion;

    static DomainStatus Domain(ProcessReading process, string? installed, KnownBuilds known)
    {
        // More than one is odd; what differs from the installed one matters then.
        var library = process.Libraries.OrderByDescending(x => x.BuildId != installed).FirstOrDefault();
        var build = known.Of(library?.BuildId);
        return new(
            process.GuestName,
            process.Uuid,
            process.Pid,
            process.Program,
            process.Started,
            library is null ? null : new(build.State, library.BuildId, build.TraceItems, library.Deleted),
            library is null ? false : library.BuildId is null || installed is null ? null : library.BuildId != installed);
    }

    public static bool IsWhole(string? dpkgState) => dpkgState is "ii" or "hi";

    static string Word(TransactionState state) => state.ToString().ToLowerInvariant();
}
