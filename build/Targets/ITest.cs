using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Testing;

/// <summary>The tests, which also install what they need.</summary>
interface ITest : INukeBuild, ICanBeCancelled, IHasClosingLine
{
    Target Test => _ => _
        .Description("Runs what a change must pass")
        .Executes(() => RunTests(TestSelection.Fast));

    Target TestAll => _ => _
        .Description("Runs every test, as long as it takes")
        .Executes(() => RunTests(TestSelection.All));

    sealed async Task RunTests(TestSelection selection)
    {
        CloseWith(TestCounts.None.ToString());
        var strict = Environment.GetEnvironmentVariable("CI") == "true";
        var counts = await new TestRun(RootDirectory, strict, Log.Information).RunAsync(selection, x => CloseWith(x.ToString()), Cancelled);
        ReportSummary(x => x.AddPair("Tests", counts));
    }
}
