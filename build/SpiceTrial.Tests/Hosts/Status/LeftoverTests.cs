using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

public sealed class LeftoverTests
{
    [Fact]
    public void What_a_dead_client_left_is_shown_with_the_way_to_take_it_away()
    {
        var status = Readings.Judge(Readings.Library(), [
            "left\tfile\t\t/var/lib/spice-trial/incoming/a b\u001b.deb", "left\tunit\tfailed\tx.service"]);

        status.Leftovers.Should().Equal(
            new Leftover(LeftoverKind.File, "/var/lib/spice-trial/incoming/a b?.deb", ""),
            new Leftover(LeftoverKind.Unit, "x.service", "failed"));
        status.Warnings.Should().ContainSingle().Which.Should().Contain("unit x.service: failed").And.Contain("Revert");
        HostStatusTable.Rows(status).Where(x => x.Name == "left over").Should().HaveCount(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("left\tunit\tfailed\tx.service\n")]
    public void An_answer_that_was_cut_off_is_not_a_clean_host(string output)
    {
        var reading = () => HostReading.Parse(output, "sf-2");

        reading.Should().Throw<TrialException>();
    }
}
