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
        var plan = request is { Plan: { } id, Sessions: { } sessions }
            ? await TrialPlan.ReadAsync(sessions, id, cancellationToken) : null;
        if (plan is not null && (request.Baseline.Count > 0 || request.Candidate.Count > 0
            || (request.Video is not null && plan.Video is not null)))
            throw new TrialException($"the plan {plan.Id} names its runs and its video", "--baseline, --candidate, --video",
                "Leave them out beside a plan", ExitStatus.BadInput);
        var video = request.Video ?? VideoSize.From(plan?.Video);
        var options = new AnalyzeOptions { Video = video is null ? null : (video.Width, video.Height), Progress = progress };
        var (baseline, candidate) = plan is null
            ? (await ReadAsync("--baseline", request.Found(request.Baseline), options, cancellationToken),
                await ReadAsync("--candidate", request.Found(request.Candidate), options, cancellationToken))
            : (await PlannedAsync(plan, PlannedArm.Baseline, request.Sessions!, options, cancellationToken),
                await PlannedAsync(plan, PlannedArm.Candidate, request.Sessions!, options, cancellationToken));
        if (plan is not null && baseline.Runs.Count + candidate.Runs.Count == 0)
            throw new TrialException($"no run of the plan {plan.Id} was captured yet", TrialPlan.PathIn(request.Sessions!, plan.Id),
                $"./build.sh Plan --tag {plan.Id} shows which one is next, and sessions/{plan.Id}.md how", ExitStatus.BadInput);
        var path = plan is null ? request.History : Path.Combine(request.Sessions!, plan.Id, ComparisonHistory.FileName);
        var look = ComparisonHistory.Look(baseline.Runs, candidate.Runs, video);
        // A look at a plan's runs without the plan is one all the same, and the other way round.
        var history = await ComparisonHistory.ReadAsync(path is null ? [] : request.Histories(), cancellationToken);
        var comparison = CompareRuns.Of(baseline.Runs, candidate.Runs, video, history.Before(look), plan,
            [.. baseline.PassedOver, .. candidate.PassedOver]);
        // Where the tool itself wants the video named, that it was not is no look at it.
        var wantsVideo = video is null && comparison.Guards.Any(x => x is { Name: GuardNames.Video, Outcome: GuardOutcome.Failed });
        if (path is not null && !wantsVideo)
            await RecordFile.WriteAsync(path, (await ComparisonHistory.ReadAsync([path], cancellationToken))
                .With(look with { Verdict = comparison.Verdict }), cancellationToken);
        return new(comparison, baseline.Runs, candidate.Runs);
    }

    /// <summary>The arm's runs that were captured, each by its planned tag.</summary>
    static async Task<Analysis> PlannedAsync(
        TrialPlan plan, string arm, string sessions, AnalyzeOptions options, CancellationToken cancellationToken)
    {
        var read = new List<Analysis>();
        foreach (var run in plan.Runs.Where(x => x.Arm == arm))
        {
            if (SessionPath.Of(sessions, run.Tag) is { } path
                && await new AnalyzeSessions(options).RunAsync([path], cancellationToken) is var analysis)
                read.Add(analysis.Runs.Count < 2 ? analysis.Runs.All(x => x.Tag == run.Tag) ? analysis
                    : throw new TrialException($"the session of the planned run {run.Tag} is that of {analysis.Runs[0].Tag}", path,
                        "A plan has the runs that were captured under its own tags: give that one back its name", ExitStatus.BadInput)
                    : throw new TrialException($"{analysis.Runs.Count} processes are in the log of {run.Tag}, and the plan has one run of "
                        + "that name", path, "Capture takes the last one alone; of a log that was copied by hand keep the lines from that "
                        + "run's own start on", ExitStatus.BadInput));
        }

        return Together(read);
    }

    static async Task<Analysis> ReadAsync(
        string option, IReadOnlyList<string> paths, AnalyzeOptions options, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
            throw new TrialException($"{option} is not given", option,
                "Name the runs of both arms: ./build.sh Compare --baseline PATH[,PATH] --candidate PATH[,PATH]", ExitStatus.BadInput);
        var read = new List<Analysis>();
        foreach (var path in paths)
            read.Add(path.EndsWith(".json", StringComparison.Ordinal) && !AnalyzeSessions.IsLog(path)
                ? await RecordFile.ReadAsync<Analysis>(path, cancellationToken)
                : await new AnalyzeSessions(options).RunAsync([path], cancellationToken));

        return Together(read) is { Runs: { Count: > 0 } runs } all
            ? all with { Runs = RunNames.Apart(runs) }
            : throw new TrialException("no run of a spice-server is in there", $"{option} {string.Join(',', paths)}",
                "Give a session's bundle, folder, log or analysis.json", ExitStatus.BadInput);
    }

    static Analysis Together(List<Analysis> read) =>
        new([.. read.SelectMany(x => x.Runs)]) { PassedOver = [.. read.SelectMany(x => x.PassedOver)] };
}
