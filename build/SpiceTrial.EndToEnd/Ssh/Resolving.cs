using FluentAssertions;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

/// <summary>Finds a host's version as the target does.</summary>
static class Resolving
{
    public static Task<ResolvedPackage> ResolveAsync(this SshHost host, ChainSettings? settings = null)
    {
        var wanted = settings ?? host.Settings;
        return new DeployedVersion(
            stop => new SshConnector().ConnectAsync(wanted.Hypervisor, wanted.SshConfig, stop), wanted, TimeProvider.System)
            .FindAsync(taken: null, TestContext.Current.CancellationToken);
    }

    public static async Task<TrialException> ErrorAsync(this SshHost host, ChainSettings? settings = null)
    {
        var resolving = () => host.ResolveAsync(settings);
        return (await resolving.Should().ThrowAsync<TrialException>()).Which;
    }

    /// <summary>Puts the plan's assumption where the host's record belongs.</summary>
    public static async Task RecordAsync(this SshHost host, string version = "0.15.1-1")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(host.RecordFile)!);
        await File.WriteAllTextAsync(host.RecordFile,
            $$"""
            {
              "schema": 1, "host": "{{SshHost.Alias}}", "binaryPackage": "libspice-server1", "binaryVersion": "{{version}}",
              "sourcePackage": "spice", "sourceVersion": "{{version}}", "architecture": "amd64", "suite": "bookworm",
              "readFrom": "the plan", "readAt": null, "origin": "recorded", "firstOrigin": "assumption", "warnings": []
            }
            """);
    }
}
