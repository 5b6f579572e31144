namespace SpiceTrial.Lab;

/// <summary>Command lines that each run a part of what was asked for, for programs that spread jobs over machines (GNU parallel, a Slurm
/// array). Results that lie in the run's folder are taken by the run of the whole.</summary>
public static class CellLines
{
    /// <summary>One for each scenario, combination of a sweep and ring.</summary>
    /// <param name="settings">What the run of the whole covers.</param>
    /// <param name="words">The scenarios, as the operator named them.</param>
    /// <param name="sweep">Keys and values of each combination; one that is empty where nothing is swept.</param>
    public static IEnumerable<IReadOnlyList<string>> Of(
        LabSettings settings, IReadOnlyList<string> words, IReadOnlyList<IReadOnlyList<KeyValuePair<string, string>>> sweep) =>
        from word in ScenarioFiles.Expand(words)
        from values in sweep
        from ring in settings.RingSizes.Union(settings.Libraries.Keys).Order()
        select (IReadOnlyList<string>)
        [
            "./build.sh", "Lab", "--scenarios", word, "--ring-sizes", $"{ring}", "--seeds", $"{settings.Seeds}",
            .. values.Count > 0 ? (string[])["--sweep", string.Join(',', values.Select(x => $"{x.Key}={x.Value}"))] : [],
            .. settings.Libraries.TryGetValue(ring, out var path) ? (string[])["--library", $"{ring}={path}"] : [],
            .. settings.RealTime ? (string[])["--real-time"] : [],
            .. settings.WithClient ? (string[])["--client"] : [],
        ];

    /// <summary>Writes them, one a line, each as a shell reads it.</summary>
    /// <returns>The file.</returns>
    public static async Task<string> WriteAsync(
        string root, IEnumerable<IReadOnlyList<string>> lines, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, ".nuke", "temp", "cells.txt");
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(string.Concat(lines.Select(x => ShellWords.Join(x) + "\n"))),
            cancellationToken);
        return path;
    }
}
