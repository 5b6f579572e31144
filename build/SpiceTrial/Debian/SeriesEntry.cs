namespace SpiceTrial.Debian;

/// <summary>A line of <c>patches/series</c>: a patch and, behind <c># versions:</c>, which quilt takes for a comment, the sources it is
/// for.</summary>
/// <param name="Name">File name beside the series.</param>
/// <param name="Versions">Source versions it is for.</param>
sealed record SeriesEntry(string Name, VersionRange Versions)
{
    const string Mark = "versions:";

    /// <summary>The entries of a series, without its comments and empty lines.</summary>
    public static IReadOnlyList<SeriesEntry> ReadAll(IEnumerable<string> lines, string where) =>
        [.. lines.Select(x => x.Split('#', 2)).Where(x => x[0].Trim().Length > 0)
            .Select(x => new SeriesEntry(x[0].Trim(), Range(x.Length > 1 ? x[1].Trim() : "", where)))];

    static VersionRange Range(string comment, string where) =>
        VersionRange.Parse(comment.StartsWith(Mark, StringComparison.Ordinal) ? comment[Mark.Length..] : "", where);
}
