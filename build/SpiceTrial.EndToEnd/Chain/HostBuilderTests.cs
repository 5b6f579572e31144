using FluentAssertions;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The builder that docs/debugging.md advises where namespaces are not allowed. PATH is the whole process's, so nothing runs
/// beside it.</summary>
[CollectionDefinition(nameof(HostBuilderTests), DisableParallelization = true)]
[Collection(nameof(HostBuilderTests))]
public sealed class HostBuilderTests : IDisposable
{
    readonly Scratch scratch = new();
    readonly string? pathBefore = Environment.GetEnvironmentVariable("PATH");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_build_where_namespaces_are_not_allowed_ends_well_says_so_and_leaves_nothing()
    {
        var source = await PackAsync();
        var request = new BuildRequest(source, "bookworm", "amd64", Directory.CreateDirectory(scratch.File("run/build")).FullName,
            PackageTests: true, 1, TimeSpan.FromMinutes(1), null, default);
        File.SetUnixFileMode(scratch.Write("bin/unshare", "#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n"),
            UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", $"{scratch.File("bin")}:{pathBefore}");

        var record = await new HostBuilder(Workspace.At(scratch.Path, scratch.File("cache")), new Prerequisites(_ => { }))
            .BuildAsync(request, new BuildProgress(_ => { }, (_, _, _) => { }), Token);

        record.Detail.Should().Be("network ON: no namespaces here");
        Directory.GetFiles(request.OutputFolder, "*.deb").Should().ContainSingle();
        Directory.GetDirectories(scratch.File("run")).Should().Equal(request.OutputFolder);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", pathBefore);
        scratch.Dispose();
    }

    // A source that needs nothing to be built.
    async Task<PatchedSource> PackAsync()
    {
        var folder = Directory.CreateDirectory(scratch.File("source")).FullName;
        scratch.Write("source/small-1/debian/source/format", "3.0 (native)\n");
        scratch.Write("source/small-1/debian/control", "Source: small\nMaintainer: Somebody <somebody@localhost.invalid>\n\n"
            + "Package: small\nArchitecture: all\nDescription: small\n");
        scratch.Write("source/small-1/debian/changelog", "small (1) unstable; urgency=low\n\n  * First.\n\n"
            + " -- Somebody <somebody@localhost.invalid>  Tue, 01 Nov 2022 10:11:12 +0300\n");
        File.SetUnixFileMode(scratch.Write("source/small-1/debian/rules", """
            #!/usr/bin/make -f
            clean build build-arch build-indep binary-arch:
            binary binary-indep:
            	mkdir -p debian/tmp/DEBIAN
            	dpkg-gencontrol
            	dpkg-deb --build debian/tmp ..

            """), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await Programs.OutputOfAsync(new("dpkg-source", "--build", "small-1") { WorkingDirectory = folder }, "dpkg-source failed", Token);
        var version = DebianVersion.Parse("1");
        return new("small", version, version, TraceItems.From(128), folder,
            [await FileRecord.OfAsync(Path.Combine(folder, "small_1.dsc"), Token)], [], DateTimeOffset.UnixEpoch, "");
    }
}
