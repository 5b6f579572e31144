using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hypervisors.Status;

public sealed class LibraryReadingTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Processes_come_with_their_start_their_words_and_the_libraries_they_have_mapped()
    {
        var reading = await ReadAsync(
            "clock\t100\t1000",
            $"process\t42\t250\t{Encode("/usr/bin/qemu-system-x86_64 (deleted)")}\t{Encode("qemu\0-name\0guest=a\tb\nc\0")}",
            $"map\t42\t00:36:7\t1-2\t{Encode("/usr/lib/libspice-server.so.1 (deleted)")}",
            $"map\t42\t00:36:7\t2-3\t{Encode("/usr/lib/libspice-server.so.1 (deleted)")}",
            "file\t00:36:7\tbm8gRUxG");

        reading.Processes.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Pid = 42,
            Program = "qemu-system-x86_64",
            GuestName = "a\tb\nc",
            Started = DateTimeOffset.FromUnixTimeSeconds(1000) + TimeSpan.FromSeconds(2.5),
            Libraries = new[] { new MappedLibrary(null, true) },
        });
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_is_an_error_and_no_empty_host()
    {
        var reading = () => LibraryReading.ParseAsync("clock\t100\t1000\n", "sf-2", Token);

        await reading.Should().ThrowAsync<TrialException>();
    }

    [Theory]
    [InlineData("process\tx\t1\t\t")]
    [InlineData("process\t1")]
    [InlineData("process\t1\t99999999999999999999\t!!\t\u0001")]
    [InlineData("map\t1\t2")]
    [InlineData("file\tinstalled\tnot base64 at all")]
    [InlineData("clock\t0\t-5")]
    [InlineData("clock\t1\t9223372036854775807")]
    [InlineData("intact")]
    [InlineData("ours\tx")]
    [InlineData("\t\t\t")]
    public async Task Nonsense_from_a_host_is_left_out(string line)
    {
        var reading = await ReadAsync(line);

        reading.InstalledBuildId.Should().BeNull();
        reading.Processes.Where(x => x.Pid != 1 || x.Started != null).Should().BeEmpty();
    }

    static Task<LibraryReading> ReadAsync(params string[] lines) =>
        LibraryReading.ParseAsync(string.Join('\n', [.. lines, "end\t1"]), "sf-2", Token);

    static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
