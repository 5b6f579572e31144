namespace SpiceTrial.Terminal;

/// <summary>What the help says of a target.</summary>
/// <param name="purpose">The group that it stands in.</param>
/// <param name="does">What it does, in a line of at most 58 characters.</param>
/// <param name="example">A command line, without the launcher, that is right as it stands.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TargetHelpAttribute(Purpose purpose, string does, string example) : Attribute
{
    public Purpose Purpose { get; } = purpose;

    public string Does { get; } = does;

    public string Example { get; } = example;
}
