using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;

/// <summary>What a trial is to decide and how, written down before its first run.</summary>
[AlsoReads(nameof(ICapture.Tag), nameof(IApplyPatch.TraceItems), nameof(IHazHypervisor.Hypervisor), nameof(IHazHypervisor.SshConfig),
    Only = true)]
interface IPlan : IHazSettings, IHazSessions, IHazVideo, IHazOutput, ICanBeCancelled
{
    [Parameter("Runs of each arm, 4 to 10 (default: 5)")]
    int? Runs => TryGetValue<int?>(() => Runs);

    [Parameter("Minutes of playback of each run (default: 9; of Rehearse 2), or of Fuzz (10)")]
    int? Minutes => TryGetValue<int?>(() => Minutes);

    [Parameter("The video is played again and again with pauses: the share of its plays decides")]
    bool Plays => TryGetValue<bool?>(() => Plays) ?? false;

    [Parameter("Seed of the draw of the runs' order (default: drawn; of Rehearse 1)")]
    int? Seed => TryGetValue<int?>(() => Seed);

    sealed PlanRequest PlanRequest => new(SessionPath.TagOrThrow(((ICapture)this).Tag ?? "007"), Runs ?? VerdictRule.PlannedRuns,
        Count.AtLeastOne("--minutes", Minutes) ?? VerdictRule.PlannedMinutes, Settings.TraceItems, Seed ?? System.Random.Shared.Next())
    {
        Power = PlannedTrials.Power, Video = VideoSize.From(Video), IsOfPlays = Plays,
    };

    [TargetHelp(Purpose.Measure, "Plans a trial and draws its order, or shows what is done and what is next", "Plan --tag 007 --runs 5")]
    Target Plan => _ => _
        .Described<IPlan>()
        .Executes(async () =>
        {
            var isAsked = (Runs ?? Minutes ?? Seed ?? ((IApplyPatch)this).AskedTraceItems) is not null || Plays || Video is not null;
            var plan = await ((IHazChain)this).Chain.PlanAsync(SessionsFolder, PlanRequest, isAsked, Cancelled);
            await CopyAsync(TrialPlan.FileName, plan, Cancelled);
            ConsoleTable.WriteColumns(PlanTable.Rows(plan));
            foreach (var line in PlanTable.Lines(plan, Settings.Hypervisor, Settings.SshConfig))
                Log.Information("{Line:l}", line);
            ReportSummary(x => x.AddPair("Gate", plan.Gate?.State ?? "not evaluated")
                .AddPair("Next", plan.Next?.Tag ?? Standpoint.Commands($"./build.sh Report --plan {plan.Id}")));
        });
}
