namespace SpiceTrial.CommandLines;

/// <summary>A target that the command line may name.</summary>
public sealed record TargetSpec(string Name)
{
    /// <summary>Names of the options that it reads, its dependencies' with them; <c>null</c> where that is not known, and none is refused.</summary>
    public IReadOnlyList<string>? Reads { get; init; }
}

/// <summary>An option of the command line; the same name binds an environment variable and an entry of a parameters file.</summary>
/// <param name="Name">The member's name: <c>TraceItems</c>, typed as <c>--trace-items</c>.</param>
/// <param name="Kind">What a value must be.</param>
/// <param name="AllowedValues">The only values; empty when any will do. Case does not count.</param>
/// <param name="IsSwitch">True when the option may stand without a value.</param>
/// <param name="IsList">True when it takes several values.</param>
public sealed record OptionSpec(string Name, ValueKind Kind, IReadOnlyList<string> AllowedValues, bool IsSwitch = false, bool IsList = false)
{
    /// <summary>The character that separates the items of a list within one token; null when only tokens do.</summary>
    public char? Separator { get; init; }

    /// <summary>Said after <c>hint:</c> when a value is not allowed; null for the nearest allowed value.</summary>
    public string? Hint { get; init; }

    /// <summary>True for an option that may stand without a value and without being a switch (<c>--skip</c>).</summary>
    public bool IsValueOptional { get; init; }

    /// <summary>True for an option of the build host, which every run may have.</summary>
    public bool IsOfHost { get; init; }

    /// <summary>Another name that the launcher takes (<c>--host</c>), or <c>null</c>.</summary>
    public string? LauncherName { get; init; }

    /// <summary>The option as it is typed.</summary>
    public string Typed => $"--{Names.Dashed(Name)}";

    /// <summary>The option as a message names it: also by the name that the operator may have typed.</summary>
    public string Shown => LauncherName is null ? Typed : $"{LauncherName} ({Typed})";
}

/// <summary>What a value must be.</summary>
public enum ValueKind
{
    Text,

    /// <summary>A whole number of 32 bits.</summary>
    Whole,

    /// <summary>A whole number of 64 bits.</summary>
    LongWhole,

    /// <summary>A number, with a point.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Truth,
}

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

/// <summary>What is wrong, in one line, and what to type instead.</summary>
public sealed record CommandLineError(string What, string? Hint = null)
{
    public override string ToString() => Hint is null ? What : $"{What}{Environment.NewLine}  hint: {Hint}";
}
