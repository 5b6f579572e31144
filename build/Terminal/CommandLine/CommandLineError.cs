namespace SpiceTrial.Terminal;

/// <summary>What is wrong, in one line, and what to type instead.</summary>
public sealed record CommandLineError(string What, string? Hint = null)
{
    public override string ToString() => Hint is null ? What : $"{What}{Environment.NewLine}  hint: {Hint}";
}
