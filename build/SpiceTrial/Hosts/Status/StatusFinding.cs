namespace SpiceTrial.Hosts;

/// <summary>One thing that is to be known of a host.</summary>
/// <param name="Level">What a monitoring makes of it; <see cref="CheckLevel.Ok"/>: nothing.</param>
/// <param name="Brief">As one of several in a monitoring's line.</param>
/// <param name="Text">As an operator reads it, with what to do.</param>
sealed record StatusFinding(CheckLevel Level, string Brief, string Text)
{
    public static StatusFinding Same(CheckLevel level, string text) => new(level, text, text);
}
