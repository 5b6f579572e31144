using FluentAssertions;
using SpiceTrial.Lab;
using Xunit;

namespace SpiceTrial.Tests.Lab;

/// <summary>Parts of a run that other machines make.</summary>
public sealed class CellsOnManyMachinesTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Each_line_runs_one_scenario_with_one_ring_and_together_they_are_the_whole()
    {
        var settings = new LabSettings(new(scratch.Path, scratch.Path), []) {
            Folder = scratch.Path, RingSizes = [8, 128], Seeds = 2, RealTime = true,
            Libraries = new Dictionary<int, string> { [8] = "/opt/it's here/libspice-server.so.1" } };

        var sweep = Sweep.Parse(["oom.rate=1:2:1"]).Combinations().ToList();
        var path = await CellLines.WriteAsync(scratch.Path, CellLines.Of(settings, ["ring-vs-y-8", "widgets-60"], sweep), Token);

        var lines = await File.ReadAllLinesAsync(path, Token);
        lines.Should().HaveCount(2 * 2 * 2).And.OnlyHaveUniqueItems();
        lines[0].Should().Be("./build.sh Lab --scenarios ring-vs-y-8 --ring-sizes 8 --seeds 2 --sweep oom.rate=1 "
            + @"--library '8=/opt/it'\''s here/libspice-server.so.1' --real-time");
        lines[^1].Should().Be("./build.sh Lab --scenarios widgets-60 --ring-sizes 128 --seeds 2 --sweep oom.rate=2 --real-time");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_result_counts_with_the_log_that_it_names_and_with_no_other()
    {
        var store = new CellStore(scratch.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(store.Log("cell"))!);
        await File.WriteAllTextAsync(store.Log("cell"), "what it printed", Token);
        var cell = new LabCell("cell", 8, 1, CellOutcome.Ran) { LogSha256 = FileRecord.Sha256Of("what it printed") };
        await store.KeepAsync("cell", new("key", cell, null), Token);

        (await store.FindAsync("cell", "key", Token)).Should().NotBeNull();
        (await store.FindAsync("cell", "another key", Token)).Should().BeNull();
        await File.WriteAllTextAsync(store.Log("cell"), "what somebody wrote", Token);
        (await store.FindAsync("cell", "key", Token)).Should().BeNull();
    }

    [Theory(Timeout = 120_000)]
    [InlineData(CellOutcome.Crashed)]
    [InlineData(CellOutcome.Hung)]
    public async Task What_failed_is_tried_again_because_it_may_have_been_the_machine(CellOutcome outcome)
    {
        var store = new CellStore(scratch.Path);
        Directory.CreateDirectory(Path.GetDirectoryName(store.Log("cell"))!);
        await File.WriteAllTextAsync(store.Log("cell"), "", Token);
        await store.KeepAsync("cell", new("key", new("cell", 8, 1, outcome) { LogSha256 = FileRecord.Sha256Of("") }, null), Token);

        (await store.FindAsync("cell", "key", Token)).Should().BeNull();
    }
}
