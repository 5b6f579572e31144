using Nuke.Common;
using SpiceTrial.Testing;

/// <summary>How the rule behaves over thousands of simulated trials.</summary>
interface ISimulateVerdicts : INukeBuild, ICanBeCancelled
{
    [Parameter("Simulated trials of each design (default: 1000)")]
    int? Trials => TryGetValue<int?>(() => Trials);

    [TargetHelp(Purpose.Develop, "Simulates trials: the rule's false findings and its power", "SimulateVerdicts --trials 200")]
    Target SimulateVerdicts => _ => _
        .Described<ISimulateVerdicts>()
        .Executes(async () => await RuleDocument.WriteAsync(RootDirectory / "docs" / "verdict-simulations.md",
            Count
                .AtLeastOne("--trials", Trials,
                    "1000 is the default, and fewer than 200 say little: with 200 an error rate of 5% is known to 3 points either way")
                        ?? 1000, Cancelled));
}
