using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Launchers;

public sealed class NukeHostTests : IDisposable
{
    readonly LauncherSandbox tree = new();

    public void Dispose() => tree.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task A_feed_that_lacks_Nuke_gives_the_stand_in_and_says_so()
    {
        var result = await tree.RunAsync("Test");

        result.ExitCode.Should().Be(0);
        result.Error.Should().Contain("Nuke host: standin (the package feed lacks Nuke)");
        tree.Asked.Should().Contain(x => x.StartsWith("build ") && x.Contains("NukeHost=standin"));
        tree.Read(".nuke/temp/nuke-host").Should().StartWith("standin ");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_feed_that_serves_Nuke_gives_the_packages()
    {
        var result = await tree.With("FAKE_FEED", "serves").RunAsync("Test");

        result.Error.Should().Contain("Nuke host: package");
        tree.Asked.Should().Contain(x => x.StartsWith("build ") && x.Contains("NukeHost=package"));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("down", "NU1301")]
    [InlineData("lacks-other", "CliWrap")]
    [InlineData("NU1102: Unable to find package CliWrap with version (>= 3.0.0)", "CliWrap")]
    public async Task Any_other_failure_of_the_restore_fails_the_run_and_is_shown(string feed, string shown)
    {
        var result = await tree.With("FAKE_FEED", feed).RunAsync("Test");

        result.ExitCode.Should().Be(1);
        result.Error.Should().Contain(shown);
        result.Output.Should().NotContain("run:");
        result.Error.Should().Contain("can't be restored");
        tree.Exists(".nuke/temp/nuke-host").Should().BeFalse("nothing is remembered that did not work");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_answer_of_the_feed_is_remembered()
    {
        await tree.RunAsync("Test");
        tree.Write("build/Build.cs", "class Build; // changed");

        (await tree.RunAsync("Test")).Error.Should().Contain("remembered");

        tree.Asked.Count(x => x.Contains("NukeFeed")).Should().Be(1);
        tree.Compilations.Should().Be(2);
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_takes_the_remembered_answer_away_has_the_feed_asked_again()
    {
        await tree.RunAsync("Test");
        tree.Delete(".nuke/temp/nuke-host");

        (await tree.With("FAKE_FEED", "serves").RunAsync("Test")).Error.Should().Contain("Nuke host: package");
        (await tree.RunAsync("Test")).Error.Should().BeEmpty("the new answer is remembered");
    }

    [Theory(Timeout = 120_000)]
    [InlineData("NU1102: Unable to find package Nuke.Common with version (>= 10.1.0)")]
    [InlineData("NU1100: Unable to resolve 'Nuke.Components (>= 10.1.0)' for 'net10.0'.")]
    public async Task A_feed_without_this_Nuke_lacks_it_too(string answer) =>
        (await tree.With("FAKE_FEED", answer).RunAsync("Test")).Error.Should().Contain("Nuke host: standin (the package feed lacks Nuke)");

    [Fact(Timeout = 120_000)]
    public async Task NUKE_HOST_decides_without_asking_the_feed_and_for_that_run_only()
    {
        (await tree.With("NUKE_HOST", "standin").RunAsync("Test")).Error.Should().Contain("NUKE_HOST says so");
        tree.Asked.Should().NotContain(x => x.Contains("NukeFeed"));

        (await tree.With("NUKE_HOST", null).With("FAKE_FEED", "serves").RunAsync("Test")).Error.Should().Contain("Nuke host: package");
    }

    [Fact(Timeout = 120_000)]
    public async Task Another_NUKE_HOST_is_bad_input()
    {
        var result = await tree.With("NUKE_HOST", "sf-2").RunAsync("Test");

        result.ExitCode.Should().Be(2);
        result.Error.Should().Contain("NUKE_HOST=package or NUKE_HOST=standin");
        tree.Asked.Should().BeEmpty();
    }
}
