using FluentAssertions;
using Xunit;

namespace SpiceTrial.Tests.Ground;

public sealed class RecordFileTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("record-").FullName;

    string RecordPath => Path.Combine(folder, "below", "sample.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact(Timeout = 120_000)]
    public async Task A_record_reads_back_as_it_was_written()
    {
        var sample = new Sample("0.15.1-1+b1", null, DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(1.5), Outcome.NotChecked, ["'a'"]);
        await RecordFile.WriteAsync(RecordPath, sample, TestContext.Current.CancellationToken);

        var read = await RecordFile.ReadAsync<Sample>(RecordPath, TestContext.Current.CancellationToken);

        read.Should().BeEquivalentTo(sample);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_only_looks_like_a_record_neither_blocks_nor_fills_the_memory()
    {
        var token = TestContext.Current.CancellationToken;
        var path = Path.Combine(folder, "manifest.json");
        await Programs.OutputOfAsync(new("mkfifo", path), "mkfifo failed", token);
        await RefusedAsync("no file");
        File.Delete(path);
        await using (var huge = File.Create(path))
            huge.SetLength(3L << 30);
        await RefusedAsync("larger than 256 MiB");

        async Task RefusedAsync(string why) => (await FluentActions.Awaiting(() => RecordFile.ReadAsync<Sample>(path, token))
            .Should().ThrowAsync<TrialException>()).Which.What.Should().Contain(why);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_is_readable_and_says_its_schema_first()
    {
        var noon = new DateTimeOffset(2026, 1, 31, 13, 0, 0, TimeSpan.FromHours(1));
        var sample = new Sample("0.15.1-1+b1", null, noon, TimeSpan.FromSeconds(1.5), Outcome.NotChecked, []);
        await RecordFile.WriteAsync(RecordPath, sample, TestContext.Current.CancellationToken);

        (await File.ReadAllTextAsync(RecordPath, TestContext.Current.CancellationToken)).Should().Be(
            """
            {
              "schema": 1,
              "binaryVersion": "0.15.1-1+b1",
              "note": null,
              "readAt": "2026-01-31T12:00:00Z",
              "took": 1.5,
              "outcome": "not-checked",
              "warnings": []
            }

            """);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("""{"schema": 1, "note": null, "readAt": "2026-01-31T12:00:00Z", "took": 1, "outcome": "passed", "warnings": []}""",
        "key 'binaryVersion' is missing")]
    [InlineData("""{"schema": 1, "binaryVersion": null, "note": null, "readAt": "2026-01-31T12:00:00Z", "took": 1, """
            + """ "outcome": "passed", "warnings": []}""",
        "'binaryVersion'")]
    [InlineData("""{"schema": 1, "binaryVersion": "1", "note": null, "readAt": "noon", "took": 1, "outcome": "passed", "warnings": []}""",
        "key 'readAt' is wrong")]
    [InlineData("""{"schema": 1, "binaryVersion": "1", "note": null, "readAt": "2026-01-31T12:00:00Z", "took": 1, """
            + """ "outcome": "maybe", "warnings": []}""",
        "key 'outcome' is wrong")]
    [InlineData("""{"schema": 2}""", "key 'schema' is 2; this version reads 1")]
    [InlineData("""{}""", "key 'schema' is missing")]
    [InlineData("""[]""", "not a JSON object")]
    [InlineData("{\n\"schema\": 1,\n nonsense", "line 3")]
    public async Task A_damaged_record_is_an_error_that_names_the_file_and_the_key(string content, string expected)
    {
        var file = Path.Combine(folder, "damaged.json");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);

        var read = () => RecordFile.ReadAsync<Sample>(file, TestContext.Current.CancellationToken);

        var error = (await read.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain(expected).And.NotContain("SpiceTrial.Tests");
        error.Where.Should().Be(file);
        error.Hint.Should().Contain("git pull").And.NotContain("delete");
        error.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_hint_at_a_damaged_record_shows_who_changed_it_wherever_one_stands()
    {
        var token = TestContext.Current.CancellationToken;
        var file = Path.Combine(folder, "it's a record.json");
        await GitAsync("init", "--quiet");
        foreach (var (who, text) in ((string, string)[])[("first", """{"schema": 1}"""), ("second", """{"schema": 2}""")])
        {
            await File.WriteAllTextAsync(file, text, token);
            await GitAsync("add", ".");
            await GitAsync("-c", $"user.name=the {who}", "-c", "user.email=nobody@example", "commit", "--quiet", "--message", "a change");
        }

        var error = (await FluentActions.Awaiting(() => RecordFile.ReadAsync<Sample>(file, token)).Should().ThrowAsync<TrialException>())
            .Which;

        var shown = await Programs.OutputOfAsync(
            new("sh", "-c", error.Hint!.Split('`')[1]) { WorkingDirectory = "/" }, "the hint does not work", token);
        shown.Should().Contain("Author: the second").And.Contain("""-{"schema": 1}""");

        Task GitAsync(params string[] words) => Programs.OutputOfAsync(new("git", ["-C", folder, .. words]), "git failed", token);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_that_does_not_exist_says_so()
    {
        var read = () => RecordFile.ReadAsync<Sample>(RecordPath, TestContext.Current.CancellationToken);

        (await read.Should().ThrowAsync<TrialException>()).Which.What.Should().Contain("does not exist");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_write_that_is_cancelled_leaves_the_previous_record_and_no_temporary_file()
    {
        await AtomicFile.WriteAsync(RecordPath, "before"u8.ToArray(), TestContext.Current.CancellationToken);

        var write = () => AtomicFile.WriteAsync(RecordPath, "after"u8.ToArray(), new CancellationToken(canceled: true));

        await write.Should().ThrowAsync<OperationCanceledException>();
        (await File.ReadAllTextAsync(RecordPath, TestContext.Current.CancellationToken)).Should().Be("before");
        Directory.GetFiles(Path.GetDirectoryName(RecordPath)!).Should().Equal(RecordPath);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_killed_run_left_beside_the_record_goes_with_the_next_write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(RecordPath)!);
        var leftover = Path.Combine(Path.GetDirectoryName(RecordPath)!, ".sample.json.0123.tmp");
        await File.WriteAllTextAsync(leftover, "half", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(leftover, DateTime.UtcNow.AddHours(-1));

        await AtomicFile.WriteAsync(RecordPath, "after"u8.ToArray(), TestContext.Current.CancellationToken);

        File.Exists(leftover).Should().BeFalse();
    }
}
