using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

/// <summary>A build with one target for each thing that the stand-in promises.</summary>
sealed class SampleBuild : GuardedBuild, IHasNumbers
{
    [Parameter("Where to", ValueProviderMember = nameof(Places))]
    readonly string? Place;

    [Parameter("Several", Separator = "+")]
    readonly string[] Items = [];

    [Parameter("A switch")]
    readonly bool Loud;

    [Parameter("How fast")]
    readonly Pace Speed = Pace.Slow;

    static IEnumerable<string> Places => ["here", "there"];

    [TargetHelp(Purpose.Develop, "Prints all parameters", "Show --place here")]
    Target Show => _ => _
        .Description("Prints all parameters")
        .Executes(
            () => Console.WriteLine(
                $"place={Place} items={string.Join(',', Items)} loud={Loud} speed={Speed} count={((IHasNumbers)this).Count} "
                    + $"text={((IHasNumbers)this).TextItem}"));

    Target First => _ => _.Executes(() => Console.WriteLine("run First"));

    Target Second => _ => _.DependsOn(First).Executes(() => Console.WriteLine("run Second"));

    Target Third => _ => _.DependsOn(Second).Triggers(Fourth).Executes(() => Console.WriteLine("run Third"));

    Target Fourth => _ => _.Executes(() => Console.WriteLine("run Fourth"));

    Target Guest => _ => _.Before(First).Executes(() => Console.WriteLine("run Guest"));

    Target Follower => _ => _.TriggeredBy(Second).Executes(() => Console.WriteLine("run Follower"));

    Target Fails => _ => _.DependentFor(AfterFailure).Executes(() => throw new InvalidOperationException("the reason"));

    Target Refuses => _ => _.Executes(() => throw new TrialException("not today", hint: "tomorrow", status: ExitStatus.Refused));

    Target RefusesLater => _ => _.Executes(async () =>
    {
        await Task.Yield();
        throw new TrialException("not today", status: ExitStatus.Refused);
    });

    Target FailsAfterHandlingARefusal => _ => _.Executes(() =>
    {
        try { throw new TrialException("handled", status: ExitStatus.Refused); }
        catch (TrialException) { throw new InvalidOperationException("another reason"); }
    });

    Target AfterFailure => _ => _.Executes(() => Console.WriteLine("run AfterFailure"));

    Target CleansUp => _ => _.After(AfterFailure).AssuredAfterFailure().Executes(() => Console.WriteLine("run CleansUp"));

    Target FailsAndProceeds => _ => _.Before(First).ProceedAfterFailure().Executes(() => throw new InvalidOperationException("never mind"));

    Target Never => _ => _.DependsOn(First).OnlyWhenStatic(() => Items.Length > 5).WhenSkipped(DependencyBehavior.Skip)
        .Executes(() => Console.WriteLine("run Never"));

    Target NotNow => _ => _.DependsOn(First).OnlyWhenDynamic(() => Items.Length > 5).Executes(() => Console.WriteLine("run NotNow"));

    Target NeedsPlace => _ => _.DependsOn(First).Requires(() => Place).Executes(() => Console.WriteLine("run NeedsPlace"));

    Target Warns => _ => _.Unlisted().Executes(() =>
    {
        Log.Warning("mind the gap");
        ReportSummary(x => x.AddPair("Packages", 3));
    });

    Target ExitsWith4 => _ => _.Executes(() => ExitCode = 4);

    Target Waits => _ => _.Executes(async () =>
    {
        Console.WriteLine("waiting");
        try { await Task.Delay(TimeSpan.FromMinutes(1), GuardedRun.Cancelled); }
        finally { Console.WriteLine("cleaned up"); }
    });

    Target Closes => _ => _.Executes(() => GuardedRun.CloseWith("the last line"));

    // The stand-in alone, or what the real build has around it.
    static int Main(string[] arguments) => Environment.GetEnvironmentVariable("SAMPLE") switch
    {
        "circle" => CircularBuild.Run(),
        "guarded" => Run<SampleBuild>(arguments, x => x.Show),
        _ => Execute<SampleBuild>(x => x.Show),
    };
}
