using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

public sealed class PatchApplicationTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_patched_source_unpacks_with_the_larger_ring_and_the_distributions_own_patch()
    {
        var patched = await ApplyAsync(64);

        patched.Version.ToString().Should().Be("1.0-1+0ntrace64");
        var tree = await UnpackAsync(patched);
        (await File.ReadAllTextAsync(Path.Combine(tree, TinySource.HeaderName), Token))
            .Should().Be(TinySource.Header.Replace("SHIFT 3", "SHIFT 6"));
        (await File.ReadAllTextAsync(Path.Combine(tree, "README"), Token)).Should().Be("debian\n");
        (await File.ReadAllTextAsync(Path.Combine(tree, "debian/patches/series"), Token)).Should().Be("own.patch\n0001-ring.patch\n");
        (await File.ReadAllTextAsync(Path.Combine(tree, "debian/patches/0001-ring.patch"), Token)).Should().Contain("from 8 to 64 entries");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_source_without_patches_of_its_own_takes_ours()
    {
        var patched = await ApplyAsync(128, await TinySource.PackAsync(scratch, withOwnPatch: false));

        (await File.ReadAllTextAsync(Path.Combine(await UnpackAsync(patched), "debian/patches/series"), Token))
            .Should().Be("0001-ring.patch\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_changelog_entry_has_the_time_of_the_one_below_so_that_builds_repeat()
    {
        var patched = await ApplyAsync(128);

        patched.Timestamp.Should().Be(new DateTimeOffset(2022, 11, 1, 7, 11, 12, TimeSpan.Zero));
        var tree = await UnpackAsync(patched);
        (await FieldAsync(tree, "Version")).Should().Be("1.0-1+0ntrace128");
        (await FieldAsync(tree, "Date")).Should().Be("Tue, 01 Nov 2022 10:11:12 +0300");
        (await FieldAsync(tree, "Changes")).Should().Contain("NUM_TRACE_ITEMS is 128 instead of 8");
        (await Programs.RunAsync(new("dpkg-parsechangelog", "--all", "--show-field", "Version") { WorkingDirectory = tree }, Token)).Error
            .Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_control_has_its_own_version_and_the_unchanged_source()
    {
        var patched = await ApplyAsync(8);

        patched.Version.ToString().Should().Be("1.0-1+0ntrace8");
        patched.Patches.Should().BeEmpty();
        var tree = await UnpackAsync(patched);
        (await File.ReadAllTextAsync(Path.Combine(tree, TinySource.HeaderName), Token)).Should().Be(TinySource.Header);
        (await FieldAsync(tree, "Changes")).Should().Contain("the source is unchanged");
    }

    [Fact(Timeout = 120_000)]
    public async Task Equal_input_gives_equal_bytes()
    {
        var source = await TinySource.PackAsync(scratch);
        var first = await ApplyAsync(128, source, "first");
        // A time that found its way into the files would be another one: they have whole seconds.
        for (var last = DateTimeOffset.UtcNow.ToUnixTimeSeconds(); DateTimeOffset.UtcNow.ToUnixTimeSeconds() == last;)
            await Task.Delay(20, Token);

        var second = await ApplyAsync(128, source, "second");

        second.Files.Should().Equal(first.Files);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patch_that_does_not_apply_names_the_hunk_and_shows_what_the_source_says()
    {
        var source = await TinySource.PackAsync(scratch, TinySource.Header.Replace("SHIFT 3", "SHIFT 5"));

        var error = await ErrorAsync(() => ApplyAsync(128, source));

        error.What.Should().Contain("0001-ring.patch does not apply with fuzz 0: Hunk #1 FAILED at 3")
            .And.Contain("server/display-channel-private.h:6: #define TRACE_ITEMS_SHIFT 5");
        error.Hint.Should().Contain("patches/series");
        error.IsConflict.Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patch_whose_context_differs_does_not_apply_with_fuzz()
    {
        var source = await TinySource.PackAsync(
            scratch, TinySource.Header.Replace("#include \"display-channel.h\"", "#include \"other.h\""));

        (await ErrorAsync(() => ApplyAsync(128, source))).What.Should().Contain("fuzz 0").And.Contain("TRACE_ITEMS_SHIFT 3");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("/* A longer licence. */\n\n")]
    [InlineData("")]
    public async Task A_place_that_has_moved_takes_the_very_patch_of_the_series(string above)
    {
        var patched = await ApplyAsync(128, await TinySource.PackAsync(scratch, above + TinySource.Header));

        var tree = await UnpackAsync(patched);
        (await File.ReadAllTextAsync(Path.Combine(tree, TinySource.HeaderName), Token))
            .Should().Be(above + TinySource.Header.Replace("SHIFT 3", "SHIFT 7"));
        (await File.ReadAllTextAsync(Path.Combine(tree, "debian/patches/0001-ring.patch"), Token))
            .Should().Be(TinySource.Patch);
        // What Rings holds it against: otherwise such a release would be built again each time.
        patched.Patches.Single().Sha256.Should().Be(FileRecord.Sha256Of(TinySource.Patch));
        await patched.Patches.Single().VerifyAsync(patched.Folder, null, Token);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_source_that_is_patched_already_is_no_success()
    {
        var source = await TinySource.PackAsync(scratch, TinySource.Header.Replace("SHIFT 3", "SHIFT 7"));

        (await ErrorAsync(() => ApplyAsync(128, source))).What.Should().Contain("does not apply").And.Contain("TRACE_ITEMS_SHIFT 7");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_version_that_no_patch_is_for_shows_every_line_about_the_constant()
    {
        var source = await TinySource.PackAsync(scratch, "enum { NUM_TRACE_ITEMS = 8 };\n");
        await TinySource.SeriesAsync(scratch, TraceItems.From(128));
        scratch.Write("patches/series", "0001-ring.patch # versions: >= 2.0~\n");
        var series = await PatchSeries.ReadAsync(scratch.File("patches"), TraceItems.From(128), Token);

        var error = await ErrorAsync(() => new PatchApplication(_ => { }).RunAsync(
            source, TraceItems.From(128), series, Directory.CreateDirectory(scratch.File("result")).FullName, Token));

        error.What.Should().Contain("no patch for tiny 1.0-1 (0001-ring.patch: >= 2.0~)")
            .And.Contain("server/display-channel-private.h:1: enum { NUM_TRACE_ITEMS = 8 };");
        error.IsConflict.Should().BeTrue();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_patch_that_could_not_be_tried_is_no_conflict()
    {
        var trying = () => PatchCheck.EnsureAppliesAsync(scratch.Path, scratch.File("not there.patch"), Token);

        (await trying.Should().ThrowAsync<TrialException>()).Which.IsConflict.Should().BeFalse();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_source_in_another_format_is_refused()
    {
        var source = await TinySource.PackAsync(scratch, format: "1.0", withOwnPatch: false);

        (await ErrorAsync(() => ApplyAsync(128, source))).What.Should().Be("the source format is 1.0, not 3.0 (quilt)");
    }

    public void Dispose() => scratch.Dispose();

    async Task<PatchedSource> ApplyAsync(int count, SourcePackage? source = null, string folder = "result")
    {
        source ??= await TinySource.PackAsync(scratch);
        var items = TraceItems.From(count);
        return await new PatchApplication(_ => { }).RunAsync(
            source, items, await TinySource.SeriesAsync(scratch, items), Directory.CreateDirectory(scratch.File(folder)).FullName, Token);
    }

    async Task<string> UnpackAsync(PatchedSource patched)
    {
        foreach (var file in patched.Files)
            await file.VerifyAsync(patched.Folder, null, Token);
        var tree = scratch.File("unpacked");
        (await Programs.RunAsync(new("dpkg-source", "--no-check", "--extract", patched.Dsc, tree), Token)).OrThrow("not a source package");
        return tree;
    }

    static async Task<string> FieldAsync(string tree, string field) =>
        (await Programs.OutputOfAsync(new("dpkg-parsechangelog", "--show-field", field) { WorkingDirectory = tree }, "no changelog", Token))
            .Trim();

    static async Task<TrialException> ErrorAsync(Func<Task> applying) => (await applying.Should().ThrowAsync<TrialException>()).Which;
}
