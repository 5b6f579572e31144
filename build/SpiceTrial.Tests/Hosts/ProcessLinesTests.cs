using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class ProcessLinesTests
{
    [Fact]
    public void Processes_come_with_their_start_their_words_and_the_libraries_they_have_mapped()
    {
        var reading = SampleHost.WithLines(
            "clock\t100\t1000",
            $"process\t42\t250\t{Encode("/usr/bin/qemu-system-x86_64 (deleted)")}\t{Encode("qemu\0-name\0guest=a\tb\nc\0")}"
                + "\t0\tqemu-system-x86",
            $"map\t42\t00:36:7\t1-2\t{Encode("/usr/lib/libspice-server.so.1 (deleted)")}",
            $"map\t42\t00:36:7\t2-3\t{Encode("/usr/lib/libspice-server.so.1 (deleted)")}",
            "mapped\t00:36:7\t");

        reading.Processes.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Pid = 42,
            Program = "qemu-system-x86_64",
            GuestName = "a\tb\nc",
            Started = DateTimeOffset.FromUnixTimeSeconds(1000) + TimeSpan.FromSeconds(2.5),
            Libraries = new[] { new MappedLibrary(null, true) },
        });
    }

    [Theory]
    [InlineData("ours", "win", true)]
    [InlineData("", "win", true)]
    [InlineData("stock", "win", false)]
    [InlineData("stock", "another", true)]
    public void A_guest_may_run_our_library_unless_it_is_known_to_have_another(string mapped, string domain, bool expected) =>
        SampleHost.WithLines(
            "clock\t100\t1000", "guestUser\t0", "oursBuildId\tours",
            $"process\t42\t250\t{Encode("/usr/bin/qemu-system-x86_64")}\t{Encode("qemu\0-name\0guest=win\0")}\t0\tqemu-system-x86",
            $"map\t42\t00:36:7\t1-2\t{Encode("/usr/lib/libspice-server.so.1")}", $"mapped\t00:36:7\t{mapped}")
            .MayRunOurs(domain).Should().Be(expected);

    [Theory]
    [InlineData("process\tx\t1\t\t")]
    [InlineData("process\t1")]
    [InlineData("process\t1\t99999999999999999999\t!!\t\u0001")]
    [InlineData("process\t1\t99999999999999999999\t!!\t\u0001\t-1\t")]
    [InlineData("map\t1\t2")]
    [InlineData("mapped\tinstalled\tnot base64 at all")]
    [InlineData("clock\t0\t-5")]
    [InlineData("clock\t1\t9223372036854775807")]
    [InlineData("intact")]
    [InlineData("left\tx")]
    [InlineData("left\tnonsense\t\tx")]
    [InlineData("package\tii\t0.15.1-1")]
    [InlineData("\t\t\t")]
    public void Nonsense_from_a_host_is_left_out(string line)
    {
        var reading = SampleHost.WithLines(line);

        reading.Leftovers.Should().BeEmpty();
        reading.Packages.Should().ContainSingle();
        reading.Processes.Where(x => x.Pid != 1 || x.Started != null).Should().BeEmpty();
    }

    static string Encode(string text) => Status.Readings.Encode(text);
}
