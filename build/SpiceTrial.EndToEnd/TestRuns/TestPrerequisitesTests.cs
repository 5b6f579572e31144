using FluentAssertions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestRuns;

public sealed class TestPrerequisitesTests : IDisposable
{
    const string Policy = "/usr/sbin/policy-rc.d";
    readonly Scratch scratch = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Packages_for_the_tests_start_no_service_and_nobody_else_is_told_not_to()
    {
        var before = PolicyNow();
        var apt = Path.Combine(scratch.Path, "apt-get");
        // As deb-systemd-invoke asks.
        await File.WriteAllTextAsync(
            apt, $"#!/bin/sh\necho \"$*\"\ncat {Policy}\n{Policy} ssh.service start\necho \"says $?\"\nexit 7\n", Token);
        File.SetUnixFileMode(apt, OwnFolder.ReadByOthers);

        var result = await Programs.RunAsync(
            new("sh", "-euc", EmbeddedText.Read("apt-get.sh", typeof(TestPrerequisites)), "apt-get", "install", "-y", "openssh-server")
            {
                Environment = new Dictionary<string, string?> { ["PATH"] = $"{scratch.Path}:{Environment.GetEnvironmentVariable("PATH")}" },
            },
            Token);

        result.Output.Should().Be("install -y openssh-server\n#!/bin/sh\nexit 101\nsays 101\n", result.Error);
        result.ExitCode.Should().Be(7);
        PolicyNow().Should().Be(before);
    }

    static string? PolicyNow() => File.Exists(Policy) ? File.ReadAllText(Policy) : null;
}
