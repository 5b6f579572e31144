using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class PatchSeriesTests : IDisposable
{
    readonly Scratch scratch = new();

    [Theory(Timeout = 120_000)]
    [InlineData(16, 4)]
    [InlineData(32, 5)]
    [InlineData(64, 6)]
    [InlineData(128, 7)]
    [InlineData(256, 8)]
    public async Task The_patch_is_derived_for_each_ring(int count, int shift)
    {
        var series = await TinySource.SeriesAsync(scratch, TraceItems.From(count));

        series.Patches.Should().ContainSingle().Which.Text.Should()
            .Contain($"\n+#define TRACE_ITEMS_SHIFT {shift}\n").And.Contain("\n-#define TRACE_ITEMS_SHIFT 3\n")
            .And.Contain($"from 8 to {count} entries");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_control_has_no_patch()
    {
        (await TinySource.SeriesAsync(scratch, TraceItems.From(8))).Patches.Should().BeEmpty();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("+#define TRACE_ITEMS_SHIFT 7\n", "+#define TRACE_ITEMS_SHIFT 7\n+#define NUM_DRAWABLES 1\n")]
    [InlineData("-#define TRACE_ITEMS_SHIFT 3\n", "-#define TRACE_ITEMS_SHIFT 3\n-#define NUM_DRAWABLES 1000\n")]
    [InlineData("+#define TRACE_ITEMS_SHIFT 7\n", "+#define TRACE_ITEMS_SHIFT 7 + system(\"id\")\n")]
    [InlineData("+#define TRACE_ITEMS_SHIFT 7\n", "+#define NUM_DRAWABLES 1\n")]
    [InlineData("-#define TRACE_ITEMS_SHIFT 3\n", "-#define TRACE_ITEMS_SHIFT 5\n")]
    [InlineData("+#define TRACE_ITEMS_SHIFT 7\n", "")]
    public async Task A_patch_that_changes_anything_else_is_refused(string before, string after)
    {
        var reading = () => TinySource.SeriesAsync(scratch, TraceItems.From(128), TinySource.Patch.Replace(before, after));

        var error = (await reading.Should().ThrowAsync<TrialException>()).Which;
        error.Status.Should().Be(ExitStatus.Refused);
        error.Where.Should().EndWith("0001-ring.patch");
        error.Hint.Should().Contain("git checkout");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patch_with_Windows_line_ends_is_told_so_and_how_to_take_them_away()
    {
        var reading = () => TinySource.SeriesAsync(scratch, TraceItems.From(128), TinySource.Patch.Replace("\n", "\r\n"));

        var error = (await reading.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("CRLF");
        error.Hint.Should().Contain("sed -i").And.NotContain("git checkout");
        error.Status.Should().Be(ExitStatus.BadInput);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("-- \n2.39.5\n\n")]
    [InlineData("--\n2.39.5 (Apple Git-154)\n")]
    public async Task What_git_format_patch_writes_around_the_hunk_is_no_change(string signature)
    {
        const string file = "server/display-channel-private.h";
        const string header = $" {file} | 2 +-\n 1 file changed\n\ndiff --git a/{file} b/{file}\nindex 1c2..3d4 100644\n";
        var patch = TinySource.Patch.Replace($"--- a/{file}", $"{header}--- a/{file}");

        (await TinySource.SeriesAsync(scratch, TraceItems.From(64), patch + signature)).Patches.Should().ContainSingle()
            .Which.Text.Should().Contain("+#define TRACE_ITEMS_SHIFT 6\n");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("-- \n2.39.5\n--- a/other.c\n+++ b/other.c\n@@ -1 +1 @@\n-x\n+y\n")]
    [InlineData("-- \n2.39.5\ndiff --git a/x b/x\nold mode 100644\nnew mode 100755\n")]
    [InlineData("-- x\n")]
    [InlineData("-#define NUM_DRAWABLES 1000\n")]
    public async Task What_follows_the_hunk_and_is_no_signature_is_refused(string after)
    {
        var reading = () => TinySource.SeriesAsync(scratch, TraceItems.From(128), TinySource.Patch + after);

        (await reading.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_rename_that_git_writes_before_the_hunk_is_refused()
    {
        var reading = () => TinySource.SeriesAsync(
            scratch, TraceItems.From(128), $"diff --git a/x b/y\nrename from x\nrename to y\n{TinySource.Patch}");

        (await reading.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("0001-ring.patch -p1", null)]
    [InlineData("0001-ring.patch\t-p1 # versions: >= 1", null)]
    [InlineData("0001-ring.patch -p1\r", null)]
    [InlineData("0001-ring.patch -p0", "-p0")]
    [InlineData("0001-ring.patch -R", "-R")]
    public async Task An_option_of_quilt_in_the_series_is_taken_or_named(string entry, string? named)
    {
        await TinySource.SeriesAsync(scratch, TraceItems.From(128));
        scratch.Write("patches/series", entry + "\n");

        var reading = () => PatchSeries.ReadAsync(scratch.File("patches"), TraceItems.From(128), TestContext.Current.CancellationToken);

        if (named is null)
            (await reading()).Patches.Should().ContainSingle();
        else
            (await reading.Should().ThrowAsync<TrialException>()).Which.What
                .Should().Contain($"not supported for 0001-ring.patch: {named}");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_file_in_the_patch_is_refused_though_its_lines_look_like_headers()
    {
        // A removed line "-- x" and an added line "++ x" read as "--- x" and "+++ x".
        var hidden = TinySource.Patch + "--- a/other.c\n+++ b/other.c\n@@ -1 +1 @@\n--- decrement\n+++ increment\n";
        var reading = () => TinySource.SeriesAsync(scratch, TraceItems.From(128), hidden);

        (await reading.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_version_of_the_source_chooses_among_the_patches()
    {
        await TinySource.SeriesAsync(scratch, TraceItems.From(128));
        scratch.Write("patches/0002-newer.patch", TinySource.Patch);
        scratch.Write(
            "patches/series", "# by version\n0001-ring.patch # versions: >= 0.14~, << 0.17~\n0002-newer.patch # versions: >= 0.17~\n");

        var series = await PatchSeries.ReadAsync(scratch.File("patches"), TraceItems.From(128), TestContext.Current.CancellationToken);

        series.For(DebianVersion.Parse("0.15.1-1")).Select(x => x.Name).Should().Equal("0001-ring.patch");
        series.For(DebianVersion.Parse("0.17.0-1")).Select(x => x.Name).Should().Equal("0002-newer.patch");
        series.For(DebianVersion.Parse("0.12.8-1")).Should().BeEmpty();
    }

    [Theory(Timeout = 120_000)]
    [InlineData("gone.patch\n")]
    [InlineData("../patches/0001-ring.patch\n")]
    public async Task A_series_that_names_what_is_not_there_says_how_to_restore_it(string text)
    {
        await TinySource.SeriesAsync(scratch, TraceItems.From(128));
        scratch.Write("patches/series", text);

        var reading = () => PatchSeries.ReadAsync(scratch.File("patches"), TraceItems.From(128), TestContext.Current.CancellationToken);

        var error = (await reading.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain(text.Trim());
        error.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_series_says_how_to_restore_it()
    {
        var reading = () => PatchSeries.ReadAsync(scratch.Path, TraceItems.From(128), TestContext.Current.CancellationToken);

        (await reading.Should().ThrowAsync<TrialException>()).Which.Where.Should().Be(scratch.File("series"));
    }

    public void Dispose() => scratch.Dispose();
}
