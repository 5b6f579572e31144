namespace SpiceTrial.Lab;

/// <summary>What a real guest runs for a scenario.</summary>
public enum GuestKind
{
    /// <summary>Exactly the video and the chrome that the scenario describes.</summary>
    Synthetic,

    /// <summary>A player with a real video of that place, size and plays, beside a terminal that scrolls and a clock, under a window
    /// manager; what the lab draws is a model of it.</summary>
    Desktop,
}
