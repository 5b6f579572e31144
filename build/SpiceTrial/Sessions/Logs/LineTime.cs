namespace SpiceTrial.Sessions;

/// <summary>The time that a line's prefix carries, in ticks of 100 ns.</summary>
readonly record struct LineTime(Clock Clock, long Ticks)
{
    public bool IsKnown => Clock != Clock.None;
}
