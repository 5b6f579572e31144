using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>Whatever goes wrong around a wave: every host ends confirmed or stock and reported, and no later wave is touched.</summary>
public sealed class RolloutFaultTests(TrialFleet fleet) : OnTrialFleet(fleet)
{
    protected override bool Spoils => true;

    /// <summary>In the document's order.</summary>
    public static IEnumerable<TheoryDataRow<string>> Names =>
        RolloutFaults.All.Select(x => new TheoryDataRow<string>(x.Name).WithTrait("Fault", x.Name));

    static string Document => Path.Combine(SourceTree.Root(), "docs", "rollout-faults.md");

    [Fact]
    public void The_document_lists_every_fault_that_is_tried() =>
        RolloutFaults.All.Select(x => x.Name)
            .Where(x => !File.ReadAllText(Document).Contains($"| {x} |", StringComparison.Ordinal)).Should().BeEmpty();

    [Theory(Timeout = Limit)]
    [Trait("Run", "All")]
    [MemberData(nameof(Names))]
    public async Task Every_host_ends_confirmed_or_stock_and_reported_when(string fault)
    {
        var ending = await RolloutFaults.All.Single(x => x.Name == fault).Run(Fleet);

        var record = await Fleet.RecordAsync(RolloutFaults.Rollout);
        var ended = await Task.WhenAll(Fleet.Hosts.Select(EndedAsync));
        var row = $"| {fault} | {FaultRow.Say(ending.Status)} | {string.Join(" | ", ended)} |";
        ended.Should().NotContain(x => x.StartsWith("in between", StringComparison.Ordinal), ending.Text);
        record.Hosts.Should().OnlyContain(x => x.Outcome != HostOutcome.Begun, "each is reported");
        record.Hosts.Where(x => x.Outcome == HostOutcome.Confirmed)
            .Select(x => ended[Fleet.Hosts.ToList().FindIndex(y => y.Name == x.Name)]).Should()
            .NotContain(x => x != "patched, confirmed", "the record says what the host says");
        (await File.ReadAllTextAsync(Document, Token)).Should()
            .Contain(row, "docs/rollout-faults.md must say what happened: {0}", ending.Text);
    }

    async Task<string> EndedAsync(Testing.TestHost host)
    {
        var package = (await host.ShellAsync("dpkg-query -W -f '${Version}' libspice-server1", Token)).Trim();
        var state = (await host.ShellAsync("sed -n 's/^[^ ]* [^ ]* \\([a-z-]*\\) .*;$/\\1/p' /var/lib/spice-trial/transaction/journal "
            + "2> /dev/null | tail -n 1", Token)).Trim();
        return (package, state) switch
        {
            ("0.15.1-1", "") => "stock",
            ("0.15.1-1+0ntrace128", "confirmed") => "patched, confirmed",
            ("0.15.1-1", "confirmed") => "stock, by somebody else",
            ("0.15.1-1+0ntrace128", "installed") when (await host.ShellAsync("cat /var/lib/spice-trial/transaction/before", Token))
                .Contains("owner=eve@desk", StringComparison.Ordinal) => "as eve left it",
            _ => $"in between: {package} {state}",
        };
    }
}
