using System.Text.Json.Nodes;
using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class ResultTests(ChainFixture chain)
{
    const string Warning = "sf-2 was not read";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Project Project => chain.Project;

    [Fact(Timeout = 180_000)]
    public void One_command_in_a_fresh_clone_builds_the_library_its_symbols_and_the_proof()
    {
        chain.FirstRun.ExitCode.Should().Be(0, chain.FirstRun.Output + chain.FirstRun.Error);
        Directory.GetFiles(Project.Artifacts()).Select(Path.GetFileName).Should().BeEquivalentTo(
            "0001-bump-num-trace-items.patch", "README.md", "build.log", "manifest.json", "provenance.json",
            "libspice-server1_0.15.1-1+0ntrace128_amd64.deb", "libspice-server1-dbgsym_0.15.1-1+0ntrace128_amd64.deb",
            "spice_0.15.1-1+0ntrace128_amd64.buildinfo", "spice_0.15.1-1+0ntrace128_amd64.changes",
            "spice_0.15.1-1+0ntrace128.dsc", "spice_0.15.1-1+0ntrace128.debian.tar.xz", "spice_0.15.1.orig.tar.bz2");
    }

    [Fact(Timeout = 180_000)]
    public async Task The_library_has_a_ring_of_128_entries()
    {
        var symbols = chain.Make("symbols");
        await OutputAsync("dpkg-deb", "--extract", Project.Symbols(), symbols);
        var file = Directory.GetFiles(symbols, "*.debug", SearchOption.AllDirectories)
            .Where(x => !x.Contains("/.dwz/", StringComparison.Ordinal));

        var types = await OutputAsync(
            "sh", ["-c", "for x; do readelf --debug-dump=info \"$x\"; done | grep -oE 'array<ItemTrace, [0-9]+' | sort -u", "sh", .. file]);

        types.Trim().Should().Be("array<ItemTrace, 128");
    }

    [Fact(Timeout = 180_000)]
    public async Task The_manifest_has_every_key_that_programs_read()
    {
        var manifest = await Project.ManifestAsync();

        ((int)manifest["schema"]!).Should().Be(1);
        Keys(manifest["package"]).Should().Contain(["name", "version", "sourceVersion", "architecture", "suite"]);
        ((int)manifest["traceItems"]!).Should().Be(128);
        ((string?)manifest["origin"]).Should().Be("recorded");
        Keys(manifest["builder"]).Should().Contain(["name", "detail"]);
        ((bool)manifest["comparable"]!).Should().BeTrue();
        manifest["files"]!.AsArray().Should().NotBeEmpty()
            .And.OnlyContain(x => Keys(x).Intersect(new[] { "name", "size", "sha256", "buildId" }).Count() == 4);
        var checks = manifest["verification"]!["checks"]!.AsArray();
        checks.Should().NotBeEmpty()
            .And.OnlyContain(x => Keys(x).Intersect(new[] { "name", "outcome", "finding", "command" }).Count() == 4);
        checks.Select(x => (string?)x!["outcome"]).Should().OnlyContain(x => x == "passed" || x == "not-checked");
        checks.Single(x => (string?)x!["name"] == "package tests")!["outcome"]!.ToString().Should().Be("passed");
        Keys(manifest["chain"]).Should().Contain(["resolveVersion", "fetchSource", "applyPatch", "debBuild"]);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_manifest_names_every_file_with_the_hash_that_sha256sum_computes()
    {
        var files = (await Project.ManifestAsync())["files"]!.AsArray();
        var sums = string.Concat(files.Select(x => $"{x!["sha256"]}  {x["name"]}\n"));
        await File.WriteAllTextAsync(Path.Combine(chain.Make("sums"), "sums"), sums, Token);

        var check = await Programs.RunAsync(new(
            "sha256sum", "--check", "--strict", Path.Combine(chain.Folder, "sums/sums")) { WorkingDirectory = Project.Artifacts() }, Token);

        check.ExitCode.Should().Be(0, check.Output);
        files.Select(x => (string)x!["name"]!).Concat(["manifest.json", "provenance.json"])
            .Should().BeEquivalentTo(Directory.GetFiles(Project.Artifacts()).Select(Path.GetFileName));
        files.Should().OnlyContain(x => new FileInfo(Path.Combine(Project.Artifacts(), (string)x!["name"]!)).Length == (long)x["size"]!);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_manifests_build_id_is_that_of_the_library_in_the_package()
    {
        var tree = chain.Make("library");
        await OutputAsync("dpkg-deb", "--extract", Project.Library(), tree);
        var library = Directory.GetFiles(tree, "libspice-server.so.1.*", SearchOption.AllDirectories)
            .Single(x => new FileInfo(x).LinkTarget is null);

        var notes = await OutputAsync("readelf", "--notes", library);

        var files = (await Project.ManifestAsync())["files"]!.AsArray();
        var id = (string?)files.Single(x => (string?)x!["name"] == Path.GetFileName(Project.Library()))!["buildId"];
        id.Should().HaveLength(40);
        notes.Should().Contain($"Build ID: {id}");
        files.Single(x => (string?)x!["name"] == Path.GetFileName(Project.Symbols()))!["buildId"]!.ToString().Should().Be(id);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_recorded_version_is_said_once_and_stays_in_the_manifest()
    {
        Regex.Count(chain.FirstRun.Output, Regex.Escape(Warning)).Should().Be(1);
        (await Project.ManifestAsync())["warnings"]!.AsArray().Select(x => x!.ToString())
            .Should().ContainSingle(x => x.Contains(Warning, StringComparison.Ordinal));
        (await File.ReadAllTextAsync(Path.Combine(Project.Artifacts(), "README.md"), Token)).Should().Contain(Warning);
    }

    [Fact(Timeout = 180_000)]
    public async Task The_readme_says_how_to_install_hold_and_revert()
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Project.Artifacts(), "README.md"), Token);

        text.Should().Contain("sudo dpkg -i libspice-server1_0.15.1-1+0ntrace128_amd64.deb")
            .And.Contain("apt-mark hold libspice-server1")
            .And.Contain("apt-get download libspice-server1=0.15.1-1)").And.Contain("sudo dpkg -i stock/libspice-server1_*_amd64.deb")
            .And.Contain("Do not revert with `apt-get install --reinstall");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("gt", "0.15.1-1")]
    [InlineData("lt", "0.15.1-1+b1")]
    [InlineData("lt", "0.15.1-1+deb12u1")]
    [InlineData("lt", "0.15.2-1")]
    public async Task dpkg_sorts_the_built_version_above_stock_and_below_the_next_update(string relation, string other)
    {
        var version = (await OutputAsync("dpkg-deb", "--field", Project.Library(), "Version")).Trim();

        var compare = await Programs.RunAsync(new("dpkg", "--compare-versions", version, relation, other), Token);

        compare.ExitCode.Should().Be(0);
    }

    [Fact(Timeout = 180_000)]
    public void Progress_comes_from_the_builds_own_counter()
    {
        chain.FirstRun.Output.Should().MatchRegex(@"compiling \d+/\d+").And.MatchRegex(@"testing \d+/24");
    }

    static IEnumerable<string> Keys(JsonNode? node) => node!.AsObject().Select(x => x.Key);

    static Task<string> OutputAsync(string program, params string[] arguments) =>
        Programs.OutputOfAsync(new(program, arguments), program, Token);
}
