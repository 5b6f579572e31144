namespace SpiceTrial.Terminal;

/// <summary>A target that the command line may name.</summary>
public sealed record TargetSpec(string Name)
{
    /// <summary>Names of the options that it reads, its dependencies' with them; <c>null</c> where that is not known, and none is
    /// refused.</summary>
    public IReadOnlyList<string>? Reads { get; init; }

    /// <summary>What the help says of it; <c>null</c> where it has no place there.</summary>
    public TargetHelpAttribute? Help { get; init; }
}
