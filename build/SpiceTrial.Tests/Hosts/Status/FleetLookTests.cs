using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

/// <summary>What one look at a host of a fleet is taken for.</summary>
public sealed class FleetLookTests
{
    const string Id = "0123456789ab";

    [Fact]
    public void Only_guests_that_map_the_new_library_are_counted_as_such()
    {
        var look = Look(Readings.Library(Readings.Patched, Readings.Guest(7, "new", Readings.Patched), Readings.Guest(8, "old"),
            Readings.Guest(9, "no guest", Readings.Patched, user: "1000")));

        look.Guests(Readings.Patched).Should().Be((1, 2));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("its library has build-id", "", Readings.Stock)]
    [InlineData("libvirt does not answer", "libvirtAnswers\tno")]
    [InlineData("begun", "transaction\tbegun")]
    [InlineData("another transaction is open", "id\tba9876543210")]
    public void A_host_is_ready_only_with_this_transaction_this_library_and_a_libvirt_that_answers(
        string? why, string fact, string buildId = Readings.Patched)
    {
        string[] usual = [$"buildId\t{buildId}", "transaction\tinstalled", $"id\t{Id}"];
        var look = Look([.. usual.Where(x => x.Split('\t')[0] != fact.Split('\t')[0]), .. fact.Length > 0 ? [fact] : (string[])[]]);

        if (why is null)
            look.NotReady(Id, Readings.Patched).Should().BeNull();
        else
            look.NotReady(Id, Readings.Patched).Should().Contain(why);
    }

    [Theory]
    [InlineData("installed")]
    [InlineData("begun")]
    [InlineData("foreign")]
    public void No_command_of_a_fleets_status_goes_to_what_ssh_calls_by_that_name(string state)
    {
        var reading = SampleHost.WithLines(["clock\t1\t1", $"transaction\t{state}", $"id\t{Id}", .. Readings.Library()]);

        StatusJudge.Judge(reading, Readings.Builds, DateTimeOffset.UnixEpoch, isOfFleet: true).Warnings.Should()
            .Contain(x => x.Contains("./build.sh Revert with the --host and --ssh-config that lead there"))
            .And.NotContainMatch("*--host sf-2*");
    }

    static FleetLook Look(IReadOnlyList<string> lines) =>
        new(SampleHost.Name, SampleHost.WithLines(["clock\t1\t1", .. lines]), Trouble: null, IsReached: true);
}
