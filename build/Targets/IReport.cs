using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Reports;

/// <summary>The same verdict as a page with plots, and in Markdown.</summary>
interface IReport : IHazTrial
{
    [TargetHelp(Purpose.Measure, "Writes the comparison as a page with plots and in Markdown",
        "Report --baseline STOCK.log --candidate PATCHED.log --output page")]
    Target Report => _ => _
        .Described<IReport>()
        .Executes(async () =>
        {
            var trial = await ComparedAsync();
            await new VerdictReport(trial.Comparison, trial.Baseline, trial.Candidate, Arms.Command("Report")).WriteAsync(
                ReportFolder, Cancelled);
            Log.Information("{Page:l}", Path.Combine(ReportFolder, VerdictReport.HtmlName));
            ReportSummary(x => x.AddPair("Verdict", Printable.Word(trial.Comparison.Verdict)));
        });
}
