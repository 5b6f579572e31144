namespace SpiceTrial.Lab;

/// <summary>What a run of the lab covers.</summary>
/// <param name="Workspace">The project.</param>
/// <param name="Scenarios">The loads.</param>
public sealed record LabSettings(Workspace Workspace, IReadOnlyList<Scenario> Scenarios)
{
    /// <summary>Default: 8, 16, 32, 64, 128 and 256.</summary>
    public IReadOnlyList<int> RingSizes { get; init; } = [8, 16, 32, 64, 128, 256];

    /// <summary>Seeds 1 to this. Default: 3.</summary>
    public int Seeds { get; init; } = 3;

    /// <summary>Libraries that the operator named, by ring size; the others come from <c>built/</c> or are built.</summary>
    public IReadOnlyDictionary<int, string> Libraries { get; init; } = new Dictionary<int, string>();

    /// <summary>Where results go. Default: <c>sessions/lab/DATE</c>, DATE in UTC.</summary>
    public required string Folder { get; init; }

    /// <summary>A folder that gets a copy of what programs read (lab.json). Default: none.</summary>
    public string? Output { get; init; }

    /// <summary>Cells at the same time. Default: one per core.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Run every cell, also those with a result that is still valid.</summary>
    public bool Fresh { get; init; }

    /// <summary>The library keeps the machine's clock; for a check of the virtual one.</summary>
    public bool RealTime { get; init; }

    /// <summary>A client on loopback watches each cell, so that streams are encoded; only with <see cref="RealTime"/>. Default:
    /// no.</summary>
    public bool WithClient { get; init; }

    /// <summary>Seconds without a call from the library after which a cell counts as hung. Default: 30.</summary>
    public double HangSeconds { get; init; } = 30;
}
