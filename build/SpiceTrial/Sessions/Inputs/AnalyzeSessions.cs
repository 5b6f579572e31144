namespace SpiceTrial.Sessions;

/// <summary>Runs and their figures from bundles, folders, logs and client reports.</summary>
public sealed class AnalyzeSessions(AnalyzeOptions options)
{
    public const string FileName = "analysis.json";

    /// <summary>Whether a file begins as a log does, whatever its name.</summary>
    internal static bool IsLog(string path)
    {
        using var file = File.Exists(path) ? RegularFile.TryOpen(path) : null;
        var head = new byte[512];
        return file is not null && ForeignFormats.IsLog(head.AsSpan(0, file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
    }

    /// <param name="paths">Each a bundle, folder, log or client's report; packed or not, nested as they may be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TrialException">A path does not exist, or nothing in it is a session's.</exception>
    public async Task<Analysis> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            throw new TrialException("no session is given", "--session",
                "Give the path of a bundle, folder or log: --session sessions/007a-patched", ExitStatus.BadInput);
        var missing = paths.FirstOrDefault(x => !File.Exists(x) && !Directory.Exists(x));
        if (missing is not null)
            throw new TrialException(
                "the session does not exist", missing, "Give the path of a bundle, folder or log", ExitStatus.BadInput);

        var contents = new List<Analysis>();
        foreach (var path in paths)
            contents.Add(await new SessionReader(path, options).ReadAsync(cancellationToken));
        return new([.. contents.SelectMany(x => x.Runs)])
        {
            Clients = [.. contents.SelectMany(x => x.Clients)],
            PassedOver = [.. contents.SelectMany(x => x.PassedOver)],
            Remarks = [.. contents.SelectMany(x => x.Remarks)],
        };
    }
}
