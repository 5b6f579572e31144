using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.EndToEnd.Lab;

/// <summary>The lab's own SPICE client on Debian's library, over loopback, with the machine's clock.</summary>
[Collection(OnOneChain.Name)]
public sealed class ClientTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact(Timeout = 300_000)]
    public async Task A_client_receives_the_streams_that_the_log_names_as_MJPEG_frames_and_without_streaming_only_pictures()
    {
        var streamed = await FileAsync("streamed", "filter");
        var off = await FileAsync("off", "off");

        // With the machine's clock, a machine that pauses for long enough ends a stream: then it is looked at again.
        LabCell with, without;
        var tries = 0;
        do
        {
            var result = await LabFixture.RunAsync(Settings($"client {++tries}", [streamed, off]), TestContext.Current.CancellationToken);
            (with, without) = (result.Cells[0], result.Cells[1]);
        }
        while (tries < 3 && (with.VideoCreates, with.Client?.StreamsCreated) != (1, 1));

        with.Outcome.Should().Be(CellOutcome.Ran, with.Remark);
        var client = with.Client!;
        client.Disagreements.Should().BeEmpty();
        client.Trouble.Should().BeNull();
        (with.VideoCreates, client.StreamsCreated).Should().Be((1, 1));
        var region = client.Regions.Should().ContainSingle().Subject;
        region.Should().BeEquivalentTo(new { Width = 640, Height = 480, Left = 0, Top = 0, Codec = "mjpeg", Creates = 1 });
        // 20 of the 75 frames make the stream, and the server may leave out some of the others.
        region.Frames.Should().BeInRange(20, 56);
        region.Bytes.Should().BeGreaterThan(region.Frames * 1000L);
        client.DamagedFrames.Should().Be(0);
        client.Draws.Should().BeGreaterThan(0);
        without.Outcome.Should().Be(CellOutcome.Ran, without.Remark);
        without.Client.Should().BeEquivalentTo(new { StreamsCreated = 0, Frames = 0, Trouble = (string?)null });
        without.Client!.Draws.Should().BeGreaterThan(20);
    }

    [Fact(Timeout = 600_000)]
    [Trait("Run", "All")]
    public async Task While_frames_are_encoded_stock_fails_and_128_entries_cure_unless_a_GLZ_dictionary_is_freed_before_draws()
    {
        // ring-vs-y-8.
        const string yaml =
            "mode: filter\nchrome: [{ content: text, size: 100x100, places: 60, rate: 240 }]\noom: { when: before-frame, rate: 2.2 }\n";
        var lz = await WriteAsync("lz", $"compression: auto-lz\n{yaml}");
        var glz = await WriteAsync("glz", $"compression: auto-glz\n{yaml}");

        var result = await LabFixture.RunAsync(
            Settings("encoded", [lz, glz]) with { Libraries = lab.Both }, TestContext.Current.CancellationToken);

        result.Cells.Should().OnlyContain(
            x => x.Client!.Disagreements.Count == 0 && x.Client.Trouble == null && x.Client.DamagedFrames == 0 && x.Cost!.PeakMib < 286);
        (LabFixture.Engaged(result, "lz", 8), LabFixture.Engaged(result, "lz", 128)).Should().Be(("0/3", "3/3"));
        (LabFixture.Engaged(result, "glz", 8), LabFixture.Engaged(result, "glz", 128)).Should().Be(("3/3", "3/3"));
        result.Cells.Where(x => x.Scenario == "lz").Should().OnlyContain(x => x.DictionaryFirst == 0);
        result.Cells.Where(x => x.Scenario == "glz").Should().OnlyContain(x => x.DictionaryFirst > 0.9 * x.FreeSome);
        result.Cells.Single(x => x is { Scenario: "lz", RingSize: 128 }).Client!.Frames.Should().BeGreaterThan(400);
    }

    LabSettings Settings(string results, IReadOnlyList<string> scenarios) => new(lab.Workspace, ScenarioFiles.Of(scenarios))
    {
        Folder = lab.Results(results),
        RingSizes = [],
        Libraries = new Dictionary<int, string> { [8] = lab.Stock },
        Seeds = 1,
        RealTime = true,
        WithClient = true,
        Jobs = 1,
    };

    Task<string> FileAsync(string name, string mode) =>
        WriteAsync(name, $"seconds: 3.5\nsurface: 800x600\nmode: {mode}\nvideo: {{ size: 640x480, fps: 25, play: 3, pause: 1 }}\n");

    async Task<string> WriteAsync(string name, string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(lab.Results("scenarios")).FullName, $"{name}.yaml");
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        return file;
    }
}
