using System.Diagnostics;

namespace SpiceTrial.Builders;

/// <summary>Builds a patched source with a builder and records what came out.</summary>
public sealed partial class DebBuild(IBuilder builder, string reason)
{
    public async Task<BuiltPackages> RunAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken)
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

    /// <summary>Versions of the toolchain as the .buildinfo states them.</summary>
    static async Task<IReadOnlyDictionary<string, string>> ToolsAsync(BuildRequest request, CancellationToken cancellationToken)
    {
        var info = Directory.GetFiles(request.OutputFolder, "*.buildinfo").SingleOrDefault();
        if (info is null)
            throw new TrialException("the build left no .buildinfo", request.OutputFolder);
        var text = await File.ReadAllTextAsync(info, cancellationToken);
        return Tool().Matches(text).ToDictionary(x => x.Groups["name"].Value, x => x.Groups["version"].Value);
    }

    [GeneratedRegex(@"^ (?<name>gcc-\d+|binutils|libc6-dev|debhelper|dpkg-dev|meson|ninja-build) \(= (?<version>[^)]+)\)",
        RegexOptions.Multiline)]
    private static partial Regex Tool();
}
