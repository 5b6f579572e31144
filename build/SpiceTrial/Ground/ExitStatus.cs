namespace SpiceTrial.Ground;

/// <summary>How a run ends; the numbers are the process's exit codes.</summary>
public enum ExitStatus
{
    Done = 0,
    Failed = 1,

    /// <summary>The command line or an input file is wrong; nothing was started.</summary>
    BadInput = 2,

    /// <summary>Refused for safety: gate, security candidate, unverified artifacts, somebody else's change.</summary>
    Refused = 3,

    /// <summary>A change to a host failed and was undone.</summary>
    Reverted = 4,

    /// <summary>The person ended it: Ctrl-C, another signal, or "no" to a question.</summary>
    Cancelled = 130,
}
