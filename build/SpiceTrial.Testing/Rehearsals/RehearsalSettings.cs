using SpiceTrial.Lab;
using SpiceTrial.Trial;

namespace SpiceTrial.Testing;

/// <summary>What a rehearsal covers; every property says its default.</summary>
/// <param name="Chain">How packages are built.</param>
/// <param name="Scenarios">What the guests draw: the lab's files. Default of the target: guest-16mib.</param>
public sealed record RehearsalSettings(ChainSettings Chain, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>Its folder below <c>sessions/rehearsal/</c>; a rehearsal that is there goes on. Default: the guest's suite.</summary>
    public required string Name { get; init; }

    /// <summary>What the operator typed for the scenarios: names or files.</summary>
    public IReadOnlyList<string> ScenarioWords { get; init; } = [.. Scenarios.Select(x => x.Name)];

    public string Suite { get; init; } = TestGuestImage.DefaultSuite;

    /// <summary>The first is stock, the last is compared with it, in pairs; those between get one run each. Default: 8 and 128.</summary>
    public IReadOnlyList<int> RingSizes { get; init; } = [8, 128];

    /// <summary>Runs of each of the two arms. Default: 4, with which the rule can say yes or no.</summary>
    public int Pairs { get; init; } = 4;

    /// <summary>Minutes of playing of a run. Default: 2.</summary>
    public double Minutes { get; init; } = 2;

    /// <summary>Of the order that is drawn, and of the loads.</summary>
    public required int Seed { get; init; }

    /// <summary>A client of ours watches. Default: no.</summary>
    public bool WithClient { get; init; }

    public string Folder => Path.Combine(Chain.Root, "sessions", "rehearsal", Name);

    /// <summary>For what is not kept.</summary>
    internal string Scratch => Path.Combine(Chain.Root, ".nuke", "temp", "rehearsal");

    /// <summary>Packages that were built for a test host never lie beside those for a real one.</summary>
    internal string Built => Path.Combine(Scratch, "built");

    public double Seconds => Minutes * 60;

    /// <summary>The command line that makes the same, or goes on with it.</summary>
    public string Command => ShellWords.Join(Words(ScenarioWords));

    /// <summary>The same, one scenario each: for other machines.</summary>
    public IEnumerable<IReadOnlyList<string>> Cells => ScenarioWords.Select(x => Words([x]));

    IReadOnlyList<string> Words(IEnumerable<string> scenarios) =>
    [
        "./build.sh", "Rehearse", "--tag", Name, "--guest", Suite, "--scenarios", string.Join(',', scenarios),
        "--ring-sizes", string.Join(',', RingSizes), "--pairs", $"{Pairs}", "--minutes", $"{Minutes}", "--seed", $"{Seed}",
        .. WithClient ? (string[])["--client"] : [],
    ];
}
