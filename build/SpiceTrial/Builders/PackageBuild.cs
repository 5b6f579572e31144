using System.Diagnostics;

namespace SpiceTrial.Builders;

/// <summary>Builds a patched source with a builder, records what came out, and explains a failure from the build's log.</summary>
public static partial class PackageBuild
{
    public static async Task<BuiltPackages> RunAsync(
        IBuilder builder, string reason, BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
    {
        var started = DateTimeOffset.UtcNow;
        var watch = Stopwatch.StartNew();
        var record = await builder.BuildAsync(request, progress, cancellationToken) with { Reason = reason };
        var duration = watch.Elapsed;
        if (Directory.GetFiles(request.OutputFolder, "*.deb").Length == 0)
            throw new TrialException("the build ended well but left no package", request.LogFile);
        var files = new List<FileRecord>();
        foreach (var path in Directory.EnumerateFiles(request.OutputFolder).Order(StringComparer.Ordinal))
            files.Add(await FileRecord.OfAsync(path, cancellationToken));
        return new BuiltPackages(
            request.Source.Version, request.OutputFolder, files, record, request.Suite, request.Architecture,
            request.PackageTests ? "passed" : "skipped", started, duration, await ToolsAsync(request, cancellationToken));
    }

    /// <summary>Runs the build command that a builder has prepared.</summary>
    internal static async Task RunAsync(
        BuildRequest request, ProgramCall call, BuildProgress progress, CancellationToken cancellationToken)
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
        // What a test of the package warns of is no reason.
        var relevant = lines.Where(x => telling.Any(word => x.Contains(word, StringComparison.Ordinal)) && !x.Contains("WARNING **"))
            .TakeLast(8).ToList();
        var shown = relevant.Count > 0 ? relevant : [.. lines.Where(x => x.Length > 0).TakeLast(8)];
        return new TrialException(
            $"the package build failed (exit {result.ExitCode}):{Environment.NewLine}  "
                + $"{string.Join(Environment.NewLine + "  ", shown.Select(x => x.Trim()))}",
            request.LogFile,
            lines.Any(x => x.Contains("ERROR:../server/tests/test-sasl.c:"))
                ? "spice's own test-sasl fails now and then, with any ring (docs/debugging.md): run again"
                : "The whole log is in that file; docs/debugging.md says how to repeat the build by hand");
    }

    /// <summary>Versions of the toolchain as the .buildinfo states them.</summary>
    static async Task<IReadOnlyDictionary<string, string>> ToolsAsync(BuildRequest request, CancellationToken cancellationToken)
    {
        var info = Directory.GetFiles(request.OutputFolder, "*.buildinfo").SingleOrDefault()
            ?? throw new TrialException("the build left no .buildinfo", request.OutputFolder);
        return Tool().Matches(await File.ReadAllTextAsync(info, cancellationToken))
            .ToDictionary(x => x.Groups["name"].Value, x => x.Groups["version"].Value);
    }

    [GeneratedRegex(@"^ (?<name>gcc-\d+|binutils|libc6-dev|debhelper|dpkg-dev|meson|ninja-build) \(= (?<version>[^)]+)\)",
        RegexOptions.Multiline)]
    private static partial Regex Tool();
}
