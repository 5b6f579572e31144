using SpiceTrial.Debian;
using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>
/// Finds the version to build for: what the host has now; where nothing answers, what is recorded of it; or what the operator says.
/// A host that answers but can't be trusted or read is an error, never a reason to use the record.
/// </summary>
/// <param name="connect">Opens a connection to the settings' host.</param>
/// <param name="settings">What is wanted, and what the operator says instead of it.</param>
/// <param name="clock">For the record.</param>
sealed class DeployedVersion(Func<CancellationToken, Task<IHostConnection>> connect, ChainSettings settings, TimeProvider clock)
{
    const string ByHand = "Name the hypervisor that runs the spice server (--host), or give the version yourself (--package-version).";

    string Host => settings.Hypervisor;

    /// <param name="taken">A reading of that host that somebody has taken already: then nobody connects again.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">No version, or none that can be relied on.</exception>
    public async Task<ResolvedPackage> FindAsync(HostReading? taken, CancellationToken cancellationToken)
    {
        if (settings.PackageVersion is { } version)
            return await WithVersionAsync(version, cancellationToken);
        try
        {
            var live = Of(taken ?? await ReadAsync(cancellationToken), settings, clock.GetUtcNow());
            // What is known of the real host of that name stays.
            if (live.Origin == Origin.Test)
                return live.WithWarning($"{live.Host} is a test host: what is built for it says nothing of a real host of that name.");
            live = await ComparedAsync(live, cancellationToken);
            await RecordFile.WriteAsync(settings.HostRecord, live, cancellationToken);
            return live;
        }
        catch (TrialException e) when (e.InnerException is HostUnreachableException reason)
        {
            return settings.RequireLive
                ? throw new TrialException(
                    e.What, e.Where, $"Without --require-live the recorded reading would stand in. {e.Hint}", e.Status, e)
                : await InPlaceOfAsync(reason.Message, cancellationToken);
        }
    }

