using System.IO.Compression;
using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Archives that are made to do harm: nothing is written outside, nothing hangs, memory stays bounded.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Paths_that_lead_out_links_and_devices_are_only_names()
    {
        var log = SharedLogs.Bytes("lab-stock-8");
        var path = Write("evil.tar",
            [.. TarHeader.Make("../../outside.log", log.Length), .. TarHeader.Padded(log),
                .. TarHeader.Make("/etc/outside.log", log.Length), .. TarHeader.Padded(log),
            .. TarHeader.Make("link", 0, '2', "/etc/passwd"), .. TarHeader.Make("hard", 0, '1', "../x"), .. TarHeader.Make("null", 0, '3'),
            .. TarHeader.Make("pipe", 0, '6'), .. new byte[1024]]);

        var analysis = await AnalyzeAsync(path);

        analysis.Runs.Should().HaveCount(2);
        Directory.EnumerateFileSystemEntries(scratch.Path).Should().Equal([path], "nothing is unpacked");
        File.Exists(Path.Combine(scratch.Path, "../../outside.log")).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_bomb_in_a_bomb_is_refused()
    {
        var bomb = Archives.Gzip(Archives.Gzip(new byte[200 << 20]));

        (await FluentActions.Awaiting(() => AnalyzeAsync(Write("bomb.gz", bomb))).Should().ThrowAsync<TrialException>()).Which.What
            .Should().Contain("unpacks to more than");
    }

    [Fact(Timeout = 120_000)]
    public async Task Pieces_of_a_log_that_would_fill_the_disk_are_refused()
    {
        using var bomb = new MemoryStream();
        var text = new byte[200 << 20];
        text.AsSpan().Fill((byte)'x');
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(Archives.Tar(("qemu.log", []), ("qemu.log.0", text)));

        (await FluentActions.Awaiting(() => AnalyzeAsync(Write("pieces.tgz", bomb.ToArray()))).Should().ThrowAsync<TrialException>())
            .Which.What
            .Should().MatchRegex("more than [0-9]+ MiB of it would go to temporary files");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_goes_to_a_temporary_file_can_be_opened_by_nobody_else()
    {
        await using var spool = await SpoolFile.FillAsync(
            new MemoryStream([1, 2, 3]), new(new(), "x", 3), TestContext.Current.CancellationToken);

        File.GetUnixFileMode(spool.SafeFileHandle).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Exists(spool.Name).Should().BeFalse("it has no name");
    }

    [Fact(Timeout = 120_000)]
    public async Task Archives_nested_too_deep_are_refused()
    {
        var content = SharedLogs.Bytes("lab-stock-8");
        for (var i = 0; i < 8; i++)
            content = Archives.Tar(("x.tar", content));

        (await FluentActions.Awaiting(() => AnalyzeAsync(Write("deep.tar", content))).Should().ThrowAsync<TrialException>()).Which.What
            .Should().Contain("deep");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(20_000)]
    [InlineData(200_001, Traits = ["Run", "All"])]
    public async Task A_tar_of_very_many_files_is_read_or_refused_and_never_hangs(int files)
    {
        using var tar = new MemoryStream();
        for (var i = 0; i < files; i++)
            tar.Write(TarHeader.Make($"f{i}.log", 0));
        tar.Write([.. TarHeader.Make("qemu.log", 0), .. new byte[1024]]);

        var failure = (await FluentActions.Awaiting(() => AnalyzeAsync(Write("many.tar", tar.ToArray())))
            .Should().ThrowAsync<TrialException>()).Which;

        failure.What.Should().Contain(files > 200_000 ? "more than 200000 files" : "is empty");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_zip_of_very_many_files_is_refused_before_its_directory_is_read()
    {
        var path = Write("many.zip", Archives.Zip([.. Enumerable.Range(0, 60_000).Select(i => ($"{i}", Array.Empty<byte>()))]));

        (await FluentActions.Awaiting(() => AnalyzeAsync(path)).Should().ThrowAsync<TrialException>()).Which.What
            .Should().Contain("more than 50000 files");
    }

    [Theory(Timeout = 120_000)]
    [InlineData('0')]
    [InlineData('x')]
    [InlineData('L')]
    [InlineData('g')]
    public async Task A_size_that_lies_costs_no_memory(char type)
    {
        var path = Write(
            "lies.tar", [.. TarHeader.Make("qemu.log", 0x1_f000_0000, type), .. TarHeader.Padded(SharedLogs.Bytes("lab-stock-8"))]);

        var allocated = await Allocation.OfAsync(async () =>
        {
            try
            {
                await AnalyzeAsync(path);
            }
            catch (TrialException)
            {
            }
        }, enough: 64 << 20);

        allocated.Should().BeLessThan(64 << 20);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_zip_whose_sizes_lie_is_damaged_not_believed()
    {
        var zip = Archives.Zip(("qemu.log", SharedLogs.Bytes("lab-stock-8")));
        var size = BitConverter.GetBytes(SharedLogs.Bytes("lab-stock-8").Length);
        for (var at = zip.AsSpan().LastIndexOf(size); at >= 0; at = zip.AsSpan(0, at).LastIndexOf(size))
            BitConverter.TryWriteBytes(zip.AsSpan(at), int.MaxValue - 1).Should().BeTrue();

        await FluentActions.Awaiting(() => AnalyzeAsync(Write("lies.zip", zip))).Should().ThrowAsync<TrialException>();
    }

    [Fact(Timeout = 120_000)]
    public async Task Names_cannot_write_on_the_terminal()
    {
        var log = SharedLogs.Bytes("lab-stock-8");

        var run = (await AnalyzeAsync(Write("esc.tar",
            [.. TarHeader.Make("\u001b[2J\n\u2028fake.log", log.Length), .. TarHeader.Padded(log),
            .. new byte[1024]]))).Runs.Single();

        run.Source.Should().Be("esc.tar/?[2J??fake.log");
    }

    string Write(string name, byte[] content)
    {
        File.WriteAllBytes(scratch.File(name), content);
        return scratch.File(name);
    }

    static Task<Analysis> AnalyzeAsync(string path) => new AnalyzeSessions(new()).RunAsync([path], TestContext.Current.CancellationToken);
}
