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
    [InlineData("ours", true, true)]
    [InlineData("", true, true)]
    [InlineData("stock", true, false)]
    [InlineData("stock", false, true)]
    public void A_guest_is_started_anew_by_its_uuid_unless_it_is_known_to_have_another_library(string mapped, bool ours, bool isNamed) =>
        Guest(mapped, $"persistent\t{Uuid}").StartingAnew(ours).Should().Equal(isNamed
            ? [$"101, as root on sf-2: virsh destroy {Uuid} && virsh start {Uuid}"] : Array.Empty<string>());

    [Theory]
    [InlineData("persistentListed\tyes", "which is gone once it is destroyed: libvirt keeps no definition of it")]
    [InlineData("libvirtAnswers\tno", "of which it is not known whether libvirt keeps a definition")]
    public void Nobody_is_told_to_destroy_a_guest_that_could_not_be_started_again(string libvirt, string said) =>
        Guest("ours", libvirt).StartingAnew(ours: true).Should().Equal($"101, {said}");

    [Fact]
    public void A_guest_without_a_spice_library_needs_no_start() =>
        SampleHost.WithLines("clock\t100\t1000", "guestUser\t0", "domain\t101", Process).StartingAnew(ours: false).Should().BeEmpty();

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

    const string Uuid = "11111111-1111-4111-8111-111111111111";

    static string Process => $"process\t42\t250\t{Encode("/usr/bin/qemu-system-x86_64")}"
        + $"\t{Encode($"qemu\0-name\0guest=101\0-uuid\0{Uuid}\0")}\t0\tqemu-system-x86";

    static HostReading Guest(string mapped, string libvirt) => SampleHost.WithLines(
        "clock\t100\t1000", "guestUser\t0", "oursBuildId\tours", libvirt, Process,
        $"map\t42\t00:36:7\t1-2\t{Encode("/usr/lib/libspice-server.so.1")}", $"mapped\t00:36:7\t{mapped}");

    static string Encode(string text) => Status.Readings.Encode(text);
}
