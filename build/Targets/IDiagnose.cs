using Nuke.Common;
using Serilog;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;

/// <summary>Which regime a field session is in.</summary>
interface IDiagnose : IAnalyze
{
    [TargetHelp(Purpose.Lab, "Says from a session's log which regime the cluster is in",
        "Diagnose --session sessions/guest510/stock.log.gz")]
    Target Diagnose => _ => _
        .Described<IDiagnose>()
        .Executes(async () =>
        {
            var options = new AnalyzeOptions { Video = AnalyzeOptions.VideoFrom(Video), Progress = new ReadingProgress() };
            var analysis = await new AnalyzeSessions(options).RunAsync(SessionPath.FindAll(SessionsFolder, Session), Cancelled);
            var result = await new DiagnoseRuns(Path.Combine(RootDirectory, "sessions", "lab")).RunAsync(analysis.Runs, Cancelled);
            DiagnosisTable.Write(result);
            foreach (var note in AnalysisTable.OtherVideos(analysis, Video).Concat(analysis.PassedOver.Select(AnalysisTable.NotRead)))
                Log.Warning("{Note:l}", note);
            await CopyAsync(DiagnoseRuns.FileName, result, Cancelled);
        });
}
