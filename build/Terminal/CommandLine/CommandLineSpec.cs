namespace SpiceTrial.Terminal;

/// <summary>All that a command line may say.</summary>
public sealed record CommandLineSpec(IReadOnlyList<TargetSpec> Targets, IReadOnlyList<OptionSpec> Options)
{
    /// <summary>The target that runs where none is named.</summary>
    public string? DefaultTarget { get; init; }

    /// <summary>The target of that name; case and dashes do not count.</summary>
    public TargetSpec? FindTarget(string name) => Targets.FirstOrDefault(x => Names.Same(x.Name, name));

    /// <summary>The option of that name, typed or as the member is named; case and dashes do not count.</summary>
    public OptionSpec? FindOption(string name) => Options.FirstOrDefault(x => Names.Same(x.Name, name));
}
