namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>Something that goes wrong at one step, and how the world is put right again afterwards.</summary>
/// <param name="Name">What happens, in the words of docs/install-faults.md.</param>
/// <param name="OnHost">What the host does to itself at that step; the shell that works on the transaction is <c>$PARENT</c>.</param>
/// <param name="Repair">What an administrator does afterwards.</param>
sealed record Fault(string Name, string OnHost, string Repair = "true")
{
    /// <summary>How long the switch waits for a confirmation. Default: a minute, so that it plays no part where the client comes
    /// back.</summary>
    public TimeSpan ConfirmWithin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>What the operator must be told where it did not end well. Default: anything.</summary>
    public string Says { get; init; } = "";

    /// <summary>Whether the wire between client and host is cut when the host asks for it.</summary>
    public bool CutsTheWire { get; init; }

    /// <summary>Whether the tool runs as a process of its own, which is killed when the host asks for it.</summary>
    public bool KillsTheTool { get; init; }

    /// <summary>Whether the host can't become whole before the repair: then that comes first.</summary>
    public bool RepairFirst { get; init; }
}
