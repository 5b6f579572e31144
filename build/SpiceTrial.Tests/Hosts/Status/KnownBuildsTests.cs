using FluentAssertions;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Terminal;
using Xunit;

namespace SpiceTrial.Tests.Hosts.Status;

public sealed class KnownBuildsTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0.15.1-1", "3f54f7338a744696abb876d201bbeceb12c30413")]
    [InlineData("0.15.2-1+b1", "66cf6fe8433feba5e8bdf10af55da7370530cdc3")]
    public void Debians_builds_are_recorded_and_then_dpkgs_word_counts_no_more(string version, string buildId)
    {
        var facts = Readings.Facts($"version\t{version}");

        Readings.Judge(facts, Readings.Library(buildId)).Package
            .Should().BeEquivalentTo(new { State = LibraryState.Stock, Proof = LibraryProof.Recorded });
        Readings.Judge(facts, Readings.Library(Readings.Foreign)).Package.State.Should().Be(LibraryState.Unknown);
    }

    [Fact]
    public void A_build_for_which_only_dpkg_speaks_is_said_to_be_one()
    {
        var status = Readings.Judge(Readings.Facts("version\t0.15.9-1"), Readings.Library(Readings.Foreign));

        status.Package.Should().BeEquivalentTo(new { State = LibraryState.Stock, Proof = LibraryProof.Dpkg });
        status.Warnings.Should().ContainSingle().Which.Should().Contain("dpkg alone");
        HostStatusTable.Rows(status).Single(x => x.Name == "library").Value.Should().EndWith("by dpkg's word alone");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_package_of_the_archive_that_this_machine_has_fetched_proves_its_build()
    {
        using var scratch = new Scratch();
        var workspace = Workspace.At(scratch.Path, Path.Combine(scratch.Path, "cache"));
        var package = Path.Combine(workspace.Downloads, "archive/somewhere/libspice-server1_0.15.9-1_amd64.deb");
        var buildId = await MakeAsync(scratch, package);
        // As Status and Capture both ask.
        Task<KnownBuilds> ReadAsync() => KnownBuilds.OfProjectAsync(workspace, _ => { }, Token);

        (await ReadAsync()).Of(buildId).Should().Be(KnownBuild.Unknown, "nothing says that it is whole");

        await RecordFile.WriteAsync(package + ".json", await FileRecord.OfAsync(package, Token), Token);
        var known = await ReadAsync();
        known.Of(buildId).Should().Be(KnownBuild.Stock(LibraryProof.Archive));
        known.IsRecorded("0.15.9-1", "amd64").Should().BeTrue();

        await File.AppendAllTextAsync(package, "x", Token);
        (await ReadAsync()).Of(buildId).Should().Be(KnownBuild.Unknown, "it is not what was fetched");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("built", 128)]
    [InlineData("built/nightly/bookworm", 64)]
    [InlineData("built/matrix/bookworm", 8)]
    [InlineData("built/.new-something", null)]
    public async Task Artifacts_of_this_project_are_known_wherever_it_publishes_them(string parent, int? items)
    {
        using var scratch = new Scratch();
        var workspace = Workspace.At(scratch.Path, Path.Combine(scratch.Path, "cache")) with { State = scratch.File("state") };
        var folder = await SampleArtifacts.MakeAsync(Directory.CreateDirectory(scratch.File(parent)).FullName, items ?? 128);
        var buildId = await BuildId.OfPackageAsync(Directory.GetFiles(folder, "libspice-server1_*.deb").Single(), Token);

        var warnings = new List<string>();
        (await KnownBuilds.OfProjectAsync(workspace, warnings.Add, Token)).Of(buildId)
            .Should().Be(KnownBuild.Unknown, "that it lies there proves nothing");
        warnings.Should().HaveCount(items is null ? 0 : 1);

        await SampleArtifacts.KnowAsync(folder, workspace.State);
        (await KnownBuilds.OfProjectAsync(workspace, _ => { }, Token)).Of(buildId)
            .Should().Be(items is { } count ? KnownBuild.Ours(count) : KnownBuild.Unknown);
    }

    // A library of any kind under the package's names.
    static async Task<string> MakeAsync(Scratch scratch, string package)
    {
        var tree = Path.Combine(scratch.Path, "tree");
        var library = Path.Combine(tree, "usr/lib/x86_64-linux-gnu/libspice-server.so.1.14.2");
        Directory.CreateDirectory(Path.GetDirectoryName(library)!);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        Directory.CreateDirectory(Path.GetDirectoryName(package)!);
        var source = scratch.Write("empty.c", "int nothing;");
        await Programs.OutputOfAsync(new("gcc", "-shared", "-fPIC", "-Wl,--build-id=0xabababababababababababababababababababab", "-o",
            library, source), "no library", Token);
        await File.WriteAllTextAsync(Path.Combine(tree, "DEBIAN/control"),
            "Package: libspice-server1\nVersion: 0.15.9-1\nArchitecture: amd64\nMaintainer: t <t@example.org>\nDescription: t\n", Token);
        await Programs.OutputOfAsync(new("dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, package), "no package", Token);
        return "abababababababababababababababababababab";
    }
}
