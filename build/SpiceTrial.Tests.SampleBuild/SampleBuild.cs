using Nuke.Common;
using Nuke.Common.Utilities.Collections;
using Serilog;

/// <summary>A build with one target for each thing that the stand-in promises.</summary>
sealed class SampleBuild : GuardedBuild, IHasNumbers, IHazConsent
{
    [Parameter("Where to", ValueProviderMember = nameof(Places))]
    readonly string? Place;

    [Parameter("Several", Separator = "+")]
    readonly string[] Items = [];

    [Parameter("A switch")]
    readonly bool Loud;

    [Parameter("How fast")]
    readonly Pace Speed = Pace.Slow;

    [Parameter("A document")]
    readonly string? Format;

    [Parameter("One line")]
    readonly bool Check;

    static IEnumerable<string> Places => ["here", "there"];

    [TargetHelp(Purpose.Develop, "Prints all parameters", "Show --place here")]
    Target Show => _ => _
        .Description("Prints all parameters")
        .Executes(
            () => Console.WriteLine(
                $"place={Place} items={string.Join(',', Items)} loud={Loud} speed={Speed} count={((IHasNumbers)this).Count} "
                    + $"text={((IHasNumbers)this).TextItem}"));

    Target Documents => _ => _.Executes(() =>
    {
        Log.Warning("a warning");
        Console.WriteLine("a line for a person");
        ConsoleTable.Write([("a", "table")]);
        Document.Write($"{(Check ? "one line" : $"a document as {Format}")}\n");
        GuardedRun.CloseWith("the last line");
        if (Check)
            GuardedRun.EndWith(3);
    });

    Target NeedsAProgram => _ => _.Executes(
        () => new Prerequisites(Console.WriteLine).EnsureAsync(["no-such-program"], CancellationToken.None));

    Target First => _ => _.Executes(() => Console.WriteLine("run First"));

    Target Second => _ => _.DependsOn(First).Executes(() => Console.WriteLine("run Second"));

    Target Third => _ => _.DependsOn(Second).Triggers<SampleBuild>(x => x.Fourth).Executes(() => Console.WriteLine("run Third"));

    Target Fourth => _ => _.Executes(() => Console.WriteLine("run Fourth"));

    Target Fails => _ => _.Executes(() => throw new InvalidOperationException("the reason"));

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

    Target AfterFailure => _ => _.DependsOn(Fails).Executes(() => Console.WriteLine("run AfterFailure"));

    Target Warns => _ => _.Executes(() =>
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

    Target SaysNo => _ => _.Triggers<SampleBuild>(x => x.Fourth).Executes(
        () => throw new TrialException("nothing was changed", "sf-2", status: ExitStatus.Cancelled));

    Target Asks => _ => _.Executes(async () =>
    {
        if (await new ConsoleOperator(showsAll: false).AskAsync("Go on?", GuardedRun.Cancelled) != true)
            throw new TrialException("nothing was changed", status: ExitStatus.Cancelled);
        Console.WriteLine("went on");
    });

    Target Points => _ => _.Executes(() =>
    {
        Console.WriteLine($"in {Environment.CurrentDirectory}, root {RootDirectory}, told {Standpoint.Told(RootDirectory / "built")}");
        Log.Information("{Next:l}", "next: ./build.sh Status        # which VM runs what");
        Log.Information("{Next:l}", "./build.sh Status --host other; ./build.sh Points");
        throw new TrialException("not today", hint: "./build.sh Confirm does it");
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
