using System.Text.Json.Serialization;
using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary><c>sessions/ID/plan.json</c>: what a trial is to decide and how, written down before its first run.</summary>
/// <param name="Id">The trial's tag, such as <c>007</c>.</param>
/// <param name="Created">When, in UTC.</param>
/// <param name="Question">In one sentence.</param>
/// <param name="Primary">The figure that decides.</param>
/// <param name="Arms">Both arms.</param>
/// <param name="Order">The order of the runs as it was drawn: S stock, P patched.</param>
/// <param name="Seed">Of the draw among the orders in turns (<see cref="RunOrders.InTurns"/>).</param>
/// <param name="Runs">In the order in which they are made.</param>
/// <param name="Video">Size of the video, or <c>null</c> for the largest region.</param>
/// <param name="Mode">The streaming mode of every run, or <c>null</c> where nobody said it.</param>
/// <param name="Power">How often such a trial decides, simulated with the rule itself.</param>
/// <param name="Rule">The rule that it is judged by.</param>
public sealed record TrialPlan(
    string Id, DateTimeOffset Created, string Question, string Primary, IReadOnlyList<PlannedArm> Arms, string Order, int Seed,
    IReadOnlyList<PlannedRun> Runs, string? Video, StreamingMode? Mode, IReadOnlyList<PlannedPower> Power, string Rule)
{
    public const string FileName = "plan.json";

    /// <summary>The gate as it stood before the first run; <c>null</c> where nobody had evaluated it.</summary>
    public PlannedGate? Gate { get; init; }

    /// <summary>A plan of runs in an order that was drawn among those in turns, and nothing else said.</summary>
    internal static TrialPlan Of(string id, IEnumerable<(string Tag, bool IsCandidate)> order, double minutes)
    {
        var runs = order.ToList();
        return new(id, default, "", TrialFigures.Primary, [], string.Concat(runs.Select(x => x.IsCandidate ? 'P' : 'S')), 0,
            [.. runs.Select(x => new PlannedRun(x.Tag, x.IsCandidate ? PlannedArm.Candidate : PlannedArm.Baseline, minutes))], null,
            null, [], VerdictRule.Id);
    }

    /// <summary>The patched ring.</summary>
    [JsonIgnore]
    public int TraceItems => Arms.FirstOrDefault(x => x.Name == PlannedArm.Candidate)?.TraceItems ?? 0;

    /// <summary>Whether the share of the plays decides, and not that of the time.</summary>
    [JsonIgnore]
    public bool IsOfPlays => Primary == TrialFigures.PrimaryOfPlays;

    /// <summary>The first run that is not done.</summary>
    [JsonIgnore]
    public PlannedRun? Next => Runs.FirstOrDefault(x => x.State == PlannedRunState.Open);

    /// <summary>What Capture must find in a run's process: <c>stock</c>, or the candidate's ring; <c>null</c> where the plan does not say
    /// it.</summary>
    public string? ExpectedArm(string tag) => Runs.FirstOrDefault(x => x.Tag == tag)?.Arm switch
    {
        PlannedArm.Baseline => "stock",
        PlannedArm.Candidate when TraceItems > 0 => $"{TraceItems}",
        _ => null,
    };

    public int PlaceOf(string tag) => Math.Max(0, Runs.Select(x => x.Tag).ToList().IndexOf(tag));

    /// <summary>Planned runs of an arm of which nothing was given.</summary>
    public int Missing(string arm, IReadOnlyList<string> given) => Runs.Count(x => x.Arm == arm && !given.Contains(x.Tag));

    /// <summary>The plan with a run marked done.</summary>
    public TrialPlan With(string tag, string bundle) =>
        this with { Runs = [.. Runs.Select(x => x.Tag == tag ? x with { State = PlannedRunState.Done, Bundle = bundle } : x)] };

    // A run is done when its session is there: of one that crashed nobody can capture anything, and its log is put there by hand.
    internal TrialPlan Found(string sessions) => Runs.Where(x => x.State == PlannedRunState.Open).Aggregate(this, (plan, run) =>
        SessionPath.Of(sessions, run.Tag) is { } found ? plan.With(run.Tag, Path.GetFileName(found)) : plan);

    public static string PathIn(string sessions, string id) => Path.Combine(sessions, id, FileName);

    /// <exception cref="TrialException">There is none, or it can't be read.</exception>
    public static async Task<TrialPlan> ReadAsync(string sessions, string id, CancellationToken cancellationToken)
    {
        var path = PathIn(sessions, id);
        return File.Exists(path)
            ? (await RecordFile.ReadAsync<TrialPlan>(path, cancellationToken)).Found(sessions)
            : throw new TrialException($"there is no plan of {id}", path, $"Write it before the first run: ./build.sh Plan --tag {id}",
                ExitStatus.BadInput);
    }

    /// <returns>The plan that has a run of this tag, and its file; <c>null</c> where there is none. One of another trial, by its name,
    /// that can't be read is passed over: <paramref name="warn"/> is told.</returns>
    public static async Task<(TrialPlan Plan, string Path)?> OfRunAsync(
        string sessions, string tag, Action<string>? warn, CancellationToken cancellationToken)
    {
        var folders = Directory.Exists(sessions) ? Directory.GetDirectories(sessions) : [];
        var paths = folders.Select(x => Path.Combine(x, FileName)).Where(File.Exists).ToList();
        // Of 007 and 007-b the longer name.
        var named = paths.Where(x => tag.StartsWith($"{Path.GetFileName(Path.GetDirectoryName(x))}-", StringComparison.Ordinal))
            .MaxBy(x => x.Length);
        foreach (var path in paths)
        {
            var plan = path == named
                ? await RecordFile.ReadAsync<TrialPlan>(path, cancellationToken)
                : await RecordFile.TryReadAsync<TrialPlan>(
                    path, cancellationToken, x => warn?.Invoke($"a plan is passed over: {x.What} ({x.Where})"));
            if (plan?.Runs.Any(x => x.Tag == tag) == true)
                return (plan, path);
        }

        return null;
    }

    /// <summary>Marks a captured run as done in the plan that it belongs to.</summary>
    /// <returns>That plan, or <c>null</c> where the tag is in none.</returns>
    public static async Task<TrialPlan?> MarkAsync(string sessions, string tag, string bundle, CancellationToken cancellationToken)
    {
        if (await OfRunAsync(sessions, tag, null, cancellationToken) is not var (plan, path))
            return null;
        plan = plan.With(tag, bundle);
        await RecordFile.WriteAsync(path, plan, cancellationToken);
        return plan.Found(sessions);
    }
}
