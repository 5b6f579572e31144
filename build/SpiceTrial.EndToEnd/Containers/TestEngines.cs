namespace SpiceTrial.EndToEnd.Containers;

/// <summary>The engines that the tests of containers share, each started when a test first asks for it.</summary>
public sealed class TestEngines : IAsyncDisposable
{
    readonly Dictionary<string, ITestEngine> started = new(StringComparer.Ordinal);

    internal async Task<ITestEngine> StartAsync(string name, CancellationToken cancellationToken)
    {
        if (!started.TryGetValue(name, out var engine))
        {
            var folder = EngineFolder.Make(name);
            started[name] = engine = name == "docker"
                ? await Docker.StartAsync(folder, cancellationToken) : await Podman.StartAsync(folder, cancellationToken);
        }

        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in started.Values)
            await engine.DisposeAsync();
    }
}
