using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Compressed logs that a copy cut off or a disk damaged: what stands before counts, and nobody takes it for the whole.</summary>
public sealed class GzipTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(0.3)]
    [InlineData(0.7)]
    [InlineData(-9.0)]
    [InlineData(-8.0)]
    [InlineData(-1.0)]
    public async Task A_log_cut_off_in_its_compressed_form_is_incomplete_even_where_its_last_line_is_whole(double at)
    {
        var packed = Archives.Gzip(SharedLogs.Bytes("guest-pair-stock"));
        var run = await RunAsync(packed[..(at < 0 ? packed.Length + (int)at : (int)(at * packed.Length))]);

        run.Ooms.Should().BeInRange(at > 0 ? 50 : 815, 818);
        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().ContainMatch("*the gzip stream is cut off*what stands before that was read");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_wrong_checksum_is_said_and_takes_no_more_than_the_last_kilobyte_with_it()
    {
        var packed = Archives.Gzip(SharedLogs.Bytes("guest-pair-stock"));
        packed[^6] ^= 1;

        var run = await RunAsync(packed);

        run.Ooms.Should().BeInRange(810, 818);
        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().ContainMatch("*data or checksum is wrong*");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4_096)]
    [InlineData(1 << 20)]
    public void Members_come_out_byte_for_byte_whatever_is_read_at_a_time(int readAtATime)
    {
        var random = new Random(7);
        foreach (var size in (int[])[1, 37, 38, 8_191, 8_192, 65_536, 70_001])
        {
            var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, size).Select(_ => (char)random.Next('a', 'e'))));
            var packed = Archives.Gzip(content);

            var (whole, damage) = Read(packed, readAtATime);
            (whole.SequenceEqual(content), damage).Should().Be((true, null));
            (whole, damage) = Read([.. packed, .. Archives.Gzip("more"u8.ToArray())], readAtATime);
            (whole.SequenceEqual([.. content, .. "more"u8]), damage).Should().Be((true, null));
            (whole, _) = Read([.. packed, .. "what is no gzip at all"u8], readAtATime);
            whole.Should().Equal(content, "what follows is passed over or said, but takes nothing away");
            (var part, damage) = Read(packed[..random.Next(3, packed.Length)], readAtATime);
            damage.Should().Contain("cut off");
            part.Should().Equal(content[..part.Length]);
        }
    }

    static (byte[] Content, string? Damage) Read(byte[] packed, int readAtATime)
    {
        using var members = new GzipMembers(new MemoryStream(packed));
        using var content = new MemoryStream();
        var buffer = new byte[readAtATime];
        try
        {
            while (members.Read(buffer.AsSpan()) is > 0 and var read)
                content.Write(buffer, 0, read);
            return (content.ToArray(), null);
        }
        catch (InvalidDataException e)
        {
            return (content.ToArray(), e.Message);
        }
    }

    async Task<RunFigures> RunAsync(byte[] packed)
    {
        await File.WriteAllBytesAsync(scratch.File("007a.log.gz"), packed, TestContext.Current.CancellationToken);
        return (await new AnalyzeSessions(new AnalyzeOptions()).RunAsync(
            [scratch.File("007a.log.gz")], TestContext.Current.CancellationToken)).Runs.Single();
    }
}
