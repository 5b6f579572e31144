using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>Reads which spice library a host has. Nothing that the host says is believed to be well-formed.</summary>
public static class LibraryVersionReader
{
    const int NoSuchProgram = 127;

    // Each reads one small file; a minute means that the host is in trouble.
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);

    /// <param name="connection">The host.</param>
    /// <param name="suite">Instead of the host's own release, or <c>null</c>.</param>
    /// <param name="architecture">Instead of the host's own architecture, or <c>null</c>.</param>
    /// <param name="now">When this is, for the record.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">Not installed, half installed, no stable Debian release, or an answer that makes no
    /// sense.</exception>
    public static async Task<ResolvedPackage> ReadAsync(
        IHostConnection connection, string? suite, string? architecture, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] query = ["dpkg-query", "-W", "-f", InstalledLibrary.Format, InstalledLibrary.Package];
        var where = $"{connection.Host}: {string.Join(' ', query[0], query[1], query[4])}";
        var native = architecture ?? (await Output(connection, cancellationToken, "dpkg", "--print-architecture")).Trim();
        native = ResolvedPackage.CheckArchitecture(native);
        var listed = await connection.RunAsync(query, Timeout, cancellationToken);
        if (listed.ExitStatus == NoSuchProgram)
            throw NoDpkg(connection.Host);
        // 1 is dpkg-query's "no such package"; more is a failure of dpkg-query itself.
        if (listed.ExitStatus == 1)
            throw InstalledLibrary.NotInstalled(where);
        if (listed.ExitStatus != 0)
            throw Failed(where, listed);

        var library = InstalledLibrary.Choose(listed.Output, native, where);
        var binary = DebianVersion.Parse(library.Version, where);
        var source = DebianVersion.Parse(library.SourceVersion, where).SourceVersion;
        suite ??= HostRelease.Suite(
            await Output(connection, cancellationToken, "cat", "/etc/os-release"), $"{connection.Host}: /etc/os-release");
        var package = new ResolvedPackage(
            connection.Host, InstalledLibrary.Package, binary, library.Source, source.StockVersion, native, suite, where, now, Origin.Live,
            FirstOrigin.Live, []);
        return source.StockVersion == source
            ? package
            : package.WithWarning(
                $"{connection.Host} runs a build of ours, {binary}; the source is that of the stock version, {source.StockVersion}.");
    }

    static async Task<string> Output(IHostConnection connection, CancellationToken cancellationToken, params string[] command)
    {
        var result = await connection.RunAsync(command, Timeout, cancellationToken);
        return result.ExitStatus switch
        {
            0 => result.Output,
            NoSuchProgram => throw NoDpkg(connection.Host),
            _ => throw Failed($"{connection.Host}: {string.Join(' ', command)}", result),
        };
    }

    static TrialException NoDpkg(string host) => new(
        "The host has no dpkg: it runs no Debian", host, "Name a Debian host (--host), or give the version yourself (--package-version).");

    static TrialException Failed(string where, RemoteResult result) => new(
        $"A command on the host failed with exit status {result.ExitStatus}: {Printable.Show(result.Error.Trim(), 400)}", where,
        "Run it on the host by hand.");
}
