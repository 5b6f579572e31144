using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class RunFolderTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Workspace Workspace => Workspace.At(scratch.Path, scratch.File("cache"));

    [Fact(Timeout = 120_000)]
    public async Task Each_run_has_a_folder_of_its_own()
    {
        using var first = await RunFolder.OpenAsync(Workspace, Token);
        using var second = await RunFolder.OpenAsync(Workspace, Token);

        second.Path.Should().NotBe(first.Path);
        Directory.Exists(first.Folder("build")).Should().BeTrue("a run that goes on is not swept away");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_folder_of_a_dead_run_is_removed_by_the_next()
    {
        var dead = await DeadAsync();

        using var next = await RunFolder.OpenAsync(Workspace, Token);

        Directory.Exists(dead).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_folder_that_the_last_records_point_into_stays_until_they_do_no_longer()
    {
        var dead = await DeadAsync();
        var record = scratch.Write(".nuke/temp/chain/DebBuild.json", $$"""{ "folder": "{{dead}}/build" }""");

        (await RunFolder.OpenAsync(Workspace, Token)).Dispose();
        Directory.Exists(dead).Should().BeTrue();

        File.Delete(record);
        (await RunFolder.OpenAsync(Workspace, Token)).Dispose();
        Directory.Exists(dead).Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task Many_runs_at_once_do_not_take_each_others_folders()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => RunFolder.OpenAsync(Workspace, Token), Token)));

        runs.Should().OnlyContain(x => Directory.Exists(x.Path));
        runs.Select(x => x.Path).Should().OnlyHaveUniqueItems();
        runs.ToList().ForEach(x => x.Dispose());
    }

    public void Dispose() => scratch.Dispose();

    async Task<string> DeadAsync()
    {
        using var run = await RunFolder.OpenAsync(Workspace, Token);
        await File.WriteAllTextAsync(Path.Combine(run.Folder("build"), "file"), "", Token);
        return run.Path;
    }
}
