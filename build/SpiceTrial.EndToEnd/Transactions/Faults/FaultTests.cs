using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>Whatever goes wrong at whichever step: afterwards the host is confirmed patched, or stock to the byte, and the operator was
/// told which.</summary>
public sealed class FaultTests(TrialHost trial) : IClassFixture<TrialHost>
{
    const int Long = 7_200_000;

    /// <summary>Those that need no process of their own. One alone: <c>-preEnumerateTheories -trait "Fault=the disk is full"</c>.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names =>
        from name in FaultMatrix.All.Where(x => !x.Fault.KillsTheTool).Select(x => x.Fault.Name).Distinct()
        select new TheoryDataRow<string>(name).WithTrait("Fault", name);

    [Fact]
    public void The_document_lists_everything_that_is_tried_and_nothing_else() => FaultDocument.Claims().Select(FaultDocument.Key).Should()
        .OnlyHaveUniqueItems().And.BeEquivalentTo(FaultMatrix.All.Select(x => FaultDocument.Key($"{new FaultRow(x, "", "", null)}")));

    [Fact(Timeout = 600_000)]
    public Task The_worst_moments_end_patched_or_stock_and_never_in_between() => TryAsync(FaultMatrix.Worst);

    [Theory(Timeout = Long)]
    [Trait("Run", "All")]
    [MemberData(nameof(Names))]
    public Task Every_step_ends_patched_or_stock_and_never_in_between_when(string fault) => TryAsync(FaultMatrix.Of(fault));

    /// <summary>Not only where the journal has a line: after every write that the script waits for.</summary>
    [Theory(Timeout = Long)]
    [Trait("Run", "All")]
    [InlineData("Install")]
    [InlineData("Revert")]
    public async Task A_transaction_that_is_killed_after_any_of_its_writes_ends_patched_or_stock(string verb)
    {
        var attempt = new FaultTrial(trial, new ClientInProcess(trial));
        var rows = new List<FaultRow>();
        do
            rows.Add(await attempt.TryAsync(new(Kinds.Killed, Enum.Parse<Verb>(verb), $"write {rows.Count + 1}")));
        while (rows[^1].Ended != FaultRow.Untried);

        rows.SkipLast(1).Where(x => x.Problem is not null).Should().BeEmpty();
        rows.Should().HaveCountGreaterThan(Steps.Of(Enum.Parse<Verb>(verb)).Count, "each step is a write");
    }

    async Task TryAsync(IEnumerable<FaultCell> cells)
    {
        var attempt = new FaultTrial(trial, new ClientInProcess(trial));
        var rows = new List<FaultRow>();
        foreach (var cell in cells)
            rows.Add(await attempt.TryAsync(cell));

        rows.Where(x => x.Problem is not null).Should().BeEmpty();
        FaultDocument.Check(rows).Should().BeEmpty("docs/install-faults.md must say what happens; .nuke/temp/install-faults.md does");
    }
}
