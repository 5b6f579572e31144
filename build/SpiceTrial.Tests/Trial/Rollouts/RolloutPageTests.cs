using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial.Rollouts;

public sealed class RolloutPageTests
{
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
}
