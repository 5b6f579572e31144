namespace SpiceTrial.Builders;

/// <summary>Runs the prepared build command and explains a failure from its log.</summary>
static class PackageBuild
{
    public static async Task RunAsync(BuildRequest request, ProgramCall call, BuildProgress progress, CancellationToken cancellationToken)
    {
        progress.Phase($"building {request.Source.Source} {request.Source.Version}");
        var result = await Programs.RunAsync(
            call with { Timeout = request.Timeout, LogFile = request.LogFile, OnLine = progress.Line,
                Hint = $"See {request.LogFile}; allow more time with --build-timeout" }, cancellationToken);
        if (result.ExitCode != 0)
            throw Failed(request, result);
    }

    static TrialException Failed(BuildRequest request, ProgramResult result)
    {
        var lines = (result.Output + result.Error).Split('\n');
        string[] telling = [
            "error:", "FAILED:", "FAIL ", "No space left", "Unmet build dependencies", "Cannot allocate", "dpkg-buildpackage: error"];
        var relevant = lines.Where(x => telling.Any(word => x.Contains(word, StringComparison.Ordinal))).TakeLast(8).ToList();
        var shown = relevant.Count > 0 ? relevant : [.. lines.Where(x => x.Length > 0).TakeLast(8)];
        return new TrialException(
            $"the package build failed (exit {result.ExitCode}):{Environment.NewLine}  "
                + $"{string.Join(Environment.NewLine + "  ", shown.Select(x => x.Trim()))}",
            request.LogFile,
            "The whole log is in that file; docs/debugging.md says how to repeat the build by hand");
    }
}
