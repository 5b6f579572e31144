using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

public sealed class PublicationTests : IDisposable
{
    readonly Scratch scratch = new();

    [Fact(Timeout = 120_000)]
    public void Nothing_is_seen_before_it_is_whole()
    {
        using var publication = new Publication(scratch.Path, "result");
        File.WriteAllText(Path.Combine(publication.Folder, "file"), "new");
        Directory.Exists(scratch.File("result")).Should().BeFalse();

        publication.Publish().Should().Be(scratch.File("result"));

        Directory.GetFileSystemEntries(scratch.Path).Should().Equal(scratch.File("result"));
        File.ReadAllText(scratch.File("result/file")).Should().Be("new");
    }

    [Fact(Timeout = 120_000)]
    public void What_is_open_to_all_can_be_read_by_all_also_where_a_umask_closed_it()
    {
        using var publication = new Publication(scratch.Path, "result");
        var inner = Directory.CreateDirectory(Path.Combine(publication.Folder, "pool"), OwnFolder.Private).FullName;
        using (OwnFolder.CreateFile(Path.Combine(inner, "x.deb"), FileMode.Create))
            File.SetUnixFileMode(publication.Folder, OwnFolder.Private);

        publication.OpenToAll();
        publication.Publish();

        var result = scratch.File("result");
        new[] { result, Path.Combine(result, "pool") }.Should().OnlyContain(x => File.GetUnixFileMode(x) == OwnFolder.ReadByOthers);
        File.GetUnixFileMode(Path.Combine(result, "pool", "x.deb")).Should()
            .Be(OwnFolder.PrivateFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    [Fact(Timeout = 120_000)]
    public void A_failure_in_the_middle_leaves_the_earlier_result()
    {
        scratch.Write("result/file", "old");

        using (var publication = new Publication(scratch.Path, "result"))
            File.WriteAllText(Path.Combine(publication.Folder, "file"), "half");

        File.ReadAllText(scratch.File("result/file")).Should().Be("old");
        Directory.GetDirectories(scratch.Path).Should().Equal(scratch.File("result"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_reader_sees_the_old_or_the_new_result_at_any_moment()
    {
        scratch.Write("result/file", "0");
        using var stop = new CancellationTokenSource();
        var misses = 0;
        var reading = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (!File.Exists(scratch.File("result/file")))
                    Interlocked.Increment(ref misses);
            }
        }, TestContext.Current.CancellationToken);

        for (var i = 1; i <= 300; i++)
        {
            using var publication = new Publication(scratch.Path, "result");
            await File.WriteAllTextAsync(Path.Combine(publication.Folder, "file"), $"{i}", TestContext.Current.CancellationToken);
            publication.Publish();
        }

        await stop.CancelAsync();
        await reading;
        misses.Should().Be(0);
        (await File.ReadAllTextAsync(scratch.File("result/file"), TestContext.Current.CancellationToken)).Should().Be("300");
    }

    [Fact(Timeout = 120_000)]
    public void Files_that_are_no_longer_part_of_the_result_are_gone()
    {
        scratch.Write("result/old", "");

        using (var publication = new Publication(scratch.Path, "result"))
            publication.Publish();

        Directory.GetFileSystemEntries(scratch.File("result")).Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public void What_a_dead_run_left_is_removed()
    {
        scratch.Write(".new-other/half", "");
        scratch.Write("other/file", "whole");

        using (var publication = new Publication(scratch.Path, "result"))
            publication.Publish();

        Directory.GetDirectories(scratch.Path).Should().BeEquivalentTo(scratch.File("result"), scratch.File("other"));
    }

    [Fact(Timeout = 120_000)]
    public void In_somebody_elses_folder_only_what_a_dead_run_left_of_this_name_is_removed()
    {
        scratch.Write(".new-result/half", "");
        scratch.Write(".new-other/half", "of a run that lives");
        scratch.Write(".old-other/file", "");

        using (var publication = new Publication(scratch.Path, "result", ours: false))
            publication.Publish();

        Directory.GetFileSystemEntries(scratch.File("result")).Should().BeEmpty();
        Directory.GetDirectories(scratch.Path).Should().BeEquivalentTo(
            scratch.File("result"), scratch.File(".new-other"), scratch.File(".old-other"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(true)]
    [InlineData(false)]
    public void A_result_that_a_dead_run_had_moved_away_comes_back(bool ours)
    {
        scratch.Write(".old-result/file", "whole");
        scratch.Write(".new-result/file", "half");

        using (new Publication(scratch.Path, "result", ours))
            File.ReadAllText(scratch.File("result/file")).Should().Be("whole");

        Directory.GetDirectories(scratch.Path).Should().Equal(scratch.File("result"));
    }

    public void Dispose() => scratch.Dispose();
}
