using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class ReadingTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task The_version_on_the_host_is_read_and_recorded()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        var before = DateTimeOffset.UtcNow;

        var package = await host.ResolveAsync();

        package.Should().BeEquivalentTo(new
        {
            Host = SshHost.Alias,
            BinaryPackage = "libspice-server1",
            BinaryVersion = DebianVersion.Parse("0.15.1-1"),
            Source = "spice",
            SourceVersion = DebianVersion.Parse("0.15.1-1"),
            Architecture = "amd64",
            Origin = Origin.Live,
            FirstOrigin = FirstOrigin.Live,
            Warnings = Array.Empty<string>(),
        }, versions => versions.ComparingByValue<DebianVersion>());
        package.ReadAt.Should().BeOnOrAfter(before).And.BeOnOrBefore(DateTimeOffset.UtcNow);
        (await File.ReadAllTextAsync("/etc/os-release", Token)).Should().Contain($"VERSION_CODENAME={package.Suite}\n");
        (await RecordFile.ReadAsync<ResolvedPackage>(host.RecordFile, Token))
            .Should().BeEquivalentTo(package, versions => versions.ComparingByValue<DebianVersion>());
    }

    [Fact(Timeout = 180_000)]
    public async Task The_source_of_a_binary_rebuild_is_the_version_without_its_suffix()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.2-1+b1", source: "spice (0.15.2-1)");

        var package = await host.ResolveAsync();

        package.BinaryVersion.ToString().Should().Be("0.15.2-1+b1");
        package.SourceVersion.ToString().Should().Be("0.15.2-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task The_source_of_our_own_build_is_the_stock_version_and_a_warning_says_so()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1+0ntrace128");

        var package = await host.ResolveAsync();

        package.BinaryVersion.ToString().Should().Be("0.15.1-1+0ntrace128");
        package.SourceVersion.ToString().Should().Be("0.15.1-1");
        package.Warnings.Should().ContainSingle().Which.Should().Contain("a build of ours");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_package_on_hold_is_read_as_any_other()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await host.Packages.ForgeAsync("Status: install ok installed", "Status: hold ok installed");

        (await host.ResolveAsync()).BinaryVersion.ToString().Should().Be("0.15.1-1");
    }

    [Fact(Timeout = 180_000)]
    public async Task Of_two_architectures_the_hosts_own_is_read()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.DpkgAsync("--add-architecture", "i386");
        await host.Packages.InstallAsync("0.15.1-1", architecture: "i386");
        await host.Packages.InstallAsync("0.15.1-1");

        (await host.ResolveAsync()).Architecture.Should().Be("amd64");
        (await host.ResolveAsync(host.Settings with { Architecture = "i386" })).Architecture.Should().Be("i386");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_without_the_package_is_an_error_and_leaves_the_record_alone()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await host.ResolveAsync();
        var recorded = await File.ReadAllTextAsync(host.RecordFile, Token);
        await host.Packages.DpkgAsync("--purge", "libspice-server1");

        var error = await host.ErrorAsync();

        error.What.Should().Contain("libspice-server1 is not installed");
        error.Hint.Should().Contain("--package-version");
        (await File.ReadAllTextAsync(host.RecordFile, Token)).Should().Be(recorded);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_package_only_of_another_architecture_does_not_count()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.DpkgAsync("--add-architecture", "i386");
        await host.Packages.InstallAsync("0.15.1-1", architecture: "i386");

        (await host.ErrorAsync()).What.Should().Contain("not installed").And.Contain("i386");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_half_installed_package_is_an_error_with_the_repair()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1", afterInstall: "exit 1");

        var error = await host.ErrorAsync();

        error.What.Should().Contain("'iF'");
        error.Hint.Should().Contain("dpkg --configure -a");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("Version: 0.15.1-1", "Version: 1.0';id;'", "1.0';id;'")]
    [InlineData("Source: spice\n", "Source: ../../etc (1.0)\n", "../../etc")]
    public async Task A_hostile_answer_gets_no_further(string before, string after, string shown)
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1", source: "spice\nX-Ends-The-Line: yes");
        await host.Packages.ForgeAsync(before, after);

        var error = await host.ErrorAsync();

        error.What.Should().Contain(shown).And.Contain("is not a");
        error.Status.Should().Be(ExitStatus.BadInput);
        File.Exists(host.RecordFile).Should().BeFalse();
    }

    [Fact(Timeout = 180_000)]
    public async Task Control_characters_from_the_host_never_reach_the_terminal()
    {
        await using var host = await SshHost.StartAsync();
        await host.StubAsync("dpkg-query", @"printf 'package\tii \t1.0\033[2J\tspice\t1.0\tamd64\n'");

        (await host.ErrorAsync()).Message.Should().NotContain("\u001b").And.Contain("1.0?[2J");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_without_dpkg_says_so()
    {
        await using var host = await SshHost.StartAsync();
        await host.StubAsync("dpkg", "exit 127");

        (await host.ErrorAsync()).What.Should().Contain("no dpkg");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_runs_testing_asks_for_the_suite_and_takes_it()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await File.WriteAllTextAsync(
            host.Release, "PRETTY_NAME=\"Debian GNU/Linux forky/sid\"\nID=debian\nVERSION_CODENAME=forky\n", Token);

        var error = await host.ErrorAsync();

        error.What.Should().Contain("testing or unstable");
        error.Hint.Should().Contain("--suite");
        (await host.ResolveAsync(host.Settings with { Suite = "sid" })).Suite.Should().Be("sid");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_is_not_as_recorded_says_what_changed()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        await host.ResolveAsync();
        await host.Packages.InstallAsync("0.15.2-1");

        var package = await host.ResolveAsync();

        package.Warnings.Should().ContainSingle().Which.Should().Match("*not as recorded*0.15.1-1*->*0.15.2-1*");
        (await host.ResolveAsync()).Warnings.Should().BeEmpty();
    }
}
