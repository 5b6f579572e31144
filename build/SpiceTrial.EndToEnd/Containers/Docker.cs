namespace SpiceTrial.EndToEnd.Containers;

/// <summary>Debian's dockerd without a network of its own, below one folder.</summary>
sealed class Docker : ITestEngine
{
    readonly CancellationTokenSource end = new();
    readonly Task<ProgramResult> daemon;

    Docker(string folder)
    {
        Folder = folder;
        var socket = $"unix://{folder}/socket";
        Environment = new Dictionary<string, string?> { ["DOCKER_HOST"] = socket, ["DOCKER_CONFIG"] = Path.Combine(folder, "client") };
        var call = new ProgramCall(
            "dockerd", "--data-root", $"{folder}/data", "--exec-root", $"{folder}/exec", "--pidfile", $"{folder}/pid", "--host", socket,
            "--iptables=false", "--ip6tables=false", "--bridge=none", "--storage-driver", "overlay2");
        daemon = Programs.RunAsync(call with { Timeout = TimeSpan.FromHours(2), LogFile = Log }, end.Token);
    }

    public string Name => "docker";

    public string Folder { get; }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    string Log => Path.Combine(Folder, "log");

    public static async Task<ITestEngine> StartAsync(string folder, CancellationToken cancellationToken)
    {
        var docker = new Docker(folder);
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while ((await Programs.RunAsync(new("docker", "version") { Environment = docker.Environment }, cancellationToken)).ExitCode != 0)
        {
            if (docker.daemon.IsCompleted || DateTime.UtcNow > until)
            {
                var log = await File.ReadAllTextAsync(docker.Log, cancellationToken);
                await docker.DisposeAsync();
                throw new InvalidOperationException($"dockerd does not start:\n{log}");
            }

            await Task.Delay(200, cancellationToken);
        }

        return docker;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        await ((Task)daemon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        end.Dispose();
        await EngineFolder.DeleteAsync(Folder);
    }
}
