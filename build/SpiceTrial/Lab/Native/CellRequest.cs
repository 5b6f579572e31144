namespace SpiceTrial.Lab;

/// <summary>What a child process has to run.</summary>
/// <param name="Library">The libspice-server.so.1.</param>
/// <param name="Scenario">The load.</param>
/// <param name="Seed">Shifts the phases of the load's processes.</param>
/// <param name="Log">The file that gets the library's log.</param>
public sealed record CellRequest(string Library, Scenario Scenario, int Seed, string Log)
{
    /// <summary>Where the library's import of <c>clock_gettime</c> stands in memory, from the library's start; <c>null</c> where it has
    /// none.</summary>
    public long? ClockSlot { get; init; }

    /// <summary>Seconds without any call from the library after which it counts as hung. Default: 30.</summary>
    public double HangSeconds { get; init; } = 30;

    /// <summary>Whether the server rates natural pictures itself, which costs time and changes nothing. Default: no.</summary>
    public bool RatesNatural { get; init; }

    /// <summary>Whether the library keeps the machine's clock. Default: no.</summary>
    public bool RealTime { get; init; }

    /// <summary>Whether a client on loopback watches, so that streams are encoded. Only with <see cref="RealTime"/>. Default: no.</summary>
    public bool WithClient { get; init; }
}
