using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class ReleasesTests
{
    [Fact]
    public void A_key_that_a_release_dropped_is_looked_for_in_the_release_before_it_first() =>
        Releases.Neighbours("trixie").Should().Equal("bookworm", "forky", "bullseye", "sid");

    [Fact]
    public void A_release_that_nobody_knows_has_all_of_them_for_neighbours() => Releases.Neighbours("duke").Should().Equal(Releases.Suites);
}
