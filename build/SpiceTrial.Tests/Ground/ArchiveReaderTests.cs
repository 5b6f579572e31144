using FluentAssertions;
using SpiceTrial.Artifacts;
using SpiceTrial.Tests.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Ground;

/// <summary>Whoever reads an archive reads it with the same reader: artifacts of elsewhere cost no more than a session.</summary>
public sealed class ArchiveReaderTests : IDisposable
{
    // What its header claims, and what is really there.
    const int Claimed = 300 << 20;

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData('x')]
    [InlineData('K')]
    public async Task A_name_of_300_MB_costs_VerifyArtifacts_no_memory_and_is_refused(char type)
    {
        await using (var file = File.Create(scratch.File("a.tar.gz")))
        await using (var gzip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
        {
            var token = TestContext.Current.CancellationToken;
            await gzip.WriteAsync(TarHeader.Make("name", Claimed, type), token);
            for (var written = 0; written < Claimed; written += 1 << 20)
                await gzip.WriteAsync(new byte[1 << 20], token);
            await gzip.WriteAsync((byte[])[.. TarHeader.Make("manifest.json", 2), .. TarHeader.Padded("{}"u8.ToArray()), .. new byte[1024]],
                token);
        }

        var allocated = await Allocation.OfAsync(async () =>
            (await FluentActions.Awaiting(() => OpenAsync("a.tar.gz")).Should().ThrowAsync<TrialException>()).Which
                .What.Should().Contain("unpacks to more than 20 times its size"), enough: Claimed);

        allocated.Should().BeLessThan(Claimed);
    }

    [Fact(Timeout = 120_000)]
    public async Task Archives_among_the_artifacts_stay_as_they_are()
    {
        var token = TestContext.Current.CancellationToken;
        var inner = Archives.Gzip(Archives.Tar(("x", "y"u8.ToArray())));
        await File.WriteAllBytesAsync(scratch.File("a.tgz"), Archives.Gzip(Archives.Tar(("one/orig.tar.gz", inner))), token);

        var folder = await OpenAsync("a.tgz");

        (await File.ReadAllBytesAsync(Path.Combine(folder, "orig.tar.gz"), token)).Should().Equal(inner);
    }

    Task<string> OpenAsync(string name) =>
        new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), Directory.CreateDirectory(scratch.File("work")).FullName, _ => { })
            .OpenAsync(scratch.File(name), TestContext.Current.CancellationToken);
}
