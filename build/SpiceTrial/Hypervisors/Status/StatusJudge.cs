using SpiceTrial.Hypervisors.Transactions;
using SpiceTrial.Packages;

namespace SpiceTrial.Hypervisors.Status;

/// <summary>Makes of two readings of a host what is true of it. Pure: the same readings give the same status.</summary>
static class StatusJudge
{
    public static HostStatus Judge(HostFacts facts, LibraryReading reading, KnownBuilds builds, DateTimeOffset now)
    {
        var known = builds.With(OnTheHost(facts, reading));
        var package = Package(facts, reading, known);
        var processes = reading.Processes.OrderBy(x => x.Pid).Select(x => (x.IsGuest, Status: Domain(x, package.BuildId, known))).ToList();
        var status = new HostStatus(
            facts.Host,
            now,
            package,
            facts.IsArmed,
            facts.Transaction is { } open ? new(Word(open.State), open.Owner, open.Began, open.StockVersion, open.OurVersion, open.Step, open.SecondsLeft) : null,
            facts.LastOutcome,
            new(facts.LibvirtUnit, facts.LibvirtAnswers),
            [.. processes.Where(x => x.IsGuest).Select(x => x.Status)],
            [.. processes.Where(x => !x.IsGuest).Select(x => x.Status)],
            []);
        return status with { Warnings = [.. StatusWarnings.Of(status, facts, reading)] };
    }

    // What the host itself proves: its transaction's record, and dpkg's hashes. A package that was built again may carry the
    // archive's version, and its hashes fit too: they prove nothing where it is known which build-id Debian's build has.
    static IEnumerable<(string BuildId, KnownBuild Build)> OnTheHost(HostFacts facts, LibraryReading reading)
    {
        if (reading.KeptStockBuildId is { } kept)
            yield return (kept, KnownBuild.Stock);
        if (reading is { OurBuildId: { Length: > 0 } ours, OurVersion: { } text } && DebianVersion.TryParse(text, out var ourVersion) && ourVersion.OurTraceItems is { } items)
            yield return (ours, KnownBuild.Ours(items));
        if (reading is { InstalledBuildId: { } installed, Intact: true } && IsWhole(facts.PackageState) && facts.Version is { OurTraceItems: null } version
            && !KnownBuilds.IsRecorded(version.ToString(), facts.Architecture))
            yield return (installed, KnownBuild.Stock);
    }

    static PackageStatus Package(HostFacts facts, LibraryReading reading, KnownBuilds known)
    {
        var isInstalled = facts.PackageState is { Length: >= 2 } state && state[1] is not ('n' or 'c');
        var build = known.Of(reading.InstalledBuildId);
        return new(
            isInstalled ? facts.Version?.ToString() : null,
            build.State,
            reading.InstalledBuildId,
            build.TraceItems,
            facts.PackageState,
            reading.Intact,
            facts.IsHeld,
            facts.Pins.Count > 0,
            facts.Pins,
            facts.Candidate is "(none)" ? null : facts.Candidate,
            facts.Version is { } version ? ArchiveVersions.Security(facts.Archive, version.StockVersion)?.ToString() : null);
    }

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
