using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>A comparison with the runs that it was made from.</summary>
public sealed record ComparedTrial(Comparison Comparison, IReadOnlyList<RunFigures> Baseline, IReadOnlyList<RunFigures> Candidate)
{
    public const string FileName = "comparison.json";

    /// <summary>Reads the runs of both arms and compares them.</summary>
    /// <param name="request">What to compare.</param>
    /// <param name="progress">Told about while a log is read: bytes so far.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="TrialException">An arm is not given, or can't be read.</exception>
    public static async Task<ComparedTrial> RunAsync(TrialRequest request, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var options = new AnalyzeOptions { Video = request.Video is { } video ? (video.Width, video.Height) : null, Progress = progress };
        var baseline = await ReadAsync("--baseline", request.Found(request.Baseline), options, cancellationToken);
        var candidate = await ReadAsync("--candidate", request.Found(request.Candidate), options, cancellationToken);
        var history = request.History is { } path ? await ComparisonHistory.ReadAsync(path, cancellationToken) : new([]);
        var comparison = CompareRuns.Of(baseline, candidate, request.Video, history.Before(baseline, candidate));
        if (request.History is { } kept)
            await RecordFile.WriteAsync(kept, history.With(DateTimeOffset.UtcNow, comparison, baseline, candidate), cancellationToken);
        return new(comparison, baseline, candidate);
    }

    static async Task<IReadOnlyList<RunFigures>> ReadAsync(
        string option, IReadOnlyList<string> paths, AnalyzeOptions options, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            throw new TrialException($"{option} is not given", option,
                "Name the runs of both arms: ./build.sh Compare --baseline PATH[,PATH] --candidate PATH[,PATH]", ExitStatus.BadInput);
        var runs = new List<RunFigures>();
        foreach (var path in paths)
            runs.AddRange(path.EndsWith(".json", StringComparison.Ordinal)
                ? (await RecordFile.ReadAsync<Analysis>(path, cancellationToken)).Runs
                : (await new AnalyzeSessions(options).RunAsync([path], cancellationToken)).Runs);

        return runs.Count > 0
            ? RunNames.Apart(runs)
            : throw new TrialException("no run of a spice-server is in there", $"{option} {string.Join(',', paths)}",
                "Give a session's bundle, folder, log or analysis.json", ExitStatus.BadInput);
    }
}
