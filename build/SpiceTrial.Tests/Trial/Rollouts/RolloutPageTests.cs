using FluentAssertions;
using SpiceTrial.Terminal;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial.Rollouts;

public sealed class RolloutPageTests
{
    [Theory]
    [InlineData("-007")]
    [InlineData(".lock")]
    [InlineData("../007")]
    [InlineData("")]
    public void A_name_that_hides_climbs_or_looks_like_an_option_is_none(string name) =>
        FluentActions.Invoking(() => RolloutFile.PathOf("rollouts", name)).Should().Throw<TrialException>().Which.Status
            .Should().Be(ExitStatus.BadInput);

    [Fact]
    public void The_page_shows_each_host_in_its_wave_and_nothing_that_somebody_wrote_becomes_mark_up()
    {
        var record = new RolloutRecord("007", "/inventory", "hypervisors", "eve@desk", DateTimeOffset.UnixEpoch, Origin.Test, [],
            [new([new("sf-1", HostOutcome.Confirmed, "b1")], WaveState.Confirmed),
                new([new("<script>sf-2", HostOutcome.Refused, Reason: "<b>no</b>")])],
            [new(2, DateTimeOffset.UnixEpoch, EvidenceDecision.Overridden, null, null, 0, 1, ["none"], "eve@desk", "<i>now</i>")],
            [new(DateTimeOffset.UnixEpoch, "eve@desk", 1, "confirmed on every host")]);

        var page = RolloutPage.Render(record);

        page.Should().Contain("1 of 2 hosts of hypervisors are confirmed").And.Contain("Test hosts: no evidence of a real one")
            .And.Contain("Wave 2: planned").And.Contain("&lt;script&gt;sf-2").And.Contain("&lt;i&gt;now&lt;/i&gt;")
            .And.NotContain("<script>sf-2").And.NotContain("<b>no</b>");
    }

    [Fact]
    public void Two_hundred_hosts_are_a_table_that_fits_a_screen_and_what_differs_stands_apart()
    {
        var hosts = Enumerable.Range(0, 200).Select(x => new RolloutHost($"sf-{x:000}", HostOutcome.Confirmed, "b1")).ToList();
        hosts[77] = hosts[77] with { Outcome = HostOutcome.Unreachable };
        var record = new RolloutRecord("007", "/inventory", "hypervisors", "eve@desk", DateTimeOffset.UnixEpoch, Origin.Test, [],
            [new([.. hosts.Take(50)]), new([.. hosts.Skip(50)])], [], []);

        RolloutTable.Rows(record).Skip(1).Select(x => string.Join(' ', x.Take(3))).Should().Equal(
            "1 sf-000 and 49 more confirmed", "2 sf-050 and 148 more confirmed", "2 sf-077 unreachable");
        RolloutTable.Rows(record with { Waves = [record.Waves[0]] }).Should().HaveCount(51, "of fifty each is seen");
    }
}
