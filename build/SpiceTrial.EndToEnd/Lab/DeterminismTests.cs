using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.EndToEnd.Lab;

/// <summary>The same cell is the same, whatever else the machine does.</summary>
[Collection(OnOneChain.Name)]
public sealed class DeterminismTests(LabFixture lab) : IClassFixture<LabFixture>
{
    [Fact(Timeout = 300_000)]
    public Task Four_runs_of_one_cell_under_load_are_one_result() => RunsAreOneResultAsync(4);

    [Fact(Timeout = 900_000)]
    [Trait("Run", "All")]
    public Task Twenty_runs_of_one_cell_under_load_are_one_result() => RunsAreOneResultAsync(20);

    [Fact(Timeout = 300_000)]
    public async Task Leaving_out_the_rating_of_natural_pictures_changes_no_byte_of_the_log()
    {
        var scenario = ScenarioFiles.Of(["ring-vs-y-8"]).Single();
        var folder = Directory.CreateDirectory(lab.Results("rated")).FullName;
        // The lab run before it has made the folder of the libraries that this machine lacks.
        await lab.RunAsync("rated/first", "stall-250ms");
        var process = new CellProcess(Needed());

        var logs = new List<string>();
        foreach (var rates in new[] { true, false })
        {
            var request = new CellRequest(lab.Patched, scenario, 1, Path.Combine(folder, $"{rates}.log")) { RatesNatural = rates };
            (await process.RunAsync(request, folder, TestContext.Current.CancellationToken)).Outcome.Should().Be(CellOutcome.Ran);
            logs.Add(await File.ReadAllTextAsync(request.Log, TestContext.Current.CancellationToken));
        }

        logs[1].Should().Be(logs[0]);
    }

    [Fact(Timeout = 300_000)]
    [Trait("Run", "All")]
    public async Task The_machines_clock_gives_the_same_verdict_as_the_virtual_one()
    {
        var settings = new LabSettings(lab.Workspace, ScenarioFiles.Of(["ring-vs-y-8"])) {
            Folder = lab.Results("real"), RingSizes = [], Libraries = lab.Both, Seeds = 1, RealTime = true };

        var result = await LabFixture.RunAsync(settings, TestContext.Current.CancellationToken);

        LabFixture.Engaged(result, "ring-vs-y-8", 8).Should().Be("0/3");
        LabFixture.Engaged(result, "ring-vs-y-8", 128).Should().Be("3/3");
    }

    async Task RunsAreOneResultAsync(int runs)
    {
        using var stop = new CancellationTokenSource();
        // Twice as many busy threads as cores.
        var load = Enumerable.Range(0, Environment.ProcessorCount * 2)
            .Select(_ => Task.Factory
                .StartNew(() => Burn(stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        var cells = new List<LabCell>();
        try
        {
            for (var i = 0; i < runs; i++)
            {
                var settings = new LabSettings(lab.Workspace, ScenarioFiles.Of(["widgets-50"])) { Folder = lab.Results($"run{runs}-{i}"),
                    RingSizes = [], Libraries = new Dictionary<int, string> { [128] = lab.Patched }, Seeds = 1 };
                cells.Add(LabFixture.Figures((await LabFixture.RunAsync(settings, TestContext.Current.CancellationToken)).Cells.Single()));
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        cells.Distinct().Should().ContainSingle().Which.LogSha256.Should().NotBeNull();
    }

    static void Burn(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            Thread.SpinWait(1000);
    }

    // Links for this machine's release, made by the run before; none where nothing is missing.
    string? Needed() => Path.Combine(lab.Workspace.Root, ".nuke", "temp", "lab", "needed") is var folder && Directory.Exists(folder)
        ? Directory.GetDirectories(folder).SingleOrDefault() : null;
}
