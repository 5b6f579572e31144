using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Sessions as they lie on the disk.</summary>
public sealed class SessionInputTests : IDisposable
{
    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData("007a-stock.log")]
    [InlineData("007a-stock.log.gz")]
    [InlineData("007a-stock.zip")]
    [InlineData("test-session-007a-stock.tar.gz")]
    [InlineData("test-session-007a-stock.tar")]
    [InlineData("nested.tar.gz/007a-stock.tar.gz")]
    public async Task A_session_is_read_however_it_is_packed(string name)
    {
        var log = SharedLogs.Bytes("guest-pair-stock");
        var outer = name.Split('/')[0];
        var content = name switch
        {
            "nested.tar.gz/007a-stock.tar.gz" => Archives.Gzip(Archives.Tar(("x/007a-stock.tar.gz",
                Archives.Gzip(Archives.Tar(("sf:1.log", log)))), ("y.zip", Archives.Zip(("console.txt", "boot"u8.ToArray()))))),
            _ when outer.EndsWith(".tar.gz") => Archives.Gzip(Archives.Tar(("qemu.log", log), ("domain.xml", "<domain/>"u8.ToArray()))),
            _ when outer.EndsWith(".tar") => Archives.Tar(("./qemu.log", log)),
            _ when outer.EndsWith(".zip") => Archives.Zip(("qemu.log", log)),
            _ when outer.EndsWith(".gz") => Archives.Gzip(log),
            _ => log,
        };

        var run = (await AnalyzeAsync(Write(outer, content))).Runs.Should().ContainSingle().Subject;

        (run.Ooms, run.FreeSome).Should().Be((818, 326));
        run.Tag.Should().Be(name.StartsWith("nested") ? "nested" : "007a-stock");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("<domain><devices><graphics type='vnc'/><graphics type='spice'><image "
        + "compression='auto_lz'/></graphics></devices></domain>", "auto_lz")]
    [InlineData("<domain><devices><graphics type='spice'/></devices></domain>", "auto_glz")]
    [InlineData("<domain><devices><graphics type='vnc'/></devices></domain>", null)]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><domain>&b;</domain>", null)]
    [InlineData("<domain><devices>", null)]
    public async Task Where_the_log_has_no_argument_the_domains_XML_says_how_pictures_are_compressed(string xml, string? compression)
    {
        Write("007a/qemu.log", SharedLogs.Bytes("guest-pair-128"));
        scratch.Write("007a/domain.xml", xml);

        (await AnalyzeAsync(scratch.File("007a"))).Runs.Single().ImageCompression.Should().Be(compression);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(3)]
    [InlineData(60)]
    [InlineData(110)]
    [InlineData(169)]
    public async Task A_large_log_loses_nothing_where_it_is_cut(int before)
    {
        const int piece = 1 << 20;
        var oom =
            "2026-11-23T22:39:41.992303Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:2412:display_channel_debug_oom: "
                + "OOM1 #draw=213, #glz_draw=57 current 198 pipes 12\n";
        var log = new StringBuilder(
            "2026-11-23T22:39:41.000000Z qemu-system-x86_64: info: Spice: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1\n");
        var ooms = 0;
        // What is left of a line that is cut is read again with what follows, so the next cut is as much earlier.
        for (var cut = piece; cut <= 2 * piece; cut += piece - before, ooms++)
            log.Append('x', cut - before - log.Length - 1).Append('\n').Append(oom);

        var run = (await AnalyzeAsync(Write("large.log", Encoding.ASCII.GetBytes(log.ToString())))).Runs.Single();

        (run.Ooms, run.Current!.Count, run.DurationSeconds).Should().Be((ooms, 2, 0.992303));
        run.Remarks.Should().NotContain(x => x.Contains("without a known time"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_is_read_with_its_manifest_which_says_the_arm()
    {
        Write("007a-patched/logs/sf:d3b0.log", SharedLogs.Bytes("guest-pair-128"));
        scratch.Write("007a-patched/manifest.json", """
            {"schema": 1, "tag": "007a-patched", "arm": {"traceItems": 128, "buildId": "ab12"}, "host": "sf-2", "domain": "sf:d3b0",
             "start": "2026-11-23T23:56:21Z", "end": null, "captured": "2026-11-23T23:58:00Z", "versions": {}, "files": [], "warnings": []}
            """);

        var run = (await AnalyzeAsync(scratch.File("007a-patched"))).Runs.Single();

        run.Arm.Should().Be(new Arm(128, "ab12"));
        run.Tag.Should().Be("007a-patched");
        run.Source.Should().EndWith("sf:d3b0.log");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_of_several_sessions_gives_each_run_its_own_sessions_tag_and_library_and_a_loose_log_none()
    {
        byte[] Manifest(string tag, int ring, string origin) => Encoding.UTF8.GetBytes($$"""
            {"schema": 1, "tag": "{{tag}}", "arm": {"traceItems": {{ring}}, "buildId": "ab{{ring}}"}, "host": "sf-2", "domain": "vm",
             "start": "2026-11-23T23:56:21Z", "end": null, "captured": "2026-11-23T23:58:00Z", "versions": {}, "files": [], "warnings": [],
             "origin": "{{origin}}"}
            """);
        Write("all/test-session-one.tar.gz", Archives.Gzip(Archives.Tar(
            ("bundle/qemu.log", SharedLogs.Bytes("guest-pair-stock")), ("manifest.json", Manifest("one", 8, "test")))));
        Write("all/two/bundle/qemu.log", SharedLogs.Bytes("guest-pair-128"));
        Write("all/two/manifest.json", Manifest("two", 128, "live"));
        Write("all/two/channel-state.json", "{"u8.ToArray());
        Write("all/loose.log", SharedLogs.Bytes("lab-stock-8"));

        var analysis = await AnalyzeAsync(scratch.File("all"));

        analysis.Clients.Should().BeEmpty("whose report it is, is not told apart");

        analysis.Runs.Select(x => (x.Tag, x.Arm.TraceItems, x.Origin, x.Ended)).Should().BeEquivalentTo(
            new (string, int?, Origin?, string?)[]
            {
                ("one", 8, Origin.Test, "signal 15"), ("two", 128, Origin.Live, "signal 15"), ("all", null, null, null),
            });
        analysis.Remarks.Should().ContainMatch("*2 sessions are in it*name each");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("vm.log vm.log.1 vm.log.gz")]
    [InlineData("vm.log.1 vm.log.1.gz")]
    public async Task A_second_file_of_the_same_piece_is_named_and_not_dropped_in_silence(string names)
    {
        foreach (var name in names.Split(' '))
            Write($"s/{name}", name.EndsWith(".gz")
                ? Archives.Gzip(SharedLogs.Bytes("guest-pair-128")) : SharedLogs.Bytes("guest-pair-stock"));

        (await AnalyzeAsync(scratch.File("s"))).PassedOver.Should().ContainSingle().Which.Why.Should()
            .StartWith("another file is the same");
    }

    [Theory(Timeout = 120_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task virtlogds_pieces_are_joined_in_their_order_even_where_they_cut_a_line(bool packed)
    {
        var log = SharedLogs.Bytes("guest-pair-stock");
        int one = log.Length / 3, two = log.Length / 2;
        var files = new (string, byte[])[] { ("sf:1.log", log[two..]), ("sf:1.log.0", log[one..two]), ("sf:1.log.1", log[..one]) };
        foreach (var (name, content) in files)
            Write("pieces/" + name, content);
        var path = packed ? Write("test-session-pieces.tar.gz", Archives.Gzip(Archives.Tar(files))) : scratch.File("pieces");

        var run = (await AnalyzeAsync(path)).Runs.Should().ContainSingle().Subject;

        (run.Ooms, run.FreeSome, run.LogComplete).Should().Be((818, 326, true));
        run.Remarks.Should().Contain("joined from 3 pieces of virtlogd");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_beginning_that_was_rolled_away_is_said()
    {
        var log = SharedLogs.Bytes("guest-pair-stock");
        Write("pieces/sf:1.log.0", log[(log.Length / 3)..(log.Length / 2)]);
        Write("pieces/sf:1.log", log[(log.Length / 2)..]);

        var run = (await AnalyzeAsync(scratch.File("pieces"))).Runs.Should().ContainSingle().Subject;

        run.LogComplete.Should().BeFalse();
        run.Remarks.Should().Contain(x => x.StartsWith("the beginning of the log is missing"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_client_that_reconnects_begins_to_count_again()
    {
        var path = Write("test-session-c.tar.gz", Archives.Gzip(Archives.Tar(
            Archives.Report("client/ryll-auto-snapshot-2026-05-18T20-37-42Z-T+7.3s.zip",
                """{"display": {"streams_created_total": 2, "streams_destroyed_total": 1, "bytes_in": 1000, """
                    + """ "decode_total_count": 10, "new_field": {}}, "main": {}}"""),
            Archives.Report("client/ryll-auto-snapshot-2026-05-18T20-37-52Z-T+17.3s.zip",
                """{"display": {"streams_created_total": 5, "streams_destroyed_total": 4, "bytes_in": 9000, """
                    + """ "decode_total_count": 90, "streams_active": [{}, {}]}}"""),
            Archives.Report("client/ryll-auto-snapshot-2026-05-18T20-38-02Z-T+2.0s.zip",
                """{"display": {"streams_created_total": 0, "streams_destroyed_total": 0, "bytes_in": 50, "decode_total_count": 1}}"""),
            Archives.Report("client/ryll-manual-2026-05-18T20-39-02Z.zip",
                """{"streams_created_total": 1, "streams_destroyed_total": 0, "bytes_in": 500, """
                    + """ "decode_total_count": 4, "last_recv_ts_secs": 33.5}"""),
            Archives.Report("client/broken.zip", "{not json"),
            ("qemu.log", SharedLogs.Bytes("lab-stock-8")))));

        var analysis = await AnalyzeAsync(path);

        var client = analysis.Runs.Single().Client!;
        client.Should().Be(new ClientFigures(4, 1, 1, 6, 4, 9500, 94, null, null, 33.5, 2));
        analysis.Runs.Single().Remarks.Should().Contain("1 reports of the client could not be read");
        analysis.Clients.Should().ContainSingle();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clients_report_alone_is_a_session_without_a_run()
    {
        var (name, content) = Archives.Report(
            "ryll-auto-snapshot-2026-05-18T20-37-42Z-T+47.3s.zip", """{"display": {"streams_created_total": 0, "bytes_in": 7}}""");

        var analysis = await AnalyzeAsync(Write(name, content));

        analysis.Runs.Should().BeEmpty();
        analysis.Clients.Single().Figures.StreamsCreated.Should().Be(0);
        analysis.Clients.Single().Figures.Decodes.Should().BeNull("what no report says is not zero");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("""{"main": {"bytes_in": 900, "message_count": 4}}""")]
    [InlineData("""{"bytes_in": 4000000000, "message_count": 9, "last_recv_ts_secs": 33.5}""")]
    [InlineData("""{"display": {"bytes_in": 4000000000, "decode_failed_count": 0}}""")]
    [InlineData("[]")]
    public async Task A_report_that_says_nothing_of_a_display_is_passed_over_and_alone_it_is_no_session(string state)
    {
        var (name, content) = Archives.Report("ryll-manual-2026-05-18T20-39-02Z.zip", state);
        var alone = FluentActions.Awaiting(() => AnalyzeAsync(Write(name, content)));
        var beside = await AnalyzeAsync(Write("test-session-c.tar.gz", Archives.Gzip(Archives.Tar(
            ("client/" + name, content), ("qemu.log", SharedLogs.Bytes("lab-stock-8"))))));

        (await alone.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.BadInput);
        beside.Runs.Single().Client.Should().BeNull();
        beside.Remarks.Should().Equal("c: 1 reports of the client say nothing of a display and were passed over");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_damaged_archive_gives_what_stands_before_the_damage_and_says_so()
    {
        var packed = Archives.Gzip(
            Archives.Tar(("a.log", SharedLogs.Bytes("lab-stock-8")), ("b.log", SharedLogs.Bytes("guest-pair-stock"))));

        var analysis = await AnalyzeAsync(Write("cut.tar.gz", packed[..(packed.Length * 2 / 3)]));

        analysis.Runs[0].Ooms.Should().Be(159);
        analysis.Runs[^1].LogComplete.Should().BeFalse();
        string.Join(' ', [.. analysis.PassedOver.Select(x => x.Why), .. analysis.Runs[^1].Remarks]).Should().Contain("damaged or cut off");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("missing", null, "does not exist")]
    [InlineData("empty.log", "", "is empty")]
    [InlineData("other.log", "Nov 23 systemd[1]: started\n", "nothing in it is a spice-server's log")]
    [InlineData("quiet.log",
        "2026-11-23 22:17:42.851+0000: starting up libvirt version: 9.0.0, package: 9\n/usr/bin/qemu-system-x86_64 \\\n-spice "
            + "port=1,streaming-video=filter\n", "without its debug logging")]
    public async Task What_is_no_session_is_refused_with_what_to_do(string name, string? text, string said)
    {
        var path = text is null ? scratch.File(name) : Write(name, Encoding.UTF8.GetBytes(text));

        var failure = (await FluentActions.Awaiting(() => AnalyzeAsync(path)).Should().ThrowAsync<TrialException>()).Which;

        failure.Status.Should().Be(ExitStatus.BadInput);
        failure.What.Should().Contain(said);
        failure.Where.Should().Be(path);
        failure.Hint.Should().NotBeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task Links_pipes_and_devices_in_a_folder_are_not_followed()
    {
        Write("s/qemu.log", SharedLogs.Bytes("lab-stock-8"));
        File.CreateSymbolicLink(scratch.File("s/outside.log"), Write("outside.log", SharedLogs.Bytes("guest-pair-stock")));
        Directory.CreateSymbolicLink(scratch.File("s/loop"), scratch.File("s"));
        using (var process = System.Diagnostics.Process.Start("mkfifo", scratch.File("s/pipe.log")))
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        (await AnalyzeAsync(scratch.File("s"))).Runs.Should().ContainSingle().Which.Ooms.Should().Be(159);
        (await FluentActions.Awaiting(() => AnalyzeAsync("/dev/zero")).Should().ThrowAsync<TrialException>()).Which.What
            .Should().Contain("it is a device");
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
