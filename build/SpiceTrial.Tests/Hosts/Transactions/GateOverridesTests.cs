using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using SpiceTrial.Tests.Hosts.Status;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Transactions;

public sealed class GateOverridesTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_override_of_a_host_is_kept_with_its_reason_and_its_end()
    {
        using var scratch = new Scratch();
        var overrides = new GateOverrides(scratch.Path, TimeProvider.System);
        var said = new List<string>();
        var gate = GateState.Pivot.Because("006d is as bad as 006c");

        await overrides.BeginAsync("sf-2", Call("1"), gate, "for \"science\"\n", Token);
        await overrides.BeginAsync("sf-2", Call("2"), gate, "again", Token);
        await overrides.BeginAsync("sf-3", Call("3"), gate, "elsewhere", Token);
        await overrides.EndAsync("sf-2", "2", "installed and confirmed", said.Add);

        (await overrides.ReadAsync("sf-2", Token)).Should().BeEquivalentTo(
        [
            new { By = "me@here", Reason = "for \"science\"\n", Gate = "006d is as bad as 006c", Transaction = "1", Outcome = "begun" },
            new { By = "me@here", Reason = "again", Gate = "006d is as bad as 006c", Transaction = "2",
                Outcome = "installed and confirmed" },
        ]);
        await overrides.EndAsync("sf-4", "4", "installed and confirmed", said.Add);
        File.Exists(overrides.FileOf("sf-4")).Should().BeFalse("its gate was not overridden");
        Path.GetRelativePath(scratch.Path, overrides.FileOf("root@[::1]")).Should().NotContain("..").And.NotContain("/");
    }

    [Fact]
    public async Task A_file_that_can_not_be_used_is_an_error_and_not_an_empty_one()
    {
        using var scratch = new Scratch();
        var overrides = new GateOverrides(scratch.Path, TimeProvider.System);
        await File.WriteAllTextAsync(overrides.FileOf("sf-2"), "{", Token);

        await ((Func<Task>)(() => overrides.BeginAsync("sf-2", Call("1"), GateState.Pivot.Because(""), "r", Token)))
            .Should().ThrowAsync<TrialException>();

        // Once something was done on the host, that is what must be told.
        var said = new List<string>();
        await overrides.EndAsync("sf-2", "1", "installed and confirmed", said.Add);
        (await overrides.ReadAsync("sf-2", Token, said.Add)).Should().BeEmpty();
        said.Should().HaveCount(2).And.OnlyContain(x => x.Contains(overrides.FileOf("sf-2")));
        (await File.ReadAllTextAsync(overrides.FileOf("sf-2"), Token)).Should().Be("{", "it is somebody's work");
    }

    [Fact]
    public void Status_shows_it_from_the_hosts_journal_and_from_the_record_on_one_line_each()
    {
        var facts = Readings.Facts("transaction\tconfirmed", "owner\tme@here", "remark\tgate overridden: asked by us");
        var status = Readings.Judge(facts, Readings.Library()) with
        {
            GateOverrides = [new(DateTimeOffset.UnixEpoch, "me@here", "asked\nby us", "as bad", "0.15.1-1+0ntrace128", "aa", "1",
                "installed and confirmed")],
        };

        status.Transaction!.Remark.Should().Be("gate overridden: asked by us");
        var rows = HostStatusTable.Rows(status).ToList();
        rows.Should().Contain(("", "gate overridden: asked by us"));
        rows.Should().Contain(
            ("gate overridden", "1970-01-01 00:00Z by me@here for 0.15.1-1+0ntrace128, installed and confirmed: asked?by us"));
    }

    static InstallCall Call(string id) => new(id, "me@here", "0.15.1-1+0ntrace128", "s", "b", "0.15.1-1", "e");
}
