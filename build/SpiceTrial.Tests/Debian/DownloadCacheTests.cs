using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class DownloadCacheTests : IDisposable
{
    static readonly FetchRequest Request = new("spice", DebianVersion.Parse("0.15.1-1"), "bookworm", "amd64", null, null);

    readonly Scratch scratch = new();

    DownloadCache Cache => new(scratch.File("cache"));

    [Fact(Timeout = 120_000)]
    public void What_was_kept_is_found_again_with_its_origin()
    {
        Cache.Find(Request).Should().BeNull();

        Keep("content");

        var (folder, origin) = Cache.Find(Request)!.Value;
        File.ReadAllText(Path.Combine(folder, "spice.dsc")).Should().Be("content");
        origin.Should().Be("deb-src");
    }

    [Fact(Timeout = 120_000)]
    public void Another_version_suite_or_mirror_is_another_entry()
    {
        Keep("content");

        Cache.Find(Request with { Version = DebianVersion.Parse("0.15.1-2") }).Should().BeNull();
        Cache.Find(Request with { Suite = "trixie" }).Should().BeNull();
        Cache.Find(Request with { MirrorUri = "http://127.0.0.1/debian" }).Should().BeNull();
        Cache.Find(Request with { SnapshotUri = "http://127.0.0.1/" }).Should().BeNull();
        Cache.Find(Request with { Architecture = "arm64" }).Should().NotBeNull("sources are the same for all architectures");
    }

    [Fact(Timeout = 120_000)]
    public void An_entry_that_a_killed_run_left_half_made_is_none()
    {
        Keep("content");
        File.Delete(Path.Combine(Entry, "origin"));

        Cache.Find(Request).Should().BeNull();
        Keep("content");
        Cache.Find(Request).Should().NotBeNull();
    }

    [Fact(Timeout = 120_000)]
    public void A_spoilt_file_is_replaced_when_its_entry_is_deleted_and_fetched_again()
    {
        Keep("content");
        File.WriteAllText(Path.Combine(Entry, "source/spice.dsc"), "spoilt");
        Directory.Delete(Entry, recursive: true);

        Keep("content");

        File.ReadAllText(Path.Combine(Entry, "source/spice.dsc")).Should().Be("content");
    }

    public void Dispose() => scratch.Dispose();

    string Entry => scratch.File("cache/packages/spice_0.15.1-1_bookworm");

    void Keep(string content) =>
        Cache.Keep(Request, Path.GetDirectoryName(scratch.Write("source/spice.dsc", content))!, "deb-src");
}
