using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>What is known of a host without asking it: its file in <c>sessions/hosts</c>.</summary>
sealed class RecordedHost(string path, VersionRequest request)
{
    public string Path => path;

    string Host => request.Hypervisor;

    /// <summary>The recorded reading, with a warning that it stands in for a live one.</summary>
    public async Task<ResolvedPackage> InPlaceOf(string reason, CancellationToken cancellationToken)
    {
        var recorded = await ReadAsync(cancellationToken) ?? throw new TrialException(
            $"{Host} can't be reached ({reason}) and nothing is recorded of it", path, $"Make `ssh {Host}` work, "
                + "or give the version yourself: --package-version 0.15.1-1 --suite bookworm --architecture amd64.");
        var values = recorded with
        {
            Suite = request.Suite ?? recorded.Suite,
            Architecture = request.Architecture ?? recorded.Architecture,
            Origin = Origin.Recorded,
        };
        return values with { Warnings = [$"{Host} was not read ({reason}). Used instead: {Describe(values)}, {recorded.Since()}."] };
    }

    /// <summary>The operator's version, with the suite and architecture the operator gives or else those recorded.</summary>
    public async Task<ResolvedPackage> WithVersion(string text, CancellationToken cancellationToken)
    {
        if (request.RequireLive)
            throw new TrialException(
                "--package-version and --require-live contradict each other", hint: "Give only one of them.", status: ExitStatus.BadInput);

        var version = DebianVersion.Parse(text, "--package-version");
        var recorded = request is { Suite: not null, Architecture: not null } ? null : await ReadAsync(cancellationToken);
        if (recorded is null && (request.Suite is null || request.Architecture is null))
            throw new TrialException($"Nothing is recorded of {Host} that says its suite and architecture", path,
                "Give them too, e.g. --suite bookworm --architecture amd64.", ExitStatus.BadInput);

        var package = new ResolvedPackage(
            Host, InstalledLibrary.Package, version, recorded?.Source ?? Releases.Source, version.SourceVersion.StockVersion,
            request.Architecture ?? recorded!.Architecture, request.Suite ?? recorded!.Suite, "--package-version", ReadAt: null,
            Origin.Recorded, FirstOrigin.CommandLine, Warnings: []);
        return package.WithWarning($"{Host} was not read (--package-version). Used instead: {Describe(package)}.");
    }

    /// <summary>The live reading, with a warning when the host is not as it was.</summary>
    public async Task<ResolvedPackage> Compared(ResolvedPackage live, CancellationToken cancellationToken)
    {
        try
        {
            var before = await ReadAsync(cancellationToken);
            return before is null || Describe(before) == Describe(live)
                ? live : live.WithWarning($"{Host} is not as recorded: {Describe(before)} ({before.Since()}) -> {Describe(live)}.");
        }
        catch (TrialException e)
        {
            return live.WithWarning($"The earlier record of {Host} was replaced; it could not be read. {e.What}");
        }
    }

    async Task<ResolvedPackage?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            return null;
        var recorded = await RecordFile.ReadAsync<ResolvedPackage>(path, cancellationToken);
        // Two hosts' names may give one file name.
        return recorded.Host == Host ? recorded : throw new TrialException(
            $"The record is of another host, {Printable.Show(recorded.Host)}", path,
            "Name the host as the record does, or move the record away.", ExitStatus.BadInput);
    }

    static string Describe(ResolvedPackage package) =>
        $"{package.BinaryPackage} {package.BinaryVersion}, {package.Suite}, {package.Architecture}";
}
