namespace SpiceTrial.Artifacts;

/// <summary>What a check found, in words that carry the figure.</summary>
public sealed record Finding(CheckOutcome Outcome, string Text)
{
    public static Finding Passed(string text) => new(CheckOutcome.Passed, text);

    public static Finding Failed(string text) => new(CheckOutcome.Failed, text);

    public static Finding NotChecked(string text) => new(CheckOutcome.NotChecked, text);

    public static Finding Of(bool passed, string text) => passed ? Passed(text) : Failed(text);
}
