namespace SpiceTrial.Debian;

/// <summary>Source versions in Debian's notation for relations (Debian Policy 7.1), all of which must hold: <c>&gt;= 0.14.3~, &lt;&lt;
/// 0.17~</c>. None: every version.</summary>
public sealed partial record VersionRange(string Text, IReadOnlyList<(string Relation, DebianVersion Version)> Bounds)
{
    /// <param name="text">The relations, separated by commas.</param>
    /// <param name="where">For the error.</param>
    public static VersionRange Parse(string text, string where) =>
        new(text.Trim(),
            [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(x => Bound(x, where))]);

    public bool Holds(DebianVersion version) => Bounds.All(x => x.Relation switch
    {
        "<<" => version < x.Version,
        "<=" => version <= x.Version,
        "=" => version.CompareTo(x.Version) == 0,
        ">=" => version >= x.Version,
        _ => version > x.Version,
    });

    public override string ToString() => Text.Length == 0 ? "every version" : Text;

    static (string, DebianVersion) Bound(string text, string where) => Relation().Match(text) is { Success: true } match
        ? (match.Groups[1].Value, DebianVersion.Parse(match.Groups[2].Value, where))
        : throw new TrialException(
            $"not a range of versions: {text}", where, "Write e.g. `name.patch # versions: >= 0.14.3~, << 0.17~`", ExitStatus.BadInput);

    [GeneratedRegex(@"\A(<<|<=|=|>=|>>) ?(\S+)\z")]
    private static partial Regex Relation();
}
