using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Makes of a reading of a host what is true of it. Pure: the same reading gives the same status.</summary>
public static class StatusJudge
{
    /// <summary>Reads a host as root and judges it.</summary>
    /// <exception cref="TrialException">Root can't be had, the host has no dpkg, or the connection broke.</exception>
    public static async Task<HostStatus> ReadAsync(
        IHostConnection connection, KnownBuilds builds, DateTimeOffset now, CancellationToken cancellationToken) =>
        Judge(await HostReading.TakeAsync(connection, "read", asRoot: true, cancellationToken), builds, now);

    /// <param name="reading">What the host said.</param>
    /// <param name="builds">Which builds have a proven origin.</param>
    /// <param name="now">For the record.</param>
    /// <param name="withoutRoot">Why only a plain user looked, or <c>null</c>: then what is not there is not known.</param>
    /// <param name="isOfFleet">See <see cref="HostStatus.IsOfFleet"/>.</param>
    internal static HostStatus Judge(
        HostReading reading, KnownBuilds builds, DateTimeOffset now, string? withoutRoot = null, bool isOfFleet = false)
    {
        var known = builds.With(OnTheHost(reading, builds));
        var processes = reading.Processes.ToLookup(x => x.IsGuest, x => Domain(x, reading.BuildId, known));
        var status = new HostStatus(
            reading.Host,
            now,
            Package(reading, known.Of(reading.BuildId)),
            reading.IsArmed,
            reading.Transaction,
            reading.LastOutcome,
            new(reading.LibvirtUnit, reading.LibvirtAnswers ? true : withoutRoot is null ? false : null),
            [.. processes[true]],
            [.. processes[false]],
            reading.Leftovers,
            GateOverrides: [],
            withoutRoot,
            withoutRoot is null ? [] : [.. Hidden(reading)],
            Warnings: []) { Origin = reading.Origin, Replaced = reading.Replacement, IsOfFleet = isOfFleet };
        var findings = StatusFindings.Of(status, reading).ToList();
        return status with { Findings = findings, Warnings = [.. findings.Select(x => x.Text)] };
    }

    // What a plain user is not shown. That a transaction is there can be seen: its folder has a name.
    static IEnumerable<string> Hidden(HostReading reading) =>
    [
        reading.HasFolder ? "the transaction (there is one, or its remains)" : "what earlier runs left",
        "which library each guest has mapped, and guests of a /proc that hides them",
        "dpkg --audit",
        .. reading.LibvirtAnswers ? Array.Empty<string>() : ["whether libvirt answers"],
    ];

    // What the host itself proves: its transaction's record, and dpkg's hashes. A package that was built again may carry the
    // archive's version, and its hashes fit too: they prove nothing where it is known which build-id Debian's build has.
    static IEnumerable<(string BuildId, KnownBuild Build)> OnTheHost(HostReading reading, KnownBuilds builds)
    {
        if (reading.KeptStockBuildId is { } kept)
            yield return (kept, KnownBuild.Stock(LibraryProof.Transaction));
        if (reading is { OurBuildId: { } ours, Transaction.OurVersion: { } text } && DebianVersion.TryParse(text, out var ourVersion)
            && ourVersion.OurTraceItems is { } items)
            yield return (ours, KnownBuild.Ours(items, LibraryProof.Transaction));
        if (reading is { BuildId: { } installed, Intact: true, Package: { IsWhole: true }, Version: { OurTraceItems: null } version }
            && !builds.IsRecorded(version.ToString(), reading.Architecture))
            yield return (installed, KnownBuild.Stock(LibraryProof.Dpkg));
    }

    static PackageStatus Package(HostReading reading, KnownBuild build) => new(
        reading.Package is { IsThere: true } ? reading.Version?.ToString() : null,
        build.State,
        build.Proof,
        reading.BuildId,
        build.TraceItems,
        reading.Package?.State,
        reading.Intact,
        reading.Package is { IsHeld: true },
        reading.Pins.Count > 0,
        reading.Pins,
        reading.Candidate,
        Stock(reading) is { } stock ? ArchiveVersions.Security(reading.Archive, stock)?.ToString() : null)
        { SecurityNotKnown = reading.SecurityNotKnown, LoadedInstead = reading.LoadedInstead };

    // What our build took the place of: its suffix does not say of which rebuild (+b1) of the archive, and the transaction does.
    static DebianVersion? Stock(HostReading reading) =>
        reading is { Version.OurTraceItems: not null, Transaction.StockVersion: { } text } && DebianVersion.TryParse(text, out var before)
            ? before : reading.Version?.StockVersion;

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
            library is null ? false : library.BuildId is null || installed is null ? null : library.BuildId != installed,
            process.IsGuest ? null : process.NotBelieved);
    }
}
