using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class JumpHostTests
{
    [Theory]
    [InlineData("bastion", "bastion", null, null)]
    [InlineData("me@bastion:2222", "bastion", "me", 2222)]
    [InlineData("ssh://me@bastion:2222/", "bastion", "me", 2222)]
    [InlineData("[2001:db8::1]:22", "2001:db8::1", null, 22)]
    [InlineData(" [fe80::1%eth0] ", "fe80::1%eth0", null, null)]
    public void Is_read_as_ssh_reads_it(string text, string host, string? user, int? port) =>
        JumpHost.Parse(text).Should().Be(new JumpHost(host, user, port));

    [Theory]
    [InlineData("")]
    [InlineData("-oProxyCommand=id")]
    [InlineData("-l@host")]
    [InlineData("a b")]
    [InlineData("host:port")]
    [InlineData("$(id)")]
    public void What_is_no_host_is_refused(string text)
    {
        var parsing = () => JumpHost.Parse(text);

        parsing.Should().Throw<TrialException>().Which.Status.Should().Be(ExitStatus.BadInput);
    }
}
