using SpiceTrial.Hosts;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary>Test hypervisors for tests, each with files of its own; the image comes from the cache.</summary>
static class Hypervisor
{
    /// <summary>Starts one. <c>await using</c> takes it away with everything that happened on it.</summary>
    public static async Task<TestHost> StartAsync(TestHostOptions? options = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"spice-trial-host-{Guid.NewGuid().ToString("N")[..8]}");
        var output = TestContext.Current.TestOutputHelper;
        return await TestHost.StartAsync(
            folder, Workspace, options ?? new(), x => output?.WriteLine(x), TestContext.Current.CancellationToken);
    }

    /// <summary>A connection as the targets open it.</summary>
    public static Task<IHostConnection> ConnectAsync(this TestHost host, string? configuration = null) =>
        new SshConnector().ConnectAsync(host.Name, configuration ?? host.SshConfig, TestContext.Current.CancellationToken);

    /// <summary>The cache is that of the user, so that the image is made once a day and not in every run.</summary>
    public static Workspace Workspace { get; } =
        Workspace.At(Path.GetTempPath(), Environment.GetEnvironmentVariable("SPICE_TRIAL_TEST_CACHE"));
}
