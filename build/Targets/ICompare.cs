using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Reports;

/// <summary>A verdict on the patch, from the runs of two arms.</summary>
interface ICompare : IHazTrial
{
    Target Compare => _ => _
        .Description("Compares runs with the stock library to runs with the patched one: the verdict")
        .Executes(async () =>
        {
            var trial = await ComparedAsync();
            ConsoleTable.Write(VerdictWords.Rows(trial.Comparison));
            ReportSummary(x => x.AddPair("Verdict", VerdictWords.Name(trial.Comparison.Verdict)));
        });
}
