namespace SpiceTrial.EndToEnd.Containers;

/// <summary>A container engine of the tests' own: its images and containers are in a folder that goes with it, and the machine's own are
/// not touched.</summary>
interface ITestEngine : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where the engine keeps everything; not below the folder whose processes and mounts the tests look for.</summary>
    string Folder { get; }

    /// <summary>What makes the engine's client use this one.</summary>
    IReadOnlyDictionary<string, string?> Environment { get; }
}
