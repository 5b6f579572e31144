namespace SpiceTrial.Testing;

/// <content>What can be done to a running host, from outside and without ssh.</content>
public sealed partial class TestHost
{
    /// <summary>Runs a program on the host as root, not through ssh; any exit code is a result.</summary>
    public Task<ProgramResult> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken) =>
        Programs.RunAsync(start.Process.Call(words) with { Timeout = TimeSpan.FromMinutes(2) }, cancellationToken);

    /// <summary>Runs a shell script on the host as root, and throws unless it ends with 0; returns what it printed.</summary>
    public async Task<string> ShellAsync(string script, CancellationToken cancellationToken) =>
        (await RunAsync(["sh", "-euc", script], cancellationToken)).OrThrow($"the script failed on {Name}").Output;

    /// <summary>A file of the running host as this machine sees it. Valid until the host reboots or ends.</summary>
    public string At(string path) =>
        $"/proc/{start.Process.First ?? throw new TrialException("the test hypervisor does not run")}/root{path}";

    /// <summary>Reboots the host in an orderly way and waits until it is up again. Its disk and its address stay.</summary>
    public async Task RebootAsync(CancellationToken cancellationToken)
    {
        var before = start.Process.First;
        await RunAsync(["systemctl", "reboot"], cancellationToken);
        await start.WaitAsync(x => x is not null && x != before, cancellationToken);
    }

    /// <summary>Pulls the network cable: packets are lost, connections are not told.</summary>
    public Task PullCableAsync(CancellationToken cancellationToken) => SetCableAsync("down", cancellationToken);

    public Task PlugCableAsync(CancellationToken cancellationToken) => SetCableAsync("up", cancellationToken);

    /// <summary>An ssh configuration of the host that goes through <paramref name="port"/> of this machine, for a proxy in
    /// between.</summary>
    public async Task<string> WriteSshConfigAsync(int port, CancellationToken cancellationToken)
    {
        var file = folder.File($"ssh_config.{port}");
        await File.WriteAllTextAsync(file, TestHostLogin.Configuration(folder, Name, "127.0.0.1", port), cancellationToken);
        return file;
    }

    async Task SetCableAsync(string state, CancellationToken cancellationToken)
    {
        // Without it what is meant for the host would leave this machine by its default route once the cable's own is gone. The
        // network is the cable's (the host has its third address), whose route is the better one while it is there.
        var network = $"{Address[..(Address.LastIndexOf('.') + 1)]}{int.Parse(Address[(Address.LastIndexOf('.') + 1)..]) - 2}/30";
        await Programs.OutputOfAsync(
            new("ip", "route", "replace", "blackhole", network, "metric", "4096"), "no route can be made", cancellationToken);
        await Programs.OutputOfAsync(new("ip", "link", "set", Interface, state), "the cable can't be pulled or plugged", cancellationToken);
    }
}
