using FluentAssertions;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class HostReadingTests
{
    [Fact]
    public void Facts_that_were_cut_short_are_none()
    {
        var reading = () => HostReading.Parse("format\t1\nstate\tii\nversion\t0.15.1-1\n", "sf-2");

        reading.Should().Throw<TrialException>().Which.Where.Should().Be("sf-2");
    }

    [Fact]
    public void A_key_may_have_several_values()
    {
        SampleHost.With(("domain", "sf:1"), ("domain", "sf:2")).Domains.Should().Equal("sf:1", "sf:2");
    }

    [Fact]
    public void A_hostile_domain_name_is_shown_on_one_line_without_control_characters()
    {
        SampleHost.With(("domain", "a\u001b[2Jb\r'$(reboot)'")).Domains.Should().Equal("a?[2Jb?'$(reboot)'");
    }

    [Theory]
    [InlineData("1$(id)")]
    [InlineData("")]
    [InlineData("; reboot")]
    public void A_version_that_is_none_is_unknown(string version)
    {
        SampleHost.With(("version", version)).Version.Should().BeNull();
    }

    [Fact]
    public void An_open_transaction_says_whose_it_is_how_far_and_how_long_it_has()
    {
        var open = SampleHost.With(
            ("transaction", "installed"), ("id", "abc"), ("owner", "eve@desk"), ("began", "2026-11-25T13:00:00Z"), ("stock", "0.15.1-1"),
            ("ours", "0.15.1-1+0ntrace128"), ("step", "installed"), ("secondsLeft", "42"))
            .Transaction;

        open.Should().Be(new OpenTransaction(TransactionState.Installed, "abc", "eve@desk", "2026-11-25T13:00:00Z", "0.15.1-1",
            "0.15.1-1+0ntrace128", "installed", 42, null));
        SampleHost.With().Transaction.Should().BeNull();
    }

    [Fact]
    public void Space_that_is_not_known_is_not_zero()
    {
        SampleHost.With(("spaceState", "")).FreeKibibytes.Should().BeNull();
        SampleHost.With(("spaceState", "7")).FreeKibibytes.Should().Be(7);
    }

    [Theory]
    [InlineData("debian", "bookworm", "12", "bookworm", "sid", "bookworm")]
    [InlineData("debian", "forky", "", "sid", "sid", "sid")]
    [InlineData("debian", "forky", "", "forky", null, "forky")]
    [InlineData("debian", "forky", "", "", null, null)]
    [InlineData("debian", "forky", "", "", "sid", "sid")]
    [InlineData("debian", "forky/sid", "", "", "forky", "forky")]
    [InlineData("debian", "forky", "", "", "bookworm", null)]
    [InlineData("debian", "forky", "", "sid", "forky", "forky")]
    [InlineData("ubuntu", "noble", "24.04", "noble", null, null)]
    [InlineData("ubuntu", "noble", "24.04", "noble", "sid", "sid")]
    public void Testing_and_sid_are_told_apart_by_the_operator_else_by_apt_and_a_release_speaks_for_itself(
        string distribution, string codename, string number, string served, string? asked, string? suite)
    {
        SampleHost.With(("distribution", distribution), ("suite", codename), ("release", number), ("served", served)).Release.Suite(asked)
            .Should().Be(suite);
    }

    [Fact]
    public void A_host_is_not_recorded_as_one_of_a_suite_that_it_does_not_run()
    {
        var resolving = () => DeployedVersion.Of(
            SampleHost.With(), new("/nowhere") { Hypervisor = SampleHost.Name, Suite = "trixie" }, DateTimeOffset.UnixEpoch);

        resolving.Should().Throw<TrialException>().WithMessage("the host runs bookworm, not trixie*--package-version*").Which.Status
            .Should().Be(ExitStatus.BadInput);
    }
}
