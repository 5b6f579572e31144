using System.Formats.Tar;
using System.IO.Compression;
using FluentAssertions;
using SpiceTrial.Artifacts;
using Xunit;

namespace SpiceTrial.Tests.Artifacts;

public sealed class ArtifactsArchiveTests : IDisposable
{
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("tar.gz", "tar", "-czf")]
    [InlineData("tar", "tar", "-cf")]
    public async Task An_archive_that_tar_made_of_a_folder_opens_as_that_folder(string kind, string program, string option)
    {
        var folder = Sample();
        (await Programs.RunAsync(new(program, option, scratch.File($"a.{kind}"), "-C", Path.GetDirectoryName(folder)!,
            Path.GetFileName(folder)), Token)).OrThrow("no archive");

        (await OpenAsync($"a.{kind}")).Should().BeEquivalentTo("manifest.json", "build.log");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_zip_opens_too()
    {
        await ZipFile.CreateFromDirectoryAsync(
            Sample(), scratch.File("a.zip"), CompressionLevel.Fastest, includeBaseDirectory: true, Token);

        (await OpenAsync("a.zip")).Should().BeEquivalentTo("manifest.json", "build.log");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("../escaped")]
    [InlineData("/escaped")]
    [InlineData("folder/../../escaped")]
    [InlineData("folder/deeper/file")]
    [InlineData("..\\escaped")]
    public async Task A_name_that_leads_out_of_the_folder_is_refused(string name)
    {
        await TarAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("x"u8.ToArray()) });

        await ShouldBeRefusedAsync("a.tar");
        Directory.EnumerateFiles(scratch.Path, "escaped", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_link_is_refused()
    {
        await TarAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "folder/manifest.json") { LinkName = "/etc/passwd" });

        await ShouldBeRefusedAsync("a.tar");
    }

    [Fact(Timeout = 120_000)]
    public async Task Files_of_two_folders_and_a_file_that_stands_twice_are_refused()
    {
        await TarAsync(Entry("one/a"), Entry("two/b"));
        await ShouldBeRefusedAsync("a.tar");

        await TarAsync(Entry("one/a"), Entry("one/a"));
        await ShouldBeRefusedAsync("a.tar");
    }

    [Fact(Timeout = 120_000)]
    public async Task An_archive_without_end_is_refused()
    {
        await TarAsync([.. Enumerable.Range(0, 300).Select(x => Entry($"folder/{x}"))]);

        await ShouldBeRefusedAsync("a.tar");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_no_archive_is_bad_input()
    {
        scratch.Write("a.tar.gz", "no archive at all");
        scratch.Write("a.rar", "");

        foreach (var name in new[] { "a.tar.gz", "a.rar", "nothing" })
        {
            var open = () => OpenAsync(name);
            (await open.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.BadInput, name);
        }
    }

    public void Dispose() => scratch.Dispose();

    string Sample()
    {
        scratch.Write("spice_1_amd64/manifest.json", "{}");
        scratch.Write("spice_1_amd64/build.log", "log");
        return scratch.File("spice_1_amd64");
    }

    static PaxTarEntry Entry(string name) =>
        new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(name)) };

    async Task TarAsync(params TarEntry[] entries)
    {
        await using var writer = new TarWriter(File.Create(scratch.File("a.tar")));
        foreach (var entry in entries)
            await writer.WriteEntryAsync(entry, Token);
    }

    async Task<IEnumerable<string?>> OpenAsync(string name)
    {
        var work = Directory.CreateDirectory(scratch.File("unpacked")).FullName;
        var folder = await new ArtifactsVerifier(Workspace.At(scratch.Path, scratch.Path), work, _ => { }).OpenAsync(
            scratch.File(name), Token);
        return Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName);
    }

    async Task ShouldBeRefusedAsync(string name)
    {
        var open = () => OpenAsync(name);

        (await open.Should().ThrowAsync<TrialException>()).Which.Status.Should().Be(ExitStatus.Refused);
        Directory.Delete(scratch.File("unpacked"), recursive: true);
    }
}