    async Task<HostReading> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await connect(cancellationToken);
        return await HostReading.TakeAsync(connection, "package", asRoot: false, cancellationToken);
    }

    /// <summary>What a reading says of the library of one architecture.</summary>
    /// <exception cref="TrialException">Not installed, half installed, no stable Debian release, or an answer that makes no
    /// sense.</exception>
    internal static ResolvedPackage Of(HostReading reading, ChainSettings settings, DateTimeOffset now)
    {
        var where = $"{reading.Host}: dpkg-query -W {InstalledLibrary.Package}";
        var architecture = ResolvedPackage.CheckArchitecture(settings.Architecture ?? reading.Architecture
            ?? throw new TrialException("The host has no dpkg that works: it runs no Debian", reading.Host,
                "Name a Debian host (--host), or give the version yourself (--package-version)."));
        var suite = reading.Release.SuiteOrThrow(settings.Suite, $"{reading.Host}: /etc/os-release");
        if (suite != (settings.Suite ?? suite))
            throw new TrialException($"the host runs {Printable.Show(suite)}, not {settings.Suite}", reading.Host,
                "Leave --suite out, or name that suite's version (--package-version): then no host is read", ExitStatus.BadInput);
        var library = Whole(reading, architecture, where);
        var binary = DebianVersion.Parse(library.Version, where);
        var source = DebianVersion.Parse(library.SourceVersion, where).SourceVersion;
        var package = new ResolvedPackage(
            reading.Host, InstalledLibrary.Package, binary, library.Source, source.StockVersion, architecture,
            suite, where, now, reading.Origin, FirstOrigin.Live,
            []);
        return source.StockVersion == source
            ? package
            : package.WithWarning(
                $"{reading.Host} runs a build of ours, {binary}; the source is that of the stock version, {source.StockVersion}.");
    }

    static InstalledLibrary Whole(HostReading reading, string architecture, string where)
    {
        if (reading.QueryFailed is { } status)
            throw new TrialException($"dpkg-query on the host failed with exit status {status}", where, "Run it on the host by hand.");
        var library = reading.Packages.FirstOrDefault(x => x.Architecture == architecture);
        if (library is { IsWhole: true })
            return library;
        var others = library is null && reading.Packages.Count > 0
            ? $" for {architecture}, only for {string.Join(", ", reading.Packages.Select(x => Printable.Show(x.Architecture)))}" : "";
        throw library is { IsThere: true }
            ? new TrialException($"{InstalledLibrary.Package} is not whole on the host: dpkg says '{Printable.Show(library.State)}'", where,
                "Repair it there: `dpkg --configure -a`; where the state stays, install the package again with `dpkg -i`.")
            : new TrialException($"{InstalledLibrary.Package} is not installed on the host{others}", where, ByHand);
    }

    /// <summary>The recorded reading, with a warning that it stands in for a live one.</summary>
    async Task<ResolvedPackage> InPlaceOfAsync(string reason, CancellationToken cancellationToken)
    {
        var recorded = await RecordedAsync(cancellationToken) ?? throw new TrialException(
            $"{Host} can't be reached ({reason}) and nothing is recorded of it", settings.HostRecord, $"Make `ssh {Host}` work, "
                + "or give the version yourself: --package-version 0.15.1-1 --suite bookworm --architecture amd64.");
        var values = recorded with
        {
            Suite = settings.Suite ?? recorded.Suite,
            Architecture = settings.Architecture ?? recorded.Architecture,
            Origin = Origin.Recorded,
        };
        return values with { Warnings = [$"{Host} was not read ({reason}). Used instead: {Describe(values)}, {recorded.Since()}."] };
    }

    /// <summary>The operator's version, with the suite and architecture the operator gives or else those recorded.</summary>
    async Task<ResolvedPackage> WithVersionAsync(string text, CancellationToken cancellationToken)
    {
        if (settings.RequireLive)
            throw new TrialException(
                "--package-version and --require-live contradict each other", hint: "Give only one of them.", status: ExitStatus.BadInput);

        var version = DebianVersion.Parse(text, "--package-version");
        var recorded = settings is { Suite: not null, Architecture: not null } ? null : await RecordedAsync(cancellationToken);
        if (recorded is null && (settings.Suite is null || settings.Architecture is null))
            throw new TrialException($"Nothing is recorded of {Host} that says its suite and architecture", settings.HostRecord,
                "Give them too, e.g. --suite bookworm --architecture amd64.", ExitStatus.BadInput);

        var package = new ResolvedPackage(
            Host, InstalledLibrary.Package, version, recorded?.Source ?? Releases.Source, version.SourceVersion.StockVersion,
            settings.Architecture ?? recorded!.Architecture, settings.Suite ?? recorded!.Suite, "--package-version", ReadAt: null,
            Origin.Recorded, FirstOrigin.CommandLine, Warnings: []);
        return package.WithWarning($"{Host} was not read (--package-version). Used instead: {Describe(package)}.");
    }

    /// <summary>The live reading, with a warning when the host is not as it was.</summary>
    async Task<ResolvedPackage> ComparedAsync(ResolvedPackage live, CancellationToken cancellationToken)
    {
        try
        {
            var before = await RecordedAsync(cancellationToken);
            return before is null || Describe(before) == Describe(live)
                ? live : live.WithWarning($"{Host} is not as recorded: {Describe(before)} ({before.Since()}) -> {Describe(live)}.");
        }
        catch (TrialException e)
        {
            return live.WithWarning($"The earlier record of {Host} was replaced; it could not be read. {e.What}");
        }
    }

    async Task<ResolvedPackage?> RecordedAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(settings.HostRecord))
            return null;
        var recorded = await RecordFile.ReadAsync<ResolvedPackage>(settings.HostRecord, cancellationToken);
        // Two hosts' names may give one file name.
        return recorded.Host == Host ? recorded : throw new TrialException(
            $"The record is of another host, {Printable.Show(recorded.Host)}", settings.HostRecord,
            "Name the host as the record does, or move the record away.", ExitStatus.BadInput);
    }

    static string Describe(ResolvedPackage package) =>
        $"{package.BinaryPackage} {package.BinaryVersion}, {package.Suite}, {package.Architecture}";
}
