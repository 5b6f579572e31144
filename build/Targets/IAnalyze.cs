using Nuke.Common;
using Serilog;
using SpiceTrial.Sessions;

/// <summary>The figures of sessions.</summary>
interface IAnalyze : IHazSessions, IHazVideo, IHazOutput, ICanBeCancelled
{
    [Parameter("Sessions: bundles, folders, logs or client reports, packed or not, separated by commas (needed)", Separator = ",")]
    string[]? Session => TryGetValue(() => Session);

    [TargetHelp(Purpose.Measure, "Yields the figures of sessions: OOMs, streams, freezes",
        "Analyze --session sessions/guest510/stock.log.gz")]
    Target Analyze => _ => _
        .Described<IAnalyze>()
        .Executes(async () =>
        {
            var options = new AnalyzeOptions { Video = AnalyzeOptions.VideoFrom(Video), Progress = new ReadingProgress() };
            var analysis = await new AnalyzeSessions(options).RunAsync(SessionPath.FindAll(SessionsFolder, Session), Cancelled);
            ShowAnalysis(analysis);
            await CopyAsync(AnalyzeSessions.FileName, analysis, Cancelled);
        });

    /// <summary>Some runs beside each other, then what has to be said of them.</summary>
    sealed void ShowAnalysis(Analysis analysis)
    {
        foreach (var runs in analysis.Runs.Chunk(AnalysisTable.Beside(analysis.Runs, ConsoleTable.Width)))
            ConsoleTable.WriteColumns(AnalysisTable.Rows(runs));
        foreach (var other in AnalysisTable.OtherVideos(analysis, Video))
            Log.Warning("{Note:l}", other);
        foreach (var note in AnalysisTable.Notes(analysis))
            Log.Information("{Note:l}", note);
    }
}
