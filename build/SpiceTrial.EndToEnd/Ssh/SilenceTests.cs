using System.Diagnostics;
using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class SilenceTests
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_connection_that_falls_silent_is_noticed_long_before_the_command_is_given_up()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = await WireAsync(host);
        await using var connection = await host.ConnectAsync(Token);
        var watch = Stopwatch.StartNew();

        var running = () => connection.RunAsync(
            new RemoteCommand("sh", "-c", "echo begun; sleep 120") { OnLine = _ => wire.FallSilent() }, Token);

        var error = (await running.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("fell silent");
        error.InnerException.Should().BeOfType<ConnectionLostException>();
        watch.Elapsed.Should().BeLessThan(Limit);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_host_that_answers_may_take_its_time()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = await WireAsync(host, silences: 8);
        await using var connection = await host.ConnectAsync(Token);

        (await connection.RunAsync(new RemoteCommand("sleep", "10"), Token)).ExitStatus.Should().Be(0);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_download_over_a_connection_that_falls_silent_is_given_up_and_leaves_nothing()
    {
        await using var host = await SshHost.StartAsync();
        using var wire = await WireAsync(host);
        await using var connection = await host.ConnectAsync(Token);
        await using (var file = File.Create(host.At("remote")))
            file.SetLength(400_000_000);
        var watch = Stopwatch.StartNew();

        var downloading = () => connection.DownloadAsync(host.At("remote"), host.At("local"), asRoot: false, new Silencing(wire), Token);

        var error = (await downloading.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("fell silent");
        Directory.GetFiles(host.Folder, "local*").Should().BeEmpty();
        watch.Elapsed.Should().BeLessThan(Limit);
    }

    static async Task<CuttableProxy> WireAsync(SshHost host, int silences = 3)
    {
        var wire = CuttableProxy.To(host.Port);
        await host.WriteClientConfigurationAsync(
            $"HostKeyAlias {host.LookupName}\nServerAliveInterval 1\nServerAliveCountMax {silences}", port: wire.Port);
        return wire;
    }

    sealed class Silencing(CuttableProxy wire) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value > 1_000_000)
                wire.FallSilent();
        }
    }
}
