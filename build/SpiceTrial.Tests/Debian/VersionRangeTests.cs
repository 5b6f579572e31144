using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class VersionRangeTests
{
    [Theory]
    [InlineData("", "0.1-1", true)]
    [InlineData(">= 0.14.3~", "0.14.3-2.1", true)]
    [InlineData(">= 0.14.3~", "0.14.2-4", false)]
    [InlineData(">= 0.14.3~, << 0.17~", "0.16.0-3", true)]
    [InlineData(">= 0.14.3~, << 0.17~", "0.17.0-1", false)]
    [InlineData(">= 0.14.3~, << 0.17~", "0.17~rc1-1", false)]
    [InlineData("= 0.15.1-1", "0.15.1-1", true)]
    [InlineData("= 0.15.1-1", "0.15.1-2", false)]
    [InlineData("<= 0.15.1-1", "0.15.1-1", true)]
    [InlineData(">> 0.15.1-1", "0.15.1-1", false)]
    public void A_version_is_in_the_range_as_dpkg_orders_versions(string range, string version, bool expected) =>
        VersionRange.Parse(range, "series").Holds(DebianVersion.Parse(version)).Should().Be(expected);

    [Theory]
    [InlineData("0.14")]
    [InlineData("> 0.14")]
    [InlineData(">= ")]
    [InlineData(">= 0.14; rm -rf /")]
    [InlineData(">= letters")]
    public void What_is_no_range_is_named(string text)
    {
        var error = FluentActions.Invoking(() => VersionRange.Parse(text, "patches/series")).Should().Throw<TrialException>().Which;

        error.Status.Should().Be(ExitStatus.BadInput);
        error.Where.Should().Be("patches/series");
    }
}
