using System.Text.Json.Nodes;
using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.EndToEnd.Lab;

/// <summary>The lab as an operator uses it.</summary>
[Collection(OnOneChain.Name)]
public sealed class LabRunTests(LabFixture lab, ChainFixture chain) : IClassFixture<LabFixture>
{
    [Fact(Timeout = 600_000)]
    public async Task The_target_writes_the_cells_and_findings_that_other_programs_read_and_a_page()
    {
        var output = chain.Make("lab/output");

        var run = await chain.Project.RunAsync(
            "Lab", "--scenarios", "ring-vs-y-8,widgets-on-video", "--ring-sizes", "128", "--library", $"8={lab.Stock}", "--seeds", "1",
            "--output", output);

        run.ExitCode.Should().Be(0, run.Output);
        run.Output.Should().Contain("128 is the smallest of the rings tried that cures");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(output, "lab.json"), TestContext.Current.CancellationToken))!;
        json["schema"]!.GetValue<int>().Should().Be(1);
        var cell = json["cells"]!.AsArray().Single(x => (string?)x!["scenario"] == "ring-vs-y-8" && (int)x["ringSize"]! == 8)!;
        cell["outcome"]!.GetValue<string>().Should().Be("ran");
        (cell["playsOffered"]!.GetValue<int>(), cell["playsEngaged"]!.GetValue<int>()).Should().Be((3, 0));
        cell.AsObject().Should().ContainKey("meanSecondsToEngage").WhoseValue.Should().BeNull("no play engaged");
        foreach (var key in new[] { "seed", "streamingShare", "videoCreates", "widgetCreates", "ooms", "freeSome", "peakStreams" })
            cell[key].Should().NotBeNull(key);
        json["findings"]![0]!["smallestCuringRing"]!.GetValue<int>().Should().Be(128);
        json["findings"]![0]!["worseAt"]!.AsArray().Should().BeEmpty();
        var page = Directory.GetFiles(chain.Project.File("sessions/lab"), "report.html", SearchOption.AllDirectories)
            .Should().ContainSingle().Subject;
        (await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken)).Should().Contain("A larger ring cures")
            .And.NotContain("http://").And.NotContain("https://");
    }

    [Fact(Timeout = 300_000)]
    public async Task An_interrupted_run_goes_on_where_it_stopped()
    {
        var settings = new LabSettings(lab.Workspace, ScenarioFiles.Of(["ring-vs-y-7", "ring-vs-y-8", "full-tree"])) {
            Folder = lab.Results("resumed"), RingSizes = [], Libraries = lab.Both, Seeds = 1, Jobs = 1 };
        var cells = Path.Combine(settings.Folder, "cells");
        using var stop = new CancellationTokenSource();

        var first = LabFixture.RunAsync(settings, stop.Token);
        while (!Directory.Exists(cells) || Directory.GetFiles(cells, "*.json").Length < 2)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await first.Invoking(x => x).Should().ThrowAsync<OperationCanceledException>();
        var kept = Directory.GetFiles(cells, "*.json").ToDictionary(x => x, File.GetLastWriteTimeUtc);
        var result = await LabFixture.RunAsync(settings, TestContext.Current.CancellationToken);

        kept.Should().HaveCountLessThan(6);
        kept.Should().OnlyContain(x => File.GetLastWriteTimeUtc(x.Key) == x.Value);
        result.Cells.Should().HaveCount(6);
        Directory.GetFiles(Path.Combine(settings.Folder, "running")).Should().BeEmpty();
    }

    [Fact(Timeout = 600_000)]
    [Trait("Run", "All")]
    public async Task A_sweep_killed_in_the_middle_goes_on_where_it_stopped()
    {
        string[] sweep = ["Lab", "--scenarios", "ring-vs-y-8", "--sweep", "oom.rate=0.5:3:0.25", "--ring-sizes", "8", "--library",
            $"8={lab.Stock}", "--seeds", "1", "--jobs", "1"];
        var results = chain.Project.File("sessions/lab");
        string[] Cells() => Directory.Exists(results)
            ? Directory.GetFiles(results, "ring-vs-y-8_oom.rate=*.json", SearchOption.AllDirectories) : [];

        using (var run = StartedRun.Start(chain.Project, sweep))
        {
            await run.SaysAsync("11 cells");
            while (Cells().Length < 3)
                await Task.Delay(20, TestContext.Current.CancellationToken);
            await run.KillAsync();
        }

        await Leftovers.ShouldBeGoneAsync(chain.Folder);
        var kept = Cells().ToDictionary(x => x, File.GetLastWriteTimeUtc);
        var again = await chain.Project.RunAsync(sweep);

        again.ExitCode.Should().Be(0, again.Output);
        kept.Count.Should().BeInRange(3, 10);
        again.Output.Should().Contain($"{kept.Count} of them kept from before");
        kept.Should().OnlyContain(x => File.GetLastWriteTimeUtc(x.Key) == x.Value);
        Cells().Should().HaveCount(11);
        Directory.GetDirectories(results, "running", SearchOption.AllDirectories).SelectMany(Directory.GetFiles).Should().BeEmpty();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_run_of_one_scenario_keeps_what_the_day_knows_of_the_others()
    {
        await lab.RunAsync("day", "ring-vs-y-8");
        var second = await lab.RunAsync("day", "full-tree");

        second.Scenarios.Should().ContainSingle();
        var kept = await RecordFile
            .ReadAsync<LabResult>(Path.Combine(lab.Results("day"), LabRun.FileName), TestContext.Current.CancellationToken);
        kept.Findings.Select(x => x.Scenario).Should().Equal("full-tree", "ring-vs-y-8");
    }
}
