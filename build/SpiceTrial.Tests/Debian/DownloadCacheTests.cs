using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class DownloadCacheTests : IDisposable
{
    static readonly FetchRequest Request = new("spice", DebianVersion.Parse("0.15.1-1"), "bookworm", "amd64", null, null);

    readonly Scratch scratch = new();

    DownloadCache Cache => new(scratch.File("cache"));

    [Fact(Timeout = 30_000)]
    public void What_was_kept_is_found_again_with_its_keyrings_and_origin()
    {
        Cache.Find(Request).Should().BeNull();

        Keep("content");

        var found = Cache.Find(Request)!;
        File.ReadAllText(Path.Combine(found.Folder, "spice.dsc")).Should().Be("content");
        found.Keyrings.Select(Path.GetFileName).Should().Equal("keys.gpg");
        found.Origin.Should().Be("deb-src");
    }

    [Fact(Timeout = 30_000)]
    public void Another_version_suite_or_mirror_is_another_entry()
    {
        Keep("content");

        Cache.Find(Request with { Version = DebianVersion.Parse("0.15.1-2") }).Should().BeNull();
        Cache.Find(Request with { Suite = "trixie" }).Should().BeNull();
        Cache.Find(Request with { MirrorUri = "http://127.0.0.1/debian" }).Should().BeNull();
        Cache.Find(Request with { SnapshotUri = "http://127.0.0.1/" }).Should().BeNull();
        Cache.Find(Request with { Architecture = "arm64" }).Should().NotBeNull("sources are the same for all architectures");
    }

    [Fact(Timeout = 30_000)]
    public void An_entry_that_a_killed_run_left_half_made_is_none()
    {
        Keep("content");
        File.Delete(Path.Combine(Entry, "origin"));

        Cache.Find(Request).Should().BeNull();
        Keep("content");
        Cache.Find(Request).Should().NotBeNull();
    }

    [Fact(Timeout = 30_000)]
    public void A_spoilt_file_is_replaced_when_its_entry_is_deleted_and_fetched_again()
    {
        Keep("content");
        File.WriteAllText(Path.Combine(Entry, "source/spice.dsc"), "spoilt");
        Directory.Delete(Entry, recursive: true);

        Keep("content");

        File.ReadAllText(Path.Combine(Entry, "source/spice.dsc")).Should().Be("content");
    }

    [Fact(Timeout = 30_000)]
    public void Equal_files_are_kept_once()
    {
        Keep("content");
        new DownloadCache(scratch.File("cache")).Keep(
            Request with { Suite = "trixie" }, Downloaded("content"));

        Directory.GetFiles(scratch.File("cache/sha256")).Should().HaveCount(2);
    }

    public void Dispose() => scratch.Dispose();

    string Entry => scratch.File("cache/packages/spice_0.15.1-1_bookworm");

    void Keep(string content) => Cache.Keep(Request, Downloaded(content));

    DownloadedSource Downloaded(string content) => new(
        Path.GetDirectoryName(scratch.Write("source/spice.dsc", content))!, [scratch.Write("keyring/keys.gpg", "keys")], "deb-src");
}
