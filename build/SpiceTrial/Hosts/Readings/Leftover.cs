namespace SpiceTrial.Hosts;

/// <summary>What a client that died, or lost its host, has left there beside an open transaction.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The file's path, or the unit.</param>
/// <param name="State">Of a unit: <c>failed</c>; empty for a file.</param>
public sealed record Leftover(LeftoverKind Kind, string Name, string State)
{
    public override string ToString() => State.Length > 0 ? $"{Printable.Word(Kind)} {Name}: {State}" : Name;

    /// <summary>Of a kind, a state and a name; <c>null</c> for another kind.</summary>
    internal static Leftover? Of(string[] words) => Enum.TryParse<LeftoverKind>(words[0], ignoreCase: true, out var kind)
        ? new(kind, Printable.Show(words[2], 300), Printable.Show(words[1], 40)) : null;
}
