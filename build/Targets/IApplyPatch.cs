using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>The one-line patch on top of the source's own.</summary>
interface IApplyPatch : IFetchSource
{
    [Parameter("Entries of the trace ring: 16, 32, 64, 128 (default) or 256; 8 builds the unpatched control")]
    int? TraceItems => TryGetValue<int?>(() => TraceItems);

    [Parameter("Build the unpatched control, as --trace-items 8")]
    bool Control => TryGetValue<bool?>(() => Control) ?? false;

    // They are about the patch, and the control has none.
    static readonly string[] NeedThePatch =
        [nameof(IDraftUpstreamIssue.DraftUpstreamIssue), nameof(IDraftPlan.DraftPlan), nameof(IPlan.Plan)];

    /// <summary>What both options ask for; <c>null</c> where neither is given.</summary>
    sealed int? AskedTraceItems => (Control, TraceItems) switch
    {
        (true, _) or (_, SpiceTrial.Debian.TraceItems.Stock) when InvokedTargets.FirstOrDefault(x => NeedThePatch.Contains(x.Name)) is
            { } draft => throw new TrialException($"{draft.Name} is about the patch, and the control has none",
                Control ? "--control" : "--trace-items",
                $"./build.sh DebBuild --control builds the control; {draft.Name} takes a patched result", ExitStatus.BadInput),
        (false, _) => TraceItems is { } items ? SpiceTrial.Debian.TraceItems.From(items).Count : null,
        (true, null or SpiceTrial.Debian.TraceItems.Stock) => SpiceTrial.Debian.TraceItems.Stock,
        _ => throw new TrialException($"a control has {SpiceTrial.Debian.TraceItems.Stock} trace items, not {TraceItems}",
            "--control", "Leave out --trace-items or --control", ExitStatus.BadInput),
    };

    [TargetHelp(Purpose.Build, "Applies the patch with fuzz 0 and packs the source again", "ApplyPatch --trace-items 64")]
    Target ApplyPatch => _ => _
        .Described<IApplyPatch>()
        .DependsOn(FetchSource)
        .Executes(async () =>
        {
            var patched = await Chain.ApplyPatchAsync(Cancelled);
            ReportSummary(x => x.AddPair("Patched", $"{patched.Source} {patched.Version}"));
        });
}
