using Nuke.Common;
using Nuke.Common.Utilities.Collections;

/// <summary>The one-line patch on top of the source's own.</summary>
interface IApplyPatch : IFetchSource
{
    [Parameter("Entries of the trace ring: 16, 32, 64, 128 (default) or 256; 8 builds the unpatched control")]
    int? TraceItems => TryGetValue<int?>(() => TraceItems);

    [Parameter("Build the unpatched control, as --trace-items 8")]
    bool Control => TryGetValue<bool?>(() => Control) ?? false;

    Target ApplyPatch => _ => _
        .Description("Applies the patch with fuzz 0 and packs the source again")
        .DependsOn(FetchSource)
        .Executes(async () =>
        {
            var patched = await Chain.ApplyPatchAsync(Cancelled);
            ReportSummary(x => x.AddPair("Patched", $"{patched.Source} {patched.Version}"));
        });
}
