namespace SpiceTrial.Hosts;

/// <summary>What a monitoring plugin ends with; the number is its exit code.</summary>
public enum CheckLevel
{
    Ok = 0,
    Warning = 1,
    Critical = 2,

    /// <summary>It can't be told.</summary>
    Unknown = 3,
}
