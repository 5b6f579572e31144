using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>
/// Finds the version to build for: what the host has now; where nothing answers, what is recorded of it; or what the operator says.
/// A host that answers but can't be trusted or read is an error, never a reason to use the record.
/// </summary>
public sealed class DeployedVersion(IHostConnector connector, TimeProvider clock)
{
    const string ByHand = "Name the hypervisor that runs the spice server (--host), or give the version yourself (--package-version).";

    /// <param name="request">What is wanted.</param>
    /// <param name="taken">A reading of that host that somebody has taken already: then nobody connects again.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">No version, or none that can be relied on.</exception>
    public async Task<ResolvedPackage> FindAsync(VersionRequest request, HostReading? taken, CancellationToken cancellationToken)
    {
        var recorded = new RecordedHost(HostName.RecordFile(request.HostsFolder, request.Hypervisor), request);
        if (request.PackageVersion is { } version)
            return await recorded.WithVersion(version, cancellationToken);
        try
        {
            var live = Of(taken ?? await ReadAsync(request, cancellationToken), request, clock.GetUtcNow());
            // What is known of the real host of that name stays.
            if (live.Origin == Origin.Test)
                return live.WithWarning($"{live.Host} is a test host: what is built for it says nothing of a real host of that name.");
            live = await recorded.Compared(live, cancellationToken);
            await RecordFile.WriteAsync(recorded.Path, live, cancellationToken);
            return live;
        }
        catch (TrialException e) when (e.InnerException is HostUnreachableException reason)
        {
            return request.RequireLive
                ? throw new TrialException(
                    e.What, e.Where, $"{e.Hint} Without --require-live the recorded reading would stand in.", e.Status, e)
                : await recorded.InPlaceOf(reason.Message, cancellationToken);
        }
    }

    async Task<HostReading> ReadAsync(VersionRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await connector.ConnectAsync(request.Hypervisor, request.SshConfig, cancellationToken);
        return await HostReading.TakeAsync(connection, "package", asRoot: false, cancellationToken);
    }

    /// <summary>What a reading says of the library of one architecture.</summary>
    /// <exception cref="TrialException">Not installed, half installed, no stable Debian release, or an answer that makes no
    /// sense.</exception>
    internal static ResolvedPackage Of(HostReading reading, VersionRequest request, DateTimeOffset now)
    {
        var where = $"{reading.Host}: dpkg-query -W {InstalledLibrary.Package}";
        var architecture = ResolvedPackage.CheckArchitecture(request.Architecture ?? reading.Architecture
            ?? throw new TrialException("The host has no dpkg that works: it runs no Debian", reading.Host,
                "Name a Debian host (--host), or give the version yourself (--package-version)."));
        var suite = reading.Release.Suite(request.Suite) ?? reading.Release.SuiteOrThrow($"{reading.Host}: /etc/os-release");
        if (suite != (request.Suite ?? suite))
            throw new TrialException($"the host runs {Printable.Show(suite)}, not {request.Suite}", reading.Host,
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
}
