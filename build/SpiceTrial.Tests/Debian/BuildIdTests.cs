using System.Buffers.Binary;
using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Debian;

public sealed class BuildIdTests : IDisposable
{
    // A real one with a build-id, wherever this machine keeps it: this process has it mapped.
    static readonly string Library = File.ReadLines("/proc/self/maps").Select(x => x[(x.IndexOf('/', StringComparison.Ordinal) + 1)..])
        .First(x => x.EndsWith("/libc.so.6", StringComparison.Ordinal)).Insert(0, "/");

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_build_id_of_a_library_is_what_readelf_says()
    {
        (await OfAsync(await File.ReadAllBytesAsync(Library, Token))).Should().Be(await ReadElfAsync(Library));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_build_id_of_a_package_is_that_of_its_library()
    {
        (await BuildId.OfPackageAsync(await PackAsync("usr/lib/x86/libtiny.so.1.0", Library), Token))
            .Should().Be(await ReadElfAsync(Library));
        Directory.GetFiles(scratch.Path, ".*").Should().BeEmpty("the unpacked archive is temporary");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_package_without_a_library_has_none()
    {
        (await BuildId.OfPackageAsync(await PackAsync("usr/include/tiny.h", "/etc/os-release"), Token)).Should().BeNull();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_no_package_is_an_error()
    {
        var asking = () => BuildId.OfPackageAsync(scratch.Write("a.deb", "text"), Token);

        (await asking.Should().ThrowAsync<TrialException>()).Which.What.Should().StartWith("a.deb can't be read");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_truncated_or_spoilt_library_never_ends_the_run()
    {
        var whole = await File.ReadAllBytesAsync(Library, Token);
        foreach (var length in new[] { 0, 3, 16, 63, 64, 100, 300, 700, 5000 })
            await OfAsync(whole[..Math.Min(length, whole.Length)]);
        // Every offset, size and count of the header and the program headers in turn.
        foreach (var value in new[] { -1, 1, 1L << 33, long.MaxValue, long.MinValue })
        {
            for (var at = 16; at < 900; at += 4)
            {
                var spoilt = whole[..8192];
                BinaryPrimitives.WriteInt64LittleEndian(spoilt.AsSpan(at), value);
                await OfAsync(spoilt);
            }
        }

        (await OfAsync("text that is no library, and long enough to hold a header of sixty-four bytes"u8.ToArray())).Should().BeNull();
    }

    public void Dispose() => scratch.Dispose();

    static async Task<string?> OfAsync(byte[] content)
    {
        using var stream = new MemoryStream(content);
        return await BuildId.OfElfAsync(stream, Token);
    }

    static async Task<string> ReadElfAsync(string file)
    {
        var notes = await Programs.OutputOfAsync(new("readelf", "--notes", file), "readelf failed", Token);
        return notes.Split("Build ID: ")[1].Split('\n')[0].Trim();
    }

    async Task<string> PackAsync(string name, string content)
    {
        scratch.Write("tree/DEBIAN/control",
            "Package: tiny\nVersion: 1\nArchitecture: all\nMaintainer: Somebody <somebody@localhost.invalid>\nDescription: tiny\n");
        scratch.Write($"tree/{name}", "");
        File.Copy(content, scratch.File($"tree/{name}"), overwrite: true);
        await Programs.OutputOfAsync(new("dpkg-deb", "--build", scratch.File("tree"), scratch.File("tiny.deb")), "dpkg-deb failed", Token);
        return scratch.File("tiny.deb");
    }
}
