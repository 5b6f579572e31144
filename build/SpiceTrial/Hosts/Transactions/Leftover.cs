namespace SpiceTrial.Hosts;

/// <param name="Kind">What it is.</param>
/// <param name="Name">The step's name, which is also its unit's; the file's path; the unit.</param>
/// <param name="State">Of a step: <c>beginning</c>, <c>running</c>, <c>ended with N</c>, <c>killed</c> or <c>never started</c>; empty for a
/// file.</param>
public sealed record Leftover(LeftoverKind Kind, string Name, string State)
{
    /// <summary>Whether somebody is at work with it.</summary>
    public bool IsAtWork => State is "running" or "beginning";

    public override string ToString() => State.Length > 0 ? $"{Kind.ToString().ToLowerInvariant()} {Name}: {State}" : Name;
}
