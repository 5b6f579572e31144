using FluentAssertions;
using SpiceTrial.Builders;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class CachesTests : IDisposable
{
    const string Tree = "bookworm-amd64-20261129-75b38581be15", Host = "test-host-bookworm-amd64-20261129-4feaa3d400ce";

    readonly Scratch scratch = new();

    public CachesTests()
    {
        Workspace = Workspace.At(scratch.File("project"), scratch.File("cache"));
        foreach (var file in (string[])
            [$"environments/{Tree}/etc/issue", $"environments/{Host}/etc/issue", $"environments/{Tree}.complete", "environments/photos/one",
                "ccache/bookworm-amd64/x", "ccache/notes.txt", "downloads/packages/p/x.dsc", "downloads/archive/x", "downloads/thesis/x"])
            scratch.Write($"cache/{file}", "something");
        scratch.Write("project/.nuke/temp/runs/20261129-1-1-aaa/tree/x", "something");
        scratch.Write("project/.nuke/temp/chain/ApplyPatch.json", "20261129-1-1-aaa");
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Workspace Workspace { get; }

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task They_show_what_runs_of_this_project_have_made_there_and_nothing_else()
    {
        Directory.CreateSymbolicLink(
            scratch.File("cache/environments/linked-amd64-20261129-75b38581be15"), scratch.File("cache/downloads"));

        var entries = await new Caches(Workspace).ListAsync(Token);

        entries.Select(x => (x.Kind, Path.GetFileName(x.Folder))).Should().Equal(("environments", Tree), ("environments", Host),
            ("compiler", "bookworm-amd64"), ("downloads", "archive"), ("downloads", "packages"), ("runs", "20261129-1-1-aaa"));
        entries.Should().OnlyContain(x => x.Bytes > 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_asked_is_taken_away_and_nothing_that_is_in_use_or_somebody_elses()
    {
        using var used = CachedTree.Use(scratch.File($"cache/environments/{Host}"));

        (await new Caches(Workspace).RemoveAsync(["environments", "downloads"], Token)).Should().Equal(
            scratch.File($"cache/environments/{Host}"));

        Left("cache/environments").Should().Equal("photos", $"{Host}", $"{Host}.use");
        Left("cache/downloads").Should().Equal("thesis");
        Left("cache/ccache").Should().Equal("bookworm-amd64", "notes.txt");
        Left("project/.nuke/temp/runs").Should().Contain("20261129-1-1-aaa", "it was not asked for");

        (await new Caches(Workspace).RemoveAsync(["runs", "compiler"], Token)).Should().BeEmpty();
        Left("project/.nuke/temp/runs").Should().BeEmpty();
        Left("project/.nuke/temp/chain").Should().BeEmpty("a record that points nowhere helps nobody");
        Left("cache/ccache").Should().Equal("notes.txt");
    }

    IEnumerable<string> Left(string folder) => Directory.EnumerateFileSystemEntries(scratch.File(folder)).Select(x => Path.GetFileName(x)!)
        .Where(x => x != "lock" && !x.EndsWith(".lock", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
