namespace SpiceTrial.Debian;

/// <summary>Older source versions through devscripts' debsnap.</summary>
static class Debsnap
{
    public static async Task FetchAsync(FetchRequest request, string folder, CancellationToken cancellationToken)
    {
        // debsnap takes its service from ~/.devscripts only: it gets a home of its own.
        using var home = new TemporaryFolder("debsnap");
        if (request.SnapshotUri is { } uri)
            await File.WriteAllTextAsync(
                Path.Combine(home.Path, ".devscripts"), $"DEBSNAP_BASE_URL={ShellWords.Quote(uri)}\n", cancellationToken);
        var result = await Programs.RunAsync(
            new ProgramCall("debsnap", "--force", "--destdir", folder, request.Source, request.Version.ToString()) {
                Environment = new Dictionary<string, string?> { ["HOME"] = home.Path }, Timeout = TimeSpan.FromMinutes(10) },
            cancellationToken);
        if (result.ExitCode == 0 && Directory.GetFiles(folder, "*.dsc").Length > 0)
            return;
        var said = (result.Error + result.Output).Trim().Split('\n').LastOrDefault(x => x.Length > 0) ?? "nothing";
        throw new TrialException(
            $"{request.Suite} does not have {request.Source} {request.Version}, and the snapshot service did not give it: {said}",
            result.Call.ToString(),
            "Name a reachable snapshot service with --snapshot-mirror, or the version that the suite has with --package-version");
    }
}
