using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using SpiceTrial.Debian;
using Xunit;

namespace SpiceTrial.EndToEnd.Ssh;

public sealed class UnreachableTests
{
    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_listens_the_record_stands_in_with_a_warning()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        await host.StopAsync();

        var package = await host.ResolveAsync();

        package.BinaryVersion.ToString().Should().Be("0.15.1-1");
        package.Origin.Should().Be(Origin.Recorded);
        package.FirstOrigin.Should().Be(FirstOrigin.Assumption);
        package.Warnings.Should().ContainSingle().Which.Should().Contain("refused").And.Contain("the plan's assumption");
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_listens_and_a_live_reading_is_required_it_is_an_error()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        await host.StopAsync();

        var error = await host.ErrorAsync(host.Settings with { RequireLive = true });

        error.What.Should().Contain("can't be reached");
        error.Hint.Should().Contain("--require-live");
    }

    [Fact(Timeout = 180_000)]
    public async Task Where_nothing_listens_and_nothing_is_recorded_the_error_says_how_to_go_on()
    {
        await using var host = await SshHost.StartAsync();
        await host.StopAsync();

        var error = await host.ErrorAsync();

        error.What.Should().Contain("nothing is recorded");
        error.Hint.Should().Contain("--package-version");
    }

    [Fact(Timeout = 180_000)]
    public async Task An_earlier_live_reading_stands_in_with_its_date_and_stays_as_it_is()
    {
        await using var host = await SshHost.StartAsync();
        await host.Packages.InstallAsync("0.15.1-1");
        var live = await host.ResolveAsync();
        var file = await File.ReadAllTextAsync(host.RecordFile, TestContext.Current.CancellationToken);
        await host.StopAsync();

        var package = await host.ResolveAsync();

        package.Origin.Should().Be(Origin.Recorded);
        package.FirstOrigin.Should().Be(FirstOrigin.Live);
        package.ReadAt.Should().Be(live.ReadAt);
        package.Warnings.Should().ContainSingle().Which.Should().Contain($"read {live.ReadAt:yyyy-MM-dd}");
        (await File.ReadAllTextAsync(host.RecordFile, TestContext.Current.CancellationToken)).Should().Be(file);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_name_that_does_not_resolve_counts_as_unreachable()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        var text = await File.ReadAllTextAsync(host.ClientConfiguration, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            host.ClientConfiguration, text.Replace("127.0.0.1", "no-such-host.invalid"), TestContext.Current.CancellationToken);

        (await host.ResolveAsync()).Origin.Should().Be(Origin.Recorded);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_server_that_accepts_and_says_nothing_is_given_up_in_time()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await host.WriteClientConfigurationAsync("ConnectTimeout 3", port: ((IPEndPoint)silent.LocalEndpoint).Port);
        var watch = Stopwatch.StartNew();

        var package = await host.ResolveAsync();

        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(40));
        package.Warnings.Should().ContainSingle().Which.Should().Contain("no answer within 3 s");
    }

    [Fact(Timeout = 180_000)]
    public async Task Something_else_than_ssh_on_the_port_is_an_error()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        _ = Task.Run(async () =>
        {
            using var client = await other.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
        }, TestContext.Current.CancellationToken);
        await host.WriteClientConfigurationAsync(port: ((IPEndPoint)other.LocalEndpoint).Port);

        (await host.ErrorAsync()).What.Should().Contain("connection failed");
    }

    [Fact(Timeout = 180_000)]
    public async Task Cancelling_while_connecting_ends_at_once()
    {
        await using var host = await SshHost.StartAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await host.WriteClientConfigurationAsync("ConnectTimeout 50", port: ((IPEndPoint)silent.LocalEndpoint).Port);
        using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();

        var connecting = () => host.ConnectAsync(cancelled.Token);

        await connecting.Should().ThrowAsync<OperationCanceledException>();
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(40));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_given_version_needs_no_host()
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();

        var package = await host.ResolveAsync(host.Settings with { PackageVersion = "0.15.2-1+b1", Suite = "trixie" });

        package.BinaryVersion.ToString().Should().Be("0.15.2-1+b1");
        package.SourceVersion.ToString().Should().Be("0.15.2-1");
        package.Suite.Should().Be("trixie");
        package.Architecture.Should().Be("amd64");
        package.Origin.Should().Be(Origin.Recorded);
        package.FirstOrigin.Should().Be(FirstOrigin.CommandLine);
        package.ReadFrom.Should().Be("--package-version");
    }

    [Fact(Timeout = 180_000)]
    public async Task A_given_version_of_an_unknown_host_asks_for_suite_and_architecture()
    {
        await using var host = await SshHost.StartAsync();
        var settings = host.Settings with { PackageVersion = "0.15.1-1", Suite = "bookworm" };

        (await host.ErrorAsync(settings)).Hint.Should().Contain("--architecture");
        (await host.ResolveAsync(settings with { Architecture = "amd64" })).Suite.Should().Be("bookworm");
    }

    [Theory(Timeout = 180_000)]
    [InlineData("0.15.1-1; id", false)]
    [InlineData("0.15.1-1", true)]
    public async Task A_given_version_that_makes_no_sense_is_refused(string version, bool requireLive)
    {
        await using var host = await SshHost.StartAsync();
        await host.RecordAsync();

        var error = await host.ErrorAsync(host.Settings with { PackageVersion = version, RequireLive = requireLive });

        error.Status.Should().Be(ExitStatus.BadInput);
    }
}
