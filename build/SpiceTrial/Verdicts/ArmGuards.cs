using SpiceTrial.Sessions;

namespace SpiceTrial.Verdicts;

/// <summary>Whether the arms are the two libraries that the question is about, run in the same way.</summary>
static class ArmGuards
{
    public static IReadOnlyList<Guard> Check(TrialSet set, VideoSize? named, IReadOnlyList<PassedOver> passedOver)
    {
        var (baseline, candidate) = (set.Baseline, set.Candidate);
        return
        [
            Read(passedOver),
            Distinct(baseline, candidate),
            Libraries(baseline, candidate),
            Same(GuardNames.Mode, baseline, candidate, x => x.Mode is { } mode ? Printable.Word(mode) : null, Ran),
            Same("same spice-server version", baseline, candidate, x => x.Version, Ran),
            Same(GuardNames.Client, baseline, candidate,
                x => x.ClientConnected switch { true => "a client", false => "no client", null => null }),
            Hosts(baseline, candidate),
            Compression(baseline, candidate),
            SameVideo(baseline, candidate, named),
            .. set.Plan is { } plan ? (Guard[])[AsPlanned(plan, set)] : [],
        ];
    }

    /// <summary>What a log proves of a planned run must be what was planned; a plan without arms says nothing of them.</summary>
    static Guard AsPlanned(TrialPlan plan, TrialSet set)
    {
        const string name = "libraries as planned";
        List<string> others =
        [
            .. from arm in plan.Arms
               from run in (arm.Name == PlannedArm.Candidate ? set.Candidate : set.Baseline).Given
               where run.Arm.TraceItems is { } ring && ring != arm.TraceItems
               select $"{run.Tag} ran with {run.Arm.TraceItems} entries, planned were {arm.TraceItems}",
        ];
        return others.Count == 0 ? new(name, GuardOutcome.Held, "No log says otherwise.")
            : new(name, GuardOutcome.Failed, $"{string.Join("; ", others)}.");
    }

    /// <summary>A run that nobody read may be the one that crashed.</summary>
    static Guard Read(IReadOnlyList<PassedOver> passedOver)
    {
        const string name = "every input was read";
        const int shown = 5;
        return passedOver.Count == 0
            ? new(name, GuardOutcome.Held, "Nothing that may be a run was passed over.")
            : new(name, GuardOutcome.Failed, $"{string.Join("; ", passedOver.Take(shown).Select(x => $"{x.Path}: {x.Why}"))}"
                + $"{(passedOver.Count > shown ? $"; and {passedOver.Count - shown} more" : "")}. Each may be a run: make it readable, or "
                + "take it away where it is none.");
    }

    static Guard Distinct(TrialArm baseline, TrialArm candidate)
    {
        const string name = "different runs";
        string[] both = [.. baseline.Given.Where(x => candidate.Given.Any(y => SameRun.Is(x, y))).Select(x => x.Tag)];
        return both.Length == 0
            ? new(name, GuardOutcome.Held, "No run stands in both arms.")
            : new(name, GuardOutcome.Failed, $"The same run stands in both arms: {string.Join(", ", both)}.");
    }

    static Guard Libraries(TrialArm baseline, TrialArm candidate)
    {
        const string name = "different libraries";
        Guard Failed(string finding) => new(name, GuardOutcome.Failed, finding);
        foreach (var arm in (TrialArm[])[baseline, candidate])
        {
            var rings = Known(arm.Given, x => x.Arm.TraceItems?.ToString());
            if (rings.Count > 1 || arm.BuildIds.Count > 1)
                return Failed(
                    $"The {arm.Name}'s runs used more than one library "
                        + $"({string.Join(", ", rings.Select(x => $"{x} entries").Concat(arm.BuildIds.Select(x => $"build-id {x}")))}).");
        }

        if (baseline.BuildIds.Intersect(candidate.BuildIds).Any())
            return Failed($"Both arms used the same library (build-id {baseline.BuildIds[0]}): this is an A/A comparison.");
        return (Ring(baseline), Ring(candidate)) switch
        {
            ({ } b, { } c) when b == c => Failed($"Both arms had {b} entries: this is an A/A comparison."),
            ({ } b, { } c) when b > c => Failed($"The arms are swapped: the baseline had {b} entries, the candidate {c}."),
            ({ } b, { } c) => new(name, Proven(baseline) && Proven(candidate) ? GuardOutcome.Held : GuardOutcome.NotKnown,
                $"{b} entries against {c}{(Proven(baseline) && Proven(candidate) ? "" : "; not proven by a build-id for every run")}."),
            var (b, c) => new(name, GuardOutcome.NotKnown,
                $"Which library the {(b is null && c is null ? "runs" : b is null ? "baseline" : "candidate")} used is not proven by the "
                    + "logs: taken at the operator's word."),
        };
    }

    static int? Ring(TrialArm arm) => arm.Given.Select(x => x.Arm.TraceItems).FirstOrDefault(x => x is not null);

    static bool Proven(TrialArm arm) => arm.Given.All(x => x.Arm is { TraceItems: not null, BuildId: not null });

