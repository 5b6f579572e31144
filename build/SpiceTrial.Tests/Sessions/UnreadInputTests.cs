using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>What lies in a folder is read, or named; and where a run may have been passed over there is no verdict.</summary>
public sealed class UnreadInputTests : IDisposable
{
    static readonly byte[] Log = SharedLogs.Bytes("lab-stock-8");

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("run.log.xz", "xz -zc")]
    [InlineData("run.log.xz", "xz -zc --check=sha256 --block-size=4096")]
    [InlineData("run.log.zst", "zstd -qc")]
    [InlineData("run.log.zst", "zstd -qc -19 --no-check")]
    [InlineData("run.log.bz2", "bzip2 -zc")]
    [InlineData("run.txz", "xz -zc", true)]
    [InlineData("run.tar.zst", "zstd -qc", true)]
    [InlineData("run.tar.bz2", "bzip2 -zc", true)]
    [InlineData("no-ending-at-all", "xz -zc")]
    public async Task A_log_is_read_whatever_it_is_packed_with(string name, string program, bool isTar = false)
    {
        var packed = Archives.Packed(isTar ? Archives.Tar(("x/qemu.log", Log)) : Log, program.Split(' '));

        var analysis = await AnalyzeAsync(Write(name, packed));

        (analysis.Runs.Single().Ooms, analysis.Runs.Single().LogComplete, analysis.PassedOver.Count).Should().Be((159, true, 0));
        analysis.Runs.Single().Tag.Should().Be(name.Split('.')[0]);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("xz -zc")]
    [InlineData("zstd -qc")]
    [InlineData("bzip2 -zc")]
    public async Task Packed_logs_one_after_the_other_are_read_to_the_end_and_cut_ones_are_not_whole(string program)
    {
        var half = Log.AsSpan(0, Log.Length / 2).LastIndexOf((byte)'\n') + 1;
        byte[] both = [.. Archives.Packed(Log[..half], program.Split(' ')), .. Archives.Packed(Log[half..], program.Split(' '))];

        (await AnalyzeAsync(Write("both.log", both))).Runs.Single().Ooms.Should().Be(159);
        var cut = await AnalyzeAsync(Write("cut.log", both[..^9]));

        cut.Runs.Single().LogComplete.Should().BeFalse();
        cut.Runs.Single().Remarks.Should().ContainMatch("*is damaged or cut off*what stands before that was read");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("xz -zc")]
    [InlineData("zstd -qc")]
    [InlineData("bzip2 -zc", Traits = ["Run", "All"])]
    public async Task A_bomb_is_refused_whatever_it_is_packed_with(string program) =>
        (await FluentActions.Awaiting(() => AnalyzeAsync(Write("bomb", Archives.Packed(new byte[200 << 20], program.Split(' ')))))
            .Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("unpacks to more than");

    [Theory(Timeout = 120_000)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task A_log_in_UTF_16_is_read(bool bigEndian, bool hasMark)
    {
        var encoding = new UnicodeEncoding(bigEndian, hasMark);

        var text = encoding.GetBytes(Encoding.UTF8.GetString(Log));

        var analysis = await AnalyzeAsync(Write("run.log", [.. encoding.GetPreamble(), .. text]));

        (analysis.Runs.Single().Ooms, analysis.Runs.Single().LogComplete).Should().Be((159, true));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("run.json")]
    [InlineData("run.md")]
    [InlineData("run.pcap")]
    [InlineData("run")]
    public async Task A_log_is_a_log_whatever_its_name(string name) =>
        (await AnalyzeAsync(Folder((name, Log)))).Runs.Single().Ooms.Should().Be(159);

    public static TheoryData<string, byte[], string> Unread { get; } = new()
    {
        { "run5.log.7z", [.. "7z"u8, 0xbc, 0xaf, 0x27, 0x1c, 0, 4], "*7z archive: unpack it*" },
        { "run5.log.lz4", [4, 0x22, 0x4d, 0x18, 0x64, 0x40, 0xa7], "*lz4 -d*" },
        { "run5.log.gpg", [0x85, 1, 0x0c, 3, 0x99, 0xa1, 0xf0, 0x02, 0x8c, 0, 0, 1], "*no text*decrypt*" },
        { "run5.log", [], "*it is empty*" },
        { "run5.log.xz", [0xfd, .. "7zXZ\0"u8, 0, 4, 1, 2, 3, 4], "*damaged or cut off*" },
        { "run5.journal", [.. "LPKSHHRH"u8, 0, 0, 0, 0], "*journalctl -o short-iso-precise*" },
        { "run5.json", [.. "{\"MESSAGE\":\"Spice: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1\"}\n"u8], "*give the plain log*" },
        { "run5.log", [.. "{\"__CURSOR\":\"s=1\",\"MESSAGE\":\"x\"}\n"u8], "*a journal in JSON*" },
        { "run5.log", [.. "2026-11-23 22:18:03.009+0000: starting up libvirt version: 9.0.0\n"u8,
            .. "2026-11-23 22:19:00.000+0000: shutting down, reason=crashed\n"u8], "*without its debug logging*" },
        { "run5.tar", [.. TarHeader.Make("run5.log", 0, 'S'), .. new byte[1024]], "*sparse*" },
    };

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Unread))]
    public async Task What_can_t_be_read_is_named_with_what_to_do_and_there_is_no_verdict(string name, byte[] content, string why)
    {
        string[] arms = ["b", "c"];
        foreach (var (arm, index) in arms.SelectMany(x => Enumerable.Range(0, 5).Select(i => (x, i))))
            await WriteRunAsync($"{arm}/{index}.log", index, arm == "c" ? 60 : 0);
        var request = new TrialRequest([scratch.File("b")], [scratch.File("c")], null);
        var before = (await ComparedTrial.RunAsync(request, null, TestContext.Current.CancellationToken)).Comparison;

        Write($"c/{name}", content);
        var comparison = (await ComparedTrial.RunAsync(request, null, TestContext.Current.CancellationToken)).Comparison;

        (await AnalyzeAsync(scratch.File("c"))).PassedOver.Should().ContainSingle().Which.Why.Should().Match(why);
        before.Verdict.Should().NotBe(Verdict.NotComparable);
        comparison.Verdict.Should().Be(Verdict.NotComparable);
        comparison.PassedOver.Should().ContainSingle().Which.Path.Should().StartWith(name.Split('.')[0]);
        comparison.Reasons[0].Should().Contain("every input was read").And.Match(why);
        var alone = FluentActions.Awaiting(() => AnalyzeAsync(scratch.File($"c/{name}")));
        (await alone.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_surely_no_run_stands_in_nobodys_way()
    {
        var analysis = await AnalyzeAsync(Folder(("run.log", Log), ("screen", [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0]),
            ("notes.txt", [.. "late"u8]), ("a.json", [.. "{\"remark\": \"Spice: was fine\"}"u8]), (".gitkeep", []),
            ("film.mp4", [0, 0, 0, 0x20, .. "ftypisom"u8])));

        analysis.Runs.Should().ContainSingle();
        analysis.PassedOver.Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_pipe_a_link_out_of_the_folder_and_a_folder_without_logs_are_named()
    {
        var folder = Folder(("run.log", Log));
        File.CreateSymbolicLink(scratch.File("s/run5.log"), Write("elsewhere.log", Log));
        File.CreateSymbolicLink(scratch.File("s/again.log"), scratch.File("s/run.log"));
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", scratch.File("s/pipe")))
            await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        (await AnalyzeAsync(folder)).PassedOver.Select(x => x.Path).Should().BeEquivalentTo("run5.log", "pipe");
        (await FluentActions.Awaiting(() => AnalyzeAsync(scratch.File("s/pipe"))).Should().ThrowAsync<TrialException>()).Which.What
            .Should().StartWith("it is a pipe");
        Directory.CreateDirectory(scratch.File("none"));
        (await FluentActions.Awaiting(() => AnalyzeAsync(scratch.File("none"))).Should().ThrowAsync<TrialException>()).Which.What
            .Should().Be("the folder is empty");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("vm.log.2 vm.log.1 vm.log", "logrotate")]
    [InlineData("vm.log.2.gz vm.log.1 vm.log", "logrotate")]
    [InlineData("vm.log.2.xz vm.log.1.gz vm.log", "logrotate")]
    [InlineData("vm.log-20261121.gz vm.log-20261122 vm.log", "logrotate")]
    [InlineData("vm.log-20261121-1795213501.zst vm.log-20261121-1795217101 vm.log-2026-11-23", "logrotate")]
    [InlineData("syslog.2.gz syslog.1 syslog", "logrotate")]
    [InlineData("vm.log.1 vm.log.0 vm.log", "virtlogd")]
    public async Task Pieces_are_one_log_whoever_rotated_it(string names, string by)
    {
        var log = SharedLogs.Bytes("guest-pair-stock");
        int[] cuts = [0, log.Length / 3, log.Length / 2, log.Length];
        foreach (var (i, name) in names.Split(' ').Index())
        {
            var piece = log[cuts[i]..cuts[i + 1]];
            Write($"s/{name}", name.Split('.')[^1] switch
            {
                "gz" => Archives.Gzip(piece), "xz" => Archives.Packed(piece, "xz", "-zc"), "zst" => Archives.Packed(piece, "zstd", "-qc"),
                _ => piece,
            });
        }

        var run = (await AnalyzeAsync(scratch.File("s"))).Runs.Should().ContainSingle().Subject;

        (run.Ooms, run.FreeSome, run.LogComplete).Should().Be((818, 326, true));
        run.Remarks.Should().Contain($"joined from 3 pieces of {by}");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_can_not_be_read_is_named_also_where_another_logs_pieces_lie_beside_it()
    {
        Write("s/vm1.log.0", Log[..(Log.Length / 2)]);
        Write("s/vm1.log", Log[(Log.Length / 2)..]);
        Write("s/vm2.log", [0xde, 0xad, 0xbe, 0xef, 0, 1, 2, 0x80, 0xff, 0, 0, 0x9c, 0xe1, 0, 3]);
        Write("s/vm1.log.1", [0xde, 0xad, 0xbe, 0xef, 0, 1, 2, 0x80, 0xff, 0, 0, 0x9c, 0xe1, 0, 3]);
        Write("s/vm3.log", Encoding.UTF8.GetBytes("{\"__CURSOR\":\"s=1\",\"MESSAGE\":\"Spice: x\"}\n"));

        var analysis = await AnalyzeAsync(scratch.File("s"));

        analysis.Runs.Should().ContainSingle();
        analysis.PassedOver.Select(x => x.Path).Should().BeEquivalentTo("vm1.log.1", "vm2.log", "vm3.log");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("vm.log.3 vm.log.1 vm.log", true)]
    [InlineData("vm.log.2 vm.log.1", true)]
    [InlineData("vm.log.2 vm.log.1 vm.log", false)]
    public async Task A_piece_that_is_missing_is_said(string names, bool isMissing)
    {
        foreach (var (i, name) in names.Split(' ').Index())
            Write($"s/{name}", name.EndsWith(".log") && !isMissing ? [] : i == 0 ? Log : [.. "2026-11-23T22:39:41.0Z x\n"u8]);

        var run = (await AnalyzeAsync(scratch.File("s"))).Runs.Single();

        run.Remarks.Any(x => x.Contains("are missing")).Should().Be(isMissing);
        run.LogComplete.Should().Be(!isMissing);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("vm.log.2.gz vm.log.1 vm.log")]
    [InlineData("vm.log-20261121.gz vm.log-20261122 vm.log")]
    public async Task A_packed_piece_that_is_cut_off_leaves_no_whole_log(string names)
    {
        var log = SharedLogs.Bytes("guest-pair-stock");
        int[] cuts = [0, log.Length / 3, log.Length / 2, log.Length];
        foreach (var (i, name) in names.Split(' ').Index())
            Write($"s/{name}", name.EndsWith(".gz") ? Archives.Gzip(log[cuts[i]..cuts[i + 1]])[..^900] : log[cuts[i]..cuts[i + 1]]);

        var run = (await AnalyzeAsync(scratch.File("s"))).Runs.Should().ContainSingle().Subject;

        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().ContainMatch("pieces of the log are damaged or cut off (vm.log*");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cut_off_piece_in_which_no_server_speaks_yet_is_named()
    {
        Write("s/run.log", Log);
        var noise = string.Concat(Enumerable.Range(0, 20_000).Select(x => $"{FileRecord.Sha256Of($"{x}")}\n"));
        Write("s/vm.log.1.gz", Archives.Gzip([.. Encoding.ASCII.GetBytes(noise), .. Log])[..400_000]);

        (await AnalyzeAsync(scratch.File("s"))).PassedOver.Should().ContainSingle().Which.Why.Should().Contain("damaged or cut off");
    }

    /// <summary>A run that played for two minutes under memory pressure; the video streams for some of it.</summary>
    async Task WriteRunAsync(string name, int index, int streaming)
    {
        var (text, start) = (new StringBuilder(), new DateTime(2026, 11, 23, 10 + index, name[0] == 'c' ? 30 : 0, 0));
        void Line(double at, string words) => text.Append(CultureInfo.InvariantCulture,
            $"{start.AddSeconds(at):yyyy-MM-ddTHH:mm:ss.ffffff}Z qemu-system-x86_64: info: Spice: {words}\n");
        Line(0, "spice_server_set_seamless_migration: seamless migration enabled=1");
        Line(0, "do_spice_init: starting 0.15.1");
        Line(0, "display_channel_set_stream_video: sv all");
        Line(1, "display_channel_create_stream: stream 49 1024x768 (0, 0) (1024, 768) 30 fps");
        for (var i = 0; i < 600; i++)
        {
            Line(2 + (i * 0.2), "display_channel_debug_oom: OOM1 #draw=60, #glz_draw=0 current 60 pipes 0");
            Line(2 + (i * 0.2), "display_channel_free_some: #draw=60, #glz_draw=0");
            if (i == 30 + index + (streaming * 5))
                Line(2 + (i * 0.2), "video_stream_stop: stream 49");
        }

        await File.WriteAllTextAsync(Write(name, []), text.ToString(), TestContext.Current.CancellationToken);
    }

    string Folder(params (string Name, byte[] Content)[] files)
    {
        foreach (var (name, content) in files)
            Write($"s/{name}", content);
        return scratch.File("s");
    }

    string Write(string name, byte[] content)
    {
        var path = scratch.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    static Task<Analysis> AnalyzeAsync(string path) => new AnalyzeSessions(new()).RunAsync([path], TestContext.Current.CancellationToken);
}
