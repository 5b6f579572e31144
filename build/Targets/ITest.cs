using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;
using SpiceTrial.Testing;

/// <summary>The tests, which also install what they need.</summary>
interface ITest : IHazConsent, ICanBeCancelled
{
    [TargetHelp(Purpose.Develop, "Runs what a change must pass", "Test")]
    Target Test => _ => _
        .Described<ITest>()
        .Executes(() => RunTests(TestSelection.Fast));

    [TargetHelp(Purpose.Develop, "Runs every test, as long as it takes", "TestAll")]
    Target TestAll => _ => _
        .Described<ITest>()
        .Executes(() => RunTests(TestSelection.All));

    sealed async Task RunTests(TestSelection selection)
    {
        GuardedRun.CloseWith(TestCounts.None.ToString());
        var strict = Environment.GetEnvironmentVariable("CI") == "true";
        var counts = await new TestRun(RootDirectory, strict, Log.Information).RunAsync(
            selection, x => GuardedRun.CloseWith(x.ToString()), Cancelled);
        ReportSummary(x => x.AddPair("Tests", counts));
    }
}