    /// <summary>Whether a value, as far as it is known, is the same in every run of both arms that counts. Default: those that played, as
    /// one that crashed before its client came had none.</summary>
    static Guard Same(string name, TrialArm baseline, TrialArm candidate, Func<RunFigures, string?> value,
        Func<TrialArm, IEnumerable<RunFigures>>? counted = null)
    {
        counted ??= Played;
        var (b, c) = (Known(counted(baseline), value), Known(counted(candidate), value));
        string[] all = [.. b.Union(c)];
        return all.Length switch
        {
            > 1 => new(name, GuardOutcome.Failed, $"The baseline had {Words(b)}, the candidate {Words(c)}."),
            1 when counted(baseline).Concat(counted(candidate)).All(x => value(x) is not null) =>
                new(name, GuardOutcome.Held, $"{all[0]} in every run."),
            1 => new(name, GuardOutcome.NotKnown, $"{all[0]} where a log says it; not every log does."),
            _ => new(name, GuardOutcome.NotKnown, "No log says it."),
        };
    }

    /// <summary>
    /// With GLZ an eviction first frees pictures that only a client's dictionary still holds (<c>display_channel_free_some</c>,
    /// <c>server/display-channel.cpp:1488-1500</c> of spice-server 0.15.1), so that draws stay in the tree and nothing enters the ring: the
    /// lab's stock library then engages in each play (<c>docs/lab.md</c>).
    /// </summary>
    static Guard Compression(TrialArm baseline, TrialArm candidate) =>
        baseline.Runs.Concat(candidate.Runs).All(x => x.Figures.ClientConnected == false)
            ? new(GuardNames.Compression, GuardOutcome.Held, "No run had a client: nothing was compressed for one.")
            : Same(GuardNames.Compression, baseline, candidate, x => x.ImageCompression);

    /// <summary>What one arm alone ran on may be the difference; what both ran on is not.</summary>
    static Guard Hosts(TrialArm baseline, TrialArm candidate)
    {
        const string name = "same host";
        if (Ran(baseline).Concat(Ran(candidate)).All(x => x.HasGuest == false))
            return new(name, GuardOutcome.Held, "A program drove the library in every run, as the lab does.");
        static string? Host(RunFigures run) => run.Host is { } host
            ? $"{host.Name ?? "a host"} (qemu {host.Qemu ?? "not known"}, kernel {host.Kernel ?? "not known"})" : null;
        var (b, c) = (Known(Ran(baseline), Host), Known(Ran(candidate), Host));
        if (b.Count == 0 || c.Count == 0)
            return new(name, GuardOutcome.NotKnown, "Not every arm's logs say it.");
        (int On, int All) Share(TrialArm arm, string host) =>
            (Ran(arm).Count(x => Host(x) == host), Ran(arm).Count(x => Host(x) is not null));
        // More of one arm's runs were on a host than chance explains.
        var isOneArms = b.Union(c).Select(x => (Baseline: Share(baseline, x), Candidate: Share(candidate, x))).Any(x =>
            Math.Min(FisherExact.More(x.Baseline.On, x.Baseline.All, x.Candidate.On, x.Candidate.All),
                FisherExact.More(x.Candidate.On, x.Candidate.All, x.Baseline.On, x.Baseline.All)) <= VerdictRule.ObstacleLevel / 2);
        return b.SequenceEqual(c) && !isOneArms ? new(name, GuardOutcome.Held, $"{Words(b)} in both arms.")
            : new(name, isOneArms ? GuardOutcome.Failed : GuardOutcome.NotKnown,
                $"The baseline ran on {Words(b)}, the candidate on {Words(c)}.");
    }

    /// <summary>Every run that streamed a video streamed the same one; without <c>--video</c> that is the largest region of each
    /// arm.</summary>
    static Guard SameVideo(TrialArm baseline, TrialArm candidate, VideoSize? named)
    {
        const string name = GuardNames.Video;
        var (b, c) = (VideoSize.Largest(Played(baseline)), VideoSize.Largest(Played(candidate)));
        var size = VideoSize.Largest(Played(baseline).Concat(Played(candidate)));
        var video = named ?? b ?? c;
        if (video is null)
            return new(name, GuardOutcome.NotKnown, "Neither arm streamed a video.");
        if (baseline.Runs.Concat(candidate.Runs).Select(x => (x.Figures.Tag, Instead: video.Instead(x.Figures)))
            .FirstOrDefault(x => x.Instead is not null) is (var tag, { } other))
            return new(name, GuardOutcome.Failed,
                $"{tag} streamed {other.Width}x{other.Height} and nothing of {video}: it played another video, or "
                + (named is null ? "name the video with --video WxH." : "the size is wrong."));
        if (named is null && size?.Longer(Played(baseline).Concat(Played(candidate))) is { } longest)
            return new(name, GuardOutcome.Failed, $"The largest region streamed was {size}, but {longest} streamed for longer; name the "
                + "video with --video WxH.");
        return named is null && b is not null && c is not null && b != c
            ? new(name, GuardOutcome.Failed,
                $"The largest region streamed was {b} in the baseline and {c} in the candidate; name the video with --video WxH.")
            : new(name, GuardOutcome.Held, $"{video}{(named is not null ? ", as named" : b is null ? "; the baseline streamed none"
                : c is null ? "; the candidate streamed none" : "")}.");
    }

    static IEnumerable<RunFigures> Played(TrialArm arm) => arm.Runs.Select(x => x.Figures);

    // Those that crashed are counted as harm, and named their version and mode first of all.
    static IEnumerable<RunFigures> Ran(TrialArm arm) => Played(arm).Union(arm.Crashed);

    static List<string> Known(IEnumerable<RunFigures> runs, Func<RunFigures, string?> value) =>
        [.. runs.Select(value).OfType<string>().Distinct().Order(StringComparer.Ordinal)];

    static string Words(List<string> values) => values.Count == 0 ? "an unknown one" : string.Join(" and ", values);
}
