using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using SpiceTrial.Reports;

/// <summary>A verdict on the patch, from the runs of two arms.</summary>
interface ICompare : IHazTrial
{
    [TargetHelp(Purpose.Measure, "Compares stock runs to patched ones: the verdict",
        "Compare --baseline STOCK.log --candidate PATCHED.log")]
    Target Compare => _ => _
        .Described<ICompare>()
        .Executes(async () =>
        {
            var trial = await ComparedAsync();
            var verdict = trial.Comparison.Verdict;
            ConsoleTable.WriteColumns(VerdictTable.Rows(trial.Comparison));
            ConsoleTable.Say(VerdictTable.Sentences(trial.Comparison));
            ConsoleTable.Conclude($"Verdict: {Printable.Word(verdict)}", VerdictWords.Tone(verdict));
            ReportSummary(x => x.AddPair("Verdict", Printable.Word(verdict)));
        });
}
