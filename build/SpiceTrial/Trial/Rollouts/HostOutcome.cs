namespace SpiceTrial.Trial;

/// <summary>How a rollout left one host, by that host's own journal.</summary>
public enum HostOutcome
{
    /// <summary>Nothing was begun on it.</summary>
    Untouched,

    /// <summary>In between: something was begun, and its end is not known yet. Its switch is armed; <c>--resume</c> brings it to an
    /// end.</summary>
    Begun,

    Confirmed,

    /// <summary>As it was before.</summary>
    Reverted,

    /// <summary>Not changed, or left to a person, and why.</summary>
    Refused,

    /// <summary>It did not answer. Where something was begun, its own switch takes that back.</summary>
    Unreachable,
}
