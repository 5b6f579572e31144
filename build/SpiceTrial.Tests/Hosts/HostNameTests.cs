using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("sf-2", "sf-2.json")]
    [InlineData("root@192.0.2.7", "root@192.0.2.7.json")]
    [InlineData("[2001:db8::1]", "_2001_db8__1_.json")]
    [InlineData("..", "_.json")]
    [InlineData(".hidden", "hidden.json")]
    public void The_record_of_a_host_is_a_plain_file_in_the_folder(string host, string file) =>
        HostName.RecordFile("/hosts", host).Should().Be($"/hosts/{file}");

    [Theory]
    [InlineData("")]
    [InlineData("-oProxyCommand=id")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("a\n")]
    [InlineData("$(id)")]
    public void What_ssh_would_take_for_something_else_is_refused(string host)
    {
        var checking = () => HostName.Check(host);

        checking.Should().Throw<TrialException>().Which.Status.Should().Be(ExitStatus.BadInput);
    }
}
