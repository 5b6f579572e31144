namespace SpiceTrial.Lab;

/// <summary>How a cell ended.</summary>
public enum CellOutcome
{
    Ran,

    /// <summary>The library ended the process.</summary>
    Crashed,

    /// <summary>The library stopped calling the device.</summary>
    Hung,

    /// <summary>The library is no spice-server that the lab can drive, or lacks a function.</summary>
    WrongAbi,

    /// <summary>The lab's client could not connect, so nothing was run.</summary>
    ClientRefused,
}
