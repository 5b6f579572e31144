namespace SpiceTrial.Debian;

/// <summary>
/// A suite as an apt of its own sees it, with lists, state and sources below one folder. The machine's own apt configuration is read for
/// what reaches an archive (proxies, passwords, clocks) only and never changed. Works without root.
/// </summary>
sealed partial class AptArea
{
    readonly string folder;

    AptArea(string folder, Mirror mirror) => (this.folder, Mirror) = (folder, mirror);

    public Mirror Mirror { get; }

    /// <summary>Makes the area in <paramref name="folder"/> and fetches the suite's lists, of packages and sources or of sources
    /// alone.</summary>
    /// <exception cref="TrialException">The suite does not exist (not served), or its lists can't be fetched.</exception>
    public static async Task<AptArea> OpenAsync(string folder, string suite, string architecture, string? mirrorUri,
        CancellationToken cancellationToken, bool sourcesOnly = false)
    {
        var mirror = await Mirror.ForAsync(suite, mirrorUri, cancellationToken);
        var area = new AptArea(folder, mirror);
        foreach (var name in new[] { "etc/apt/apt.conf.d", "var/lib/apt/lists/partial", "var/cache/apt/archives/partial" })
            Directory.CreateDirectory(Path.Combine(folder, name));
        await File.WriteAllTextAsync(Path.Combine(folder, "status"), "", cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "etc/apt/sources.list"), sourcesOnly ? mirror.SourcesOnly() : mirror.WithSources(), cancellationToken);
        var way = await WayAsync(cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "apt.conf"), Configuration(folder, architecture, way), cancellationToken);
        // apt-get update only warns when an index can't be had; Error-Mode makes that a failure.
        var update = await area.RunAsync(folder, cancellationToken, "update", "-o", "APT::Update::Error-Mode=any");
        if (update.Error.Contains("does not have a Release file", StringComparison.Ordinal))
            throw new TrialException($"the mirror has no suite {suite}", string.Join("; ", mirror.Lines),
                "Check --suite, or name a mirror that has it with --mirror", ExitStatus.BadInput) { IsNotServed = true };
        update.OrThrow($"the package lists of {suite} can't be fetched", "Check the network, or name another mirror with --mirror");
        return area;
    }

    /// <summary>What this machine's apt says of the way to an archive, as lines of an apt.conf(5).</summary>
    public static async Task<string> WayAsync(CancellationToken cancellationToken) => WayOf(
        await Programs.OutputOfAsync(new("apt-config", "dump"), "apt's configuration can't be read", cancellationToken));

    /// <summary>Of what a machine says (<c>apt-config dump</c>) only the lines about the way, none about what is trusted, chosen or kept
    /// where; and where its passwords are.</summary>
    internal static string WayOf(string machine) => $"""
        {string.Join('\n', machine.Split('\n').Where(x => Way().IsMatch(x)))}
        Dir::Etc::netrc "/etc/apt/auth.conf";
        Dir::Etc::netrcparts "/etc/apt/auth.conf.d";
        """;

    /// <summary>Of the area; a file of the machine would win over it.</summary>
    internal static string Configuration(string folder, string architecture, string way) => $"""
        {way}
        Dir "{folder}";
        Dir::State::status "{folder}/status";
        APT::Architecture "{architecture}";
        APT::Architectures "{architecture}";
        APT::Sandbox::User "";
        Acquire::Languages "none";
        """;

    /// <summary>Downloads the files of exactly that source into <paramref name="into"/>.</summary>
    /// <returns><c>false</c> when the suite does not have that version; any other failure throws.</returns>
    public async Task<bool> TryFetchSourceAsync(string source, DebianVersion version, string into, CancellationToken cancellationToken)
    {
        var result = await RunAsync(into, cancellationToken, "source", "--download-only", "--only-source", $"{source}={version}");
        if (result.ExitCode != 0 && new[] { "Can not find version", "Unable to find a source package" }.Any(
            x => result.Error.Contains(x, StringComparison.Ordinal)))
            return false;
        result.OrThrow($"{source} {version} can't be fetched", "Check the network, or name another mirror with --mirror");
        return true;
    }

    /// <summary>Downloads a binary package (<c>name</c> or <c>name=version</c>), verified by apt, into an empty folder.</summary>
    public async Task<string> DownloadAsync(string package, string into, CancellationToken cancellationToken)
    {
        (await RunAsync(into, cancellationToken, "download", package)).OrThrow($"{package} of {Mirror.Suite} can't be downloaded");
        return Directory.GetFiles(into, "*.deb").Single();
    }

    /// <summary>The developers' and maintainers' keys as this suite ships them (package debian-keyring), verified by apt.</summary>
    public async Task<IReadOnlyList<string>> KeyringsAsync(CancellationToken cancellationToken)
    {
        var keys = Directory.CreateDirectory(Path.Combine(folder, "keyring")).FullName;
        var package = await DownloadAsync("debian-keyring", keys, cancellationToken);
        (await Programs.RunAsync(new ProgramCall("dpkg-deb", "--extract", package, Path.Combine(keys, "tree")), cancellationToken))
            .OrThrow("debian-keyring can't be unpacked");
        // Since trixie the names end in .pgp, with the old ones as links to them.
        string[] found = [.. new[] { "debian-keyring", "debian-maintainers" }
            .Select(name => new[] { ".pgp", ".gpg" }.Select(ending => Path.Combine(keys, "tree/usr/share/keyrings", name + ending))
                .FirstOrDefault(File.Exists))
            .OfType<string>()];
        return found.Length > 0 ? found : throw new TrialException("debian-keyring holds no keyring of a known name", package);
    }

    /// <summary>The versions of a source that the lists have, in order.</summary>
    public Task<IReadOnlyList<DebianVersion>> SourceVersionsAsync(string source, CancellationToken cancellationToken) =>
        VersionsAsync(source, cancellationToken, "showsrc", "--only-source", source);

    /// <summary>The versions of a binary package that the lists have, in order.</summary>
    public Task<IReadOnlyList<DebianVersion>> BinaryVersionsAsync(string package, CancellationToken cancellationToken) =>
        VersionsAsync(package, cancellationToken, "show", package);

    async Task<IReadOnlyList<DebianVersion>> VersionsAsync(string name, CancellationToken cancellationToken, params string[] question)
    {
        var result = await Programs.RunAsync(Call(folder) with { Program = "apt-cache", Arguments = question }, cancellationToken);
        // That is what it says of a name that its lists do not have; lists that can't be read have not said no.
        if (!result.Error.Contains("No packages found", StringComparison.Ordinal))
            result.OrThrow($"apt's lists of {name} can't be read");
        const string field = "Version: ";
        return [.. result.Output.Split('\n').Where(x => x.StartsWith(field, StringComparison.Ordinal))
            .Select(x => DebianVersion.Parse(x[field.Length..].Trim(), name)).Order()];
    }

    Task<ProgramResult> RunAsync(string workingDirectory, CancellationToken cancellationToken, params string[] arguments) =>
        Programs.RunAsync(Call(workingDirectory, arguments), cancellationToken);

    ProgramCall Call(string workingDirectory, params string[] arguments) =>
        new("apt-get", ["-q", "-o", "Acquire::Retries=2", "-o", "Acquire::http::Timeout=30", .. arguments])
    {
        WorkingDirectory = workingDirectory,
        Environment = new Dictionary<string, string?> { ["APT_CONFIG"] = Path.Combine(folder, "apt.conf") },
        Timeout = TimeSpan.FromMinutes(15),
    };

    [GeneratedRegex(@"^Acquire::(?!Allow|gpgv|Languages|IndexTargets|CompressionTypes|GzipIndexes)", RegexOptions.IgnoreCase)]
    private static partial Regex Way();
}
