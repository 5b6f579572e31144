using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

public sealed class LeftoverTests
{
    [Fact]
    public void What_a_dead_client_left_is_shown_with_the_way_to_take_it_away_and_what_is_at_work_is_no_warning()
    {
        var status = Readings.Judge(Readings.Library(), [
            "left\tstep\tended with 4\tspice-trial-install-1", "left\tstep\trunning\tspice-trial-revert-2",
            "left\tfile\t\t/var/lib/spice-trial/incoming/a b\u001b.deb", "left\tunit\tfailed\tx.service"]);

        status.Leftovers.Should().Equal(
            new Leftover(LeftoverKind.Step, "spice-trial-install-1", "ended with 4"),
            new Leftover(LeftoverKind.Step, "spice-trial-revert-2", "running"),
            new Leftover(LeftoverKind.File, "/var/lib/spice-trial/incoming/a b?.deb", ""),
            new Leftover(LeftoverKind.Unit, "x.service", "failed"));
        status.Warnings.Should().ContainSingle().Which.Should().Contain("spice-trial-install-1: ended with 4").And.Contain("Revert")
            .And.NotContain("revert-2");
        HostStatusTable.Rows(status).Where(x => x.Name == "left over").Should().HaveCount(3);
        HostStatusTable.Rows(status).Should().Contain(("at work", "step spice-trial-revert-2: running"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("left\tstep\tended with 0\tspice-trial-install-1\n")]
    public void An_answer_that_was_cut_off_is_not_a_clean_host(string output)
    {
        var reading = () => HostReading.Parse(output, "sf-2");

        reading.Should().Throw<TrialException>();
    }
}
