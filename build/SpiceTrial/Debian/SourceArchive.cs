namespace SpiceTrial.Debian;

/// <summary>A suite as apt sees it: its source packages and its keyring package.</summary>
sealed record SourceArchive(AptArea Apt, TemporaryFolder Scratch, Mirror Mirror)
{
    /// <summary>Reads the suite's lists.</summary>
    public static async Task<SourceArchive> OpenAsync(
        string suite, FetchRequest request, TemporaryFolder scratch, CancellationToken cancellationToken)
    {
        var mirror = await Mirror.ForAsync(suite, request.MirrorUri, cancellationToken);
        return new SourceArchive(
            await AptArea.OpenAsync(scratch.Folder($"apt-{suite}"), request.Architecture, mirror, cancellationToken), scratch, mirror);
    }

    public string Origin { get; init; } = $"deb-src {Mirror.Lines[0]["deb ".Length..]}";

    /// <returns><c>false</c> when the suite does not have that version; any other failure throws.</returns>
    public async Task<bool> TryFetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var result = await Apt.RunAsync(
            Scratch.Folder("source"), cancellationToken, "source", "--download-only", "--only-source",
            $"{request.Source}={request.Version}");
        if (result.ExitCode != 0 && result.Error.Contains("Can not find version", StringComparison.Ordinal))
            return false;
        if (result.ExitCode != 0 && result.Error.Contains("Unable to find a source package", StringComparison.Ordinal))
            return false;
        result.OrThrow($"{request.Source} {request.Version} can't be fetched", "Check the network, or name another mirror with --mirror");
        return true;
    }

    /// <summary>The developers' and maintainers' keys as this suite ships them (package debian-keyring), verified by apt.</summary>
    public async Task<IReadOnlyList<string>> KeyringsAsync(CancellationToken cancellationToken)
    {
        var folder = Scratch.Folder($"keyring-{Mirror.Suite}");
        (await Apt.RunAsync(folder, cancellationToken, "download", "debian-keyring"))
            .OrThrow($"the keyring of {Mirror.Suite} can't be fetched");
        var package = Directory.GetFiles(folder, "*.deb").Single();
        (await Programs.RunAsync(new ProgramCall("dpkg-deb", "--extract", package, Path.Combine(folder, "tree")), cancellationToken))
            .OrThrow("debian-keyring can't be unpacked");
        var keyrings = Path.Combine(folder, "tree/usr/share/keyrings");
        // Since trixie the names end in .pgp, with the old ones as links to them.
        string[] found = [.. new[] { "debian-keyring", "debian-maintainers" }
            .Select(name => new[] { ".pgp", ".gpg" }.Select(ending => Path.Combine(keyrings, name + ending)).FirstOrDefault(File.Exists))
            .OfType<string>()];
        return found.Length > 0 ? found : throw new TrialException("debian-keyring holds no keyring of a known name", package);
    }
}
