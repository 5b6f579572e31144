using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.EndToEnd.Chain;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>As <see cref="FaultTests"/>, with the real tool in a process of its own and the package that the chain built.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class ToolKilledTests(ChainFixture chain, TrialHost trial) : IClassFixture<TrialHost>
{
    [Fact(Timeout = 7_200_000)]
    public async Task The_tool_is_killed_at_each_step_and_the_host_goes_on_alone()
    {
        var project = await chain.CopyAsync("killed tool", withResult: true);
        var built = await ArtifactsVerification.CheckAsync(project.Artifacts(), null, null, TestContext.Current.CancellationToken);
        trial.Use(built with { NotChecked = [] });
        var attempt = new FaultTrial(trial, new ClientProcess(trial, project));
        var rows = new List<FaultRow>();

        foreach (var cell in FaultMatrix.Of(Kinds.ToolKilled.Name))
            rows.Add(await attempt.TryAsync(cell));

        rows.Where(x => x.Problem is not null).Should().BeEmpty();
        FaultDocument.Check(rows).Should().BeEmpty("docs/install-faults.md must say what happens; .nuke/temp/install-faults.md does");
    }
}
