namespace SpiceTrial.Reports;

/// <summary>Writes the generated part of a draft; what a person wrote outside of it stays. It ends with what it rests on, and is never
/// replaced by one that rests on less: harm that was seen once does not vanish because a later run did not look at it.</summary>
static class DraftFile
{
    /// <summary>Before a number in what a draft rests on: more of the same is not less.</summary>
    public const string Seeds = ", seeds: ";

    const string Begin = "<!-- rests on:";

    /// <param name="path">Of the draft.</param>
    /// <param name="text">Of its generated part.</param>
    /// <param name="restsOn">Each thing that it was made from, in the same words every time.</param>
    /// <param name="evidence">Where that is named.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>The path.</returns>
    /// <exception cref="TrialException">BadInput: the draft there rests on more. Refused: a person wrote it.</exception>
    public static async Task<string> WriteAsync(
        string path, string text, IReadOnlyList<string> restsOn, string evidence, CancellationToken cancellationToken)
    {
        var existing = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null;
        // Two dashes would end the comment.
        restsOn = [.. restsOn.Select(x => x.Replace("--", "- -")).Distinct()];
        List<string> lost = [.. Named(existing).Where(x => !restsOn.Any(y => Says(y, x)))];
        if (lost.Count > 0)
            throw new TrialException(
                $"the draft rests on what is no longer named: {string.Join(", ", lost.Take(5))}"
                    + (lost.Count > 5 ? $" and {lost.Count - 5} more" : ""),
                path, $"Name it again in {evidence} (it was kept in git), or begin another draft in another file", ExitStatus.BadInput);
        var whole = restsOn.Count == 0 ? text.TrimEnd() : $"{text.TrimEnd()}\n\n{Begin}\n{string.Join('\n', restsOn)}\n-->";
        await AtomicFile.WriteAsync(path, Encoding.UTF8.GetBytes(GeneratedPart.Replace(existing, whole, path)), cancellationToken);
        return path;
    }

    static bool Says(string line, string older) => line == older
        || ((line.Split(Seeds), older.Split(Seeds)) is ([var same, var now], [var what, var then])
            && same == what && int.TryParse(now, out var more) && int.TryParse(then, out var less) && more >= less);

    static string[] Named(string? draft) =>
        draft?.IndexOf(Begin, StringComparison.Ordinal) is >= 0 and var at
        && draft.IndexOf("-->", at, StringComparison.Ordinal) is >= 0 and var end
            ? draft[(at + Begin.Length)..end].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
}
