namespace SpiceTrial.Debian;

/// <summary>
/// An apt of its own (lists, state, sources) below one folder. The machine's own apt configuration is read for proxies only
/// and never changed. Works without root.
/// </summary>
sealed class AptArea
{
    static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(15);

    readonly string folder;
    readonly string architecture;

    AptArea(string folder, string architecture) => (this.folder, this.architecture) = (folder, architecture);

    /// <summary>Makes the area below <paramref name="folder"/> and fetches the lists, of packages and sources or of sources
    /// alone.</summary>
    public static async Task<AptArea> OpenAsync(
        string folder, string architecture, Mirror mirror, CancellationToken cancellationToken, bool sourcesOnly = false)
    {
        var area = new AptArea(folder, architecture);
        foreach (var name in new[] {
            "lists/partial", "archives/partial", "etc/sources.list.d", "etc/preferences.d", "etc/trusted.gpg.d", "state" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        await File.WriteAllTextAsync(Path.Combine(folder, "state/status"), "", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "etc/sources.list"), sourcesOnly ? mirror.SourcesOnly() : mirror.WithSources(), cancellationToken);
        await File.WriteAllTextAsync(area.ConfigurationFile, area.Configuration(), cancellationToken);
        // apt-get update only warns when an index can't be had; Error-Mode makes that a failure.
        var update = await Programs.RunAsync(area.Call(folder, "update", "-o", "APT::Update::Error-Mode=any"), cancellationToken);
        if (update.Error.Contains("does not have a Release file", StringComparison.Ordinal))
            throw new TrialException($"the mirror has no suite {mirror.Suite}", string.Join("; ", mirror.Lines),
                "Check --suite, or name a mirror that has it with --mirror", ExitStatus.BadInput) { IsNotServed = true };
        update.OrThrow($"the package lists of {mirror.Suite} can't be fetched", "Check the network, or name another mirror with --mirror");
        return area;
    }

    string ConfigurationFile => Path.Combine(folder, "apt.conf");

    public Task<ProgramResult> RunAsync(string workingDirectory, CancellationToken cancellationToken, params string[] arguments) =>
        Programs.RunAsync(Call(workingDirectory, arguments), cancellationToken);

    /// <summary>The versions of a source that the lists have.</summary>
    public Task<IReadOnlyList<DebianVersion>> SourceVersionsAsync(string source, CancellationToken cancellationToken) =>
        VersionsAsync(source, cancellationToken, "showsrc", "--only-source", source);

    /// <summary>The versions of a binary package that the lists have.</summary>
    public Task<IReadOnlyList<DebianVersion>> BinaryVersionsAsync(string package, CancellationToken cancellationToken) =>
        VersionsAsync(package, cancellationToken, "show", package);

    async Task<IReadOnlyList<DebianVersion>> VersionsAsync(string name, CancellationToken cancellationToken, params string[] question)
    {
        var result = await Programs.RunAsync(Call(folder) with { Program = "apt-cache", Arguments = question }, cancellationToken);
        const string field = "Version: ";
        return [.. result.Output.Split('\n').Where(x => x.StartsWith(field, StringComparison.Ordinal))
            .Select(x => DebianVersion.Parse(x[field.Length..].Trim(), name))];
    }

    ProgramCall Call(string workingDirectory, params string[] arguments) =>
        new("apt-get", ["-q", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30", .. arguments])
    {
        WorkingDirectory = workingDirectory,
        Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = ConfigurationFile, ["LC_ALL"] = "C.UTF-8" },
        Timeout = DownloadTimeout,
    };

    string Configuration() => $"""
        Dir::State "{folder}/state";
        Dir::State::lists "{folder}/lists";
        Dir::State::status "{folder}/state/status";
        Dir::Cache "{folder}";
        Dir::Cache::archives "{folder}/archives";
        Dir::Etc::sourcelist "{folder}/etc/sources.list";
        Dir::Etc::sourceparts "{folder}/etc/sources.list.d";
        Dir::Etc::preferences "{folder}/etc/preferences";
        Dir::Etc::preferencesparts "{folder}/etc/preferences.d";
        Dir::Etc::trusted "{folder}/etc/trusted.gpg";
        Dir::Etc::trustedparts "{folder}/etc/trusted.gpg.d";
        APT::Architecture "{architecture}";
        APT::Architectures "{architecture}";
        APT::Sandbox::User "";
        Acquire::Languages "none";
        """;
}
