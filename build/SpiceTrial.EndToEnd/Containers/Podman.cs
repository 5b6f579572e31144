namespace SpiceTrial.EndToEnd.Containers;

/// <summary>podman, which has no daemon, with a storage of its own.</summary>
sealed class Podman : ITestEngine
{
    Podman(string folder)
    {
        Folder = folder;
        Environment = new Dictionary<string, string?> { ["CONTAINERS_STORAGE_CONF"] = Path.Combine(folder, "storage.conf") };
    }

    public string Name => "podman";

    public string Folder { get; }

    public IReadOnlyDictionary<string, string?> Environment { get; }

    public static async Task<ITestEngine> StartAsync(string folder, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "storage.conf"),
            $"[storage]\ndriver = \"overlay\"\ngraphroot = \"{folder}/data\"\nrunroot = \"{folder}/run\"\n", cancellationToken);
        var podman = new Podman(folder);
        await podman.AskAsync("info");
        return podman;
    }

    public ValueTask DisposeAsync() => new(EngineFolder.DeleteAsync(Folder));
}
