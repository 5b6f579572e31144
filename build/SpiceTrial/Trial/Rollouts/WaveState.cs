namespace SpiceTrial.Trial;

/// <summary>How far a wave is; written before each step.</summary>
public enum WaveState
{
    /// <summary>Not begun, or refused before anything changed.</summary>
    Planned,
    Installing,
    Confirming,
    Reverting,

    /// <summary>Every host of it is confirmed.</summary>
    Confirmed,

    /// <summary>Taken back.</summary>
    Reverted,
}
