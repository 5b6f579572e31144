using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.Tests.Testing;

public sealed class TestHostWordsTests
{
    [Theory]
    [InlineData("1000", "at the end: sudo ./build.sh TestHost --down")]
    [InlineData(null, "at the end: ./build.sh TestHost --down")]
    public void Who_used_sudo_is_told_that_it_takes_sudo_to_end_it(string? user, string said)
    {
        var before = Environment.GetEnvironmentVariable("SUDO_UID");
        Environment.SetEnvironmentVariable("SUDO_UID", user);
        try { TestHostService.AtTheEnd.Should().Be(said); }
        finally { Environment.SetEnvironmentVariable("SUDO_UID", before); }
    }
}
