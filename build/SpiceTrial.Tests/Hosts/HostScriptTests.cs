using System.Security.Cryptography;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

public sealed class HostScriptTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_script_is_one_that_dash_reads()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("host-transaction.sh", HostScript.Text);

        (await Programs.RunAsync(new("dash", "-n", file), Token)).Should().BeEquivalentTo(new { ExitCode = 0, Error = "" });
    }

    [Fact(Timeout = 120_000)]
    public async Task Shellcheck_finds_nothing_in_the_script()
    {
        Assert.SkipWhen(Programs.Find("shellcheck") is null, "shellcheck is not installed");
        using var scratch = new Scratch();
        var file = scratch.Write("host-transaction.sh", HostScript.Text);

        (await Programs.RunAsync(new("shellcheck", "--shell=sh", "--severity=style", file), Token)).Output.Should().BeEmpty();
    }

    [Fact]
    public void Its_parts_are_joined_in_the_order_of_their_numbers_and_run_nothing_before_the_last()
    {
        HostScript.Text.Should().StartWith("#!/bin/sh\n").And.EndWith("\nmain \"$@\" < /dev/null\nexit 0\n");
        HostScript.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(HostScript.Text))));
    }

    [Theory(Timeout = 120_000)]
    [InlineData("--version", "1$(touch hacked)")]
    [InlineData("--version", "1`id`")]
    [InlineData("--version", "1\n2")]
    [InlineData("--version", "1'; id; '")]
    [InlineData("--deb", "/tmp/a b")]
    [InlineData("--within", "10m")]
    [InlineData("--lock-timeout", "-1")]
    [InlineData("--sha256", "")]
    public async Task A_hostile_argument_is_refused_before_anything_runs(string option, string value)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("host-transaction.sh", HostScript.Text);

        var result = await Programs.RunAsync(new("dash", file, "status", option, value) { WorkingDirectory = scratch.Path }, Token);

        result.ExitCode.Should().Be(2);
        result.Output.Should().StartWith($"error: {option} ");
        Directory.GetFiles(scratch.Path).Should().Equal(file);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("--colour", "red")]
    [InlineData("--version")]
    public async Task An_option_that_it_does_not_know_or_without_its_value_is_refused(params string[] words)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("host-transaction.sh", HostScript.Text);

        (await Programs.RunAsync(new("dash", [file, "status", .. words]), Token)).ExitCode.Should().Be(2);
    }
}
