using System.Text.Json;

namespace SpiceTrial.Ground;

/// <summary>Names as members, as options, and the one that was probably meant.</summary>
public static class Names
{
    /// <summary>True when two names differ in case and dashes only.</summary>
    public static bool Same(string left, string right) => Plain(left).Equals(Plain(right), StringComparison.OrdinalIgnoreCase);

    /// <summary>TraceItems to trace-items.</summary>
    public static string Dashed(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);

    /// <summary>The known name with the fewest edits, or null when none is near: more than a third of the letters would have to
    /// change.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var typed = Plain(name);
        var near = known.Select(x => (Name: x, Edits: Edits(typed, Plain(x)))).OrderBy(x => x.Edits).FirstOrDefault();
        return near.Name is not null && near.Edits <= Math.Max(2, Plain(near.Name).Length / 3) ? near.Name : null;
    }

    /// <summary>More names than this are a wall that nobody reads.</summary>
    const int Most = 8;

    /// <summary><c>did you mean X? </c> where a name is near, then the known ones: all where they are few, else the nearest.</summary>
    public static string Suggestion(string name, IReadOnlyCollection<string> known, string kind)
    {
        var nearest = Nearest(name, known);
        var ask = nearest is null ? "" : $"did you mean {nearest}? ";
        if (known.Count <= Most)
            return $"{ask}{kind}: {string.Join(", ", known)}";
        var typed = Plain(name);
        var near = known.OrderBy(x => Plain(x).StartsWith(typed, StringComparison.Ordinal) ? 0 : 1).ThenBy(x => Edits(typed, Plain(x)))
            .ThenBy(x => x, StringComparer.Ordinal).Take(Most / 2);
        return $"{ask}the nearest of {known.Count} {kind}: {string.Join(", ", near)}";
    }

    static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    static int Edits(string left, string right)
    {
        var rows = Enumerable.Range(0, left.Length + 1).Select(_ => new int[right.Length + 1]).ToArray();
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
                rows[i][j] = Cell(i, j);
        }

        return rows[^1][^1];

        int Cell(int i, int j)
        {
            if (i == 0 || j == 0)
                return i + j;
            var replace = rows[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
            var best = Math.Min(replace, 1 + Math.Min(rows[i - 1][j], rows[i][j - 1]));
            var swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            return swapped ? Math.Min(best, rows[i - 2][j - 2] + 1) : best;
        }
    }
}
