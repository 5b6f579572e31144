using FluentAssertions;
using SpiceTrial.Builders;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.Tests.Builders;

/// <summary>What stands around an isolated build while it runs; nothing is built.</summary>
public sealed class IsolatedBuilderTests : IDisposable
{
    const UnixFileMode Mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Workspace Workspace => Workspace.At(scratch.File("project"), scratch.File("cache"));

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_source_that_a_strict_umask_closed_is_open_to_the_user_of_the_build()
    {
        var dsc = scratch.Write("source/x.dsc", "");
        File.SetUnixFileMode(dsc, Mine);
        File.SetUnixFileMode(scratch.File("source"), Mine | UnixFileMode.UserExecute);
        (UnixFileMode Folder, UnixFileMode File) seen = default;

        await BuildAsync(_ =>
        {
            seen = (File.GetUnixFileMode(scratch.File("source")), File.GetUnixFileMode(dsc));
            return Task.CompletedTask;
        });

        seen.Folder.Should().HaveFlag(UnixFileMode.OtherRead).And.HaveFlag(UnixFileMode.OtherExecute);
        seen.File.Should().Be(Mine | UnixFileMode.OtherRead);
    }

    [Fact(Timeout = 120_000)]
    public async Task Clean_takes_nothing_away_from_under_a_build()
    {
        IReadOnlyList<string> left = [], wanted = [];
        async Task CleanAsync() => left = await new Caches(Workspace).RemoveAsync(["environments", "compiler"], Token);

        await BuildAsync(async request =>
        {
            wanted = [Path.Combine(Workspace.Environments, $"{BaseKey.Of(request)}"), CompilerCache.Folder(Workspace, request)];
            await CleanAsync();
        });

        left.Should().Equal(wanted);
        await CleanAsync();
        left.Should().BeEmpty();
        wanted.Where(Directory.Exists).Should().BeEmpty();
    }

    async Task BuildAsync(Func<BuildRequest, Task> during)
    {
        scratch.Write("source/x.dsc", "");
        var source = new PatchedSource("spice", DebianVersion.Parse("0.15.1-1"), DebianVersion.Parse("0.15.1-1+0ntrace128"),
            TraceItems.From(128), scratch.File("source"), [], [], DateTimeOffset.UnixEpoch, "");
        var request = new BuildRequest(
            source, "bookworm", "amd64", scratch.Path, PackageTests: true, 1, TimeSpan.FromSeconds(20), null, new(2026, 11, 29));
        var environment = Directory.CreateDirectory(Path.Combine(Workspace.Environments, $"{BaseKey.Of(request)}")).FullName;
        await File.WriteAllTextAsync(CachedTree.Mark(environment), "", Token);

        await new Seen(Workspace, during).BuildAsync(request, new BuildProgress(_ => { }, (_, _, _) => { }), Token);
    }

    sealed class Seen(Workspace workspace, Func<BuildRequest, Task> during) : IsolatedBuilder(workspace)
    {
        public override string Name => "seen";

        public override Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken) =>
            Task.FromResult(new BuilderCheck(true, ""));

        protected override async Task<string> BuildAsync(
            BuildRequest request, string environment, BuildProgress progress, CancellationToken cancellationToken)
        {
            await during(request);
            return "";
        }
    }
}
