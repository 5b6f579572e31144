using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Compares the runs of two arms by the rule.</summary>
public static class CompareRuns
{
    /// <param name="baseline">Runs with the stock library.</param>
    /// <param name="candidate">Runs with the patched one.</param>
    /// <param name="video">Size of the video, or <c>null</c> for the largest region streamed in either arm.</param>
    /// <param name="earlier">Comparisons of the same arms with fewer runs, which were made before.</param>
    public static Comparison Of(IReadOnlyList<RunFigures> baseline, IReadOnlyList<RunFigures> candidate, VideoSize? video = null,
        IReadOnlyList<EarlierLook>? earlier = null)
    {
        var size = video ?? VideoSize.Largest(baseline.Concat(candidate));
        var excluded = new List<ExcludedRun>();
        var (b, c) = (Arm("baseline", baseline, size, excluded), Arm("candidate", candidate, size, excluded));
        var figures = TestedFigures.Of(b, c, earlier?.Count ?? 0);
        IReadOnlyList<Guard> guards = [];
        Decision decision;
        if (b.Runs.Count == 0 || c.Runs.Count == 0)
        {
            decision = Precaution.Crashed(b, c)
                ?? Decision.Inconclusive(false,
                    [.. ((TrialArm[])[b, c]).Where(x => x.Runs.Count == 0).Select(x => $"The {x.Name} has no run that can be counted."),
                        .. excluded.Select(x => $"{x.Tag}: {x.Why}")]);
        }
        else
        {
            var evidence = new Evidence(b, c, figures, ArmGuards.Check(b, c, video), LoadGuards.Check(b, c));
            guards = [.. evidence.ArmGuards, .. evidence.LoadGuards];
            decision = Decide.Of(evidence);
        }

        if (video is not null && NotStreamed(video, baseline, candidate) is { } warning)
            decision = decision with { Reasons = [.. decision.Reasons, warning], MoreMinutesHelp = false };
        return new(
            decision.Verdict,
            [.. decision.Reasons, .. Caveats.Of(earlier ?? [])],
            [figures.ReEngagements, figures.Engagements, figures.Share, figures.Freezes, .. DescriptiveFigures.Of(b, c)],
            decision is { Verdict: Verdict.Inconclusive, MoreMinutesHelp: true } ? Further(b, c) : null,
            VerdictRule.Id,
            guards,
            b.Summary(),
            c.Summary(),
            excluded,
            [.. figures.Notes, .. Notes.Of(b, c)]);
    }

    static TrialArm Arm(string name, IReadOnlyList<RunFigures> runs, VideoSize? video, List<ExcludedRun> excluded)
    {
        var kept = new List<(int Place, TrialRun Run)>();
        var unplayed = new List<RunFigures>();
        // Of a run that is given whole and cut, the whole one counts.
        foreach (var (place, run) in runs.Index().OrderByDescending(x => x.Item.DurationSeconds ?? 0))
        {
            if (kept.Select(x => x.Run.Figures).Concat(unplayed).Any(x => SameRun.Is(x, run)))
            {
                excluded.Add(new(run.Tag, $"the {name} has it already: counted twice it would look like two runs"));
            }
            else if (run.PlaybackSeconds is > 0 and var seconds)
            {
                kept.Add((place, TrialRun.Of(run, seconds, video)));
            }
            else
            {
                unplayed.Add(run);
                excluded.Add(new(run.Tag,
                    run.DurationSeconds is null
                        ? "its log carries no times, so nothing can be said per minute"
                        : "its log shows no playback: no stream, and hardly an OOM"));
            }
        }

        return new(name, [.. kept.OrderBy(x => x.Place).Select(x => x.Run)]) { Unplayed = unplayed };
    }

    static string? NotStreamed(VideoSize video, IEnumerable<RunFigures> baseline, IEnumerable<RunFigures> candidate)
    {
        var regions = baseline.Concat(candidate).SelectMany(x => x.Regions).ToList();
        return regions.Count == 0 || regions.Exists(video.Is) ? null
            : $"But: no run streamed anything of {video}, which is named as the video; the largest that was streamed is "
                + $"{VideoSize.Largest(baseline.Concat(candidate))?.ToString() ?? "a widget"}. Is the size right?";
    }

    static int Further(TrialArm baseline, TrialArm candidate)
    {
        var runs = baseline.Runs.Concat(candidate.Runs).ToList();
        var runMinutes = Math.Max(1, runs.Average(x => x.PlaybackSeconds) / 60);
        return FurtherMinutes.PerArm(baseline.ReEngagements, Math.Min(baseline.PlaybackSeconds, candidate.PlaybackSeconds) / 60,
            baseline.PlaybackSeconds / 60, runMinutes);
    }
}
