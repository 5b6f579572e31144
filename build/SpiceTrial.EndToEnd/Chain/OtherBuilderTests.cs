using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The chain as a user without root, and on the machine itself.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class OtherBuilderTests(ChainFixture chain)
{
    const string User = "spice-trial-test";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 2_400_000)]
    public async Task A_user_without_root_gets_the_same_bytes_and_can_delete_everything_afterwards()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "making a user needs root");
        if ((await Programs.RunAsync(new("id", User), Token)).ExitCode != 0)
            await DoAsync("useradd", "--no-create-home", "--shell", "/bin/sh", User);
        (await File.ReadAllTextAsync("/etc/subuid", Token)).Should().Contain(User + ":", "useradd gives a range");
        var project = await chain.CopyAsync("project of a user", cache: await chain.CopyDownloadsAsync("cache of a user"));
        project = project with { Home = chain.Make("home of a user"), Temporary = chain.Make("tmp of a user") };
        await DoAsync("chown", "-R", $"{User}:{User}", project.Root, project.Cache, project.Home, project.Temporary);

        var run = await AsUserAsync(project, "bash", [.. project.Words("DebBuild", "--host", "sf-2", "--builder", "chroot")]);

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        (await project.ManifestAsync())["builder"]!["detail"]!.ToString().Should().Contain("user namespace");
        await DoAsync("cmp", chain.Project.Library(), project.Library());
        await DoAsync("cmp", chain.Project.Symbols(), project.Symbols());
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
        (await Programs.OutputOfAsync(new("find", project.Root, project.Home, project.Temporary, "!", "-user", User), "find failed", Token))
            .Should().BeEmpty();
        (await AsUserAsync(project, "find", project.Root, "-mindepth", "1", "-delete")).OrThrow("the user can't delete the project");
    }

    /// <summary>Installs the build dependencies on this machine and leaves them there, as the builder does.</summary>
    [Fact(Timeout = 2_400_000)]
    public async Task A_build_on_the_machine_itself_says_that_it_can_not_be_compared()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "installing build dependencies needs root");
        Assert.SkipUnless((await File.ReadAllTextAsync("/etc/os-release", Token))
            .Contains("VERSION_CODENAME=bookworm", StringComparison.Ordinal), "this machine is not of the deployed suite");
        var project = await chain.CopyAsync("project on the host");

        var run = await project.RunAsync("DebBuild", "--host", "sf-2", "--builder", "host", "--yes");

        run.ExitCode.Should().Be(0, run.Output + run.Error);
        var manifest = await project.ManifestAsync();
        ((bool)manifest["comparable"]!).Should().BeFalse();
        manifest["builder"]!["name"]!.ToString().Should().Be("host");
        manifest["warnings"]!.AsArray().Should().Contain(x => x!.ToString().Contains("can't be compared", StringComparison.Ordinal));
        run.Output.Should().Contain("can't be compared");
        await Leftovers.ShouldBeGoneAsync(chain.Folder);
    }

    [Fact(Timeout = 300_000)]
    public async Task The_proxy_of_this_machines_apt_is_the_way_of_the_base_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "mounting needs root");
        var project = await chain.CopyAsync("project behind a proxy", withResult: true);

        // Nothing answers there, and that is said of it.
        var run = await Project.RunAsync(new("unshare", ["--mount", "sh", "-euc",
            """
            mount -t tmpfs x /etc/apt/apt.conf.d
            echo 'Acquire::http::Proxy "http://127.0.0.1:9";' > /etc/apt/apt.conf.d/proxy
            exec "$@"
            """, "sh", "bash", .. project.Words("DebBuild", "--skip", "FetchSource", "ApplyPatch", "--host", "sf-2", "--builder", "chroot",
                "--mirror", "http://mirror.invalid/debian")]) {
            Environment = project.Environment, WorkingDirectory = "/", Timeout = TimeSpan.FromMinutes(4) }, Token);

        run.ExitCode.Should().Be(1, run.Output);
        (run.Output + run.Error).Should().Contain("127.0.0.1").And.Contain("the base environment of bookworm amd64 can't be made");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_build_on_a_machine_of_another_suite_is_not_tried()
    {
        var project = await chain.CopyAsync("project of another suite", withResult: true);

        var said = await project.FailsAsync(1, "DebBuild", "--skip", "FetchSource", "ApplyPatch", "--builder", "host", "--suite", "trixie",
            "--package-version", "0.15.2-1+b1");

        said.Should().Contain("the target is trixie amd64").And.Contain("Use --builder chroot or container");
    }

    static Task<ProgramResult> AsUserAsync(Project project, string program, params IReadOnlyList<string> arguments) => Programs.RunAsync(
        new("setpriv", ["--reuid", User, "--regid", User, "--init-groups", program, .. arguments]) {
            // As Debian gives it to a user: without the system's folders.
            Environment = new Dictionary<string, string?>(project.Environment) {
                ["PATH"] = $"{Path.GetDirectoryName(Programs.Dotnet)}:/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games" },
            WorkingDirectory = "/", Timeout = TimeSpan.FromMinutes(35) }, Token);

    static async Task DoAsync(string program, params string[] arguments) =>
        (await Programs.RunAsync(new(program, arguments), Token)).OrThrow($"{program} failed");
}
