namespace SpiceTrial.Trial;

/// <summary>Hosts that are changed together or not at all.</summary>
public sealed record RolloutWave(IReadOnlyList<RolloutHost> Hosts, WaveState State = WaveState.Planned)
{
    /// <summary>A run ended in the middle of it.</summary>
    internal bool IsOpen => State is WaveState.Installing or WaveState.Confirming or WaveState.Reverting;

    internal IReadOnlyList<string> Names => [.. Hosts.Select(x => x.Name)];

    /// <summary>The same, with a host changed.</summary>
    internal RolloutWave With(string name, Func<RolloutHost, RolloutHost> change) =>
        this with { Hosts = [.. Hosts.Select(x => x.Name == name ? change(x) : x)] };
}
