using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Reports;

/// <summary>The same verdict as a page with plots, and in Markdown.</summary>
interface IReport : IHazTrial
{
    Target Report => _ => _
        .Description("Writes the comparison as one HTML page with plots, and in Markdown")
        .Executes(async () =>
        {
            var trial = await ComparedAsync();
            await new VerdictReport(trial.Comparison, trial.Baseline, trial.Candidate, Arms.Command("Report")).WriteAsync(
                ReportFolder, Cancelled);
            Log.Information("{Page:l}", Path.Combine(ReportFolder, VerdictReport.HtmlName));
            ReportSummary(x => x.AddPair("Verdict", VerdictWords.Name(trial.Comparison.Verdict)));
        });
}
