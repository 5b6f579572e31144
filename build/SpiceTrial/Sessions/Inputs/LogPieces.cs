namespace SpiceTrial.Sessions;

/// <summary>
/// Pieces of one log. <c>NAME.log</c> is the newest; virtlogd calls the one before <c>NAME.log.0</c>, logrotate <c>NAME.log.1</c>, and so
/// on, or by its day (<c>dateext</c>: <c>NAME.log-20261123</c>). They may be cut within lines, so they are joined byte by byte, oldest
/// first.
/// </summary>
sealed partial class LogPieces : IDisposable
{
    // What is older sorts before what is newer: numbers downwards, then days, then the current one.
    const string Current = "2";

    readonly Dictionary<string, SortedDictionary<string, Piece>> logs = new(StringComparer.Ordinal);

    public static bool IsPiece(string name) => name.Length > 0 && char.IsAsciiDigit(name[^1]) && Older().IsMatch(name);

    public static bool IsCurrent(string name) => name.EndsWith(".log", StringComparison.Ordinal) || name is "syslog" or "messages";

    /// <summary>Sorts before that of a newer piece of the same log.</summary>
    public static string AgeOf(string name) => Older().Match(name) is { Success: true } match ? Age(match) : Current;

    /// <summary>Keeps a piece in a temporary file until all are there.</summary>
    /// <returns>Whether it is the only one of its place in its log.</returns>
    /// <exception cref="TrialException">More than an archive of this size may put there.</exception>
    public async Task<bool> PutAsideAsync(Leaf leaf, CancellationToken cancellationToken)
    {
        var name = Older().Match(leaf.Path) is { Success: true } match ? match.Groups["name"].Value : leaf.Path;
        var content = new TolerantStream(leaf.Content);
        var file = await SpoolFile.FillAsync(content, leaf.Budget, cancellationToken);
        if (!logs.TryGetValue(name, out var pieces))
            logs[name] = pieces = new(StringComparer.Ordinal);
        if (pieces.TryAdd(AgeOf(leaf.Path), new(file, content.Damage is { } damage ? $"{leaf.Name}: {damage.TrimEnd('.')}" : null)))
            return true;
        await file.DisposeAsync();
        return false;
    }

    /// <summary>Each log, how it came together, and what is missing of it; <c>null</c> where nothing is known to be.</summary>
    public IEnumerable<(string Name, Stream Log, string? Note, string? Hole)> Joined()
    {
        foreach (var (name, pieces) in logs.OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            string[] holes = [.. pieces.Values.Select(x => x.Damage).OfType<string>()];
            yield return (name, new JoinedStream([.. pieces.Values.Select(x => x.File)]),
                pieces.Count == 1 && !IsNumbered(pieces.Keys.Single()) ? null
                    : $"joined from {pieces.Count} pieces of {(pieces.ContainsKey("09999") ? "virtlogd" : "logrotate")}",
                holes.Length > 0 ? $"pieces of the log are damaged or cut off ({string.Join("; ", holes)}): lines are missing there"
                    : IsWhole(pieces) ? null : "pieces of the log are missing");
        }
    }

    static string Age(Match older) => older.Groups["number"] is { Success: true } number
        ? $"0{9999 - int.Parse(number.ValueSpan):0000}"
        : $"1{string.Concat(older.Groups["day"].Value.Where(char.IsAsciiDigit))}";

    static bool IsNumbered(string age) => age[0] == '0';

    /// <summary>Numbers are without a gap from 0 or 1 to the current one; days tell nothing.</summary>
    static bool IsWhole(SortedDictionary<string, Piece> pieces)
    {
        var numbers = pieces.Keys.Where(IsNumbered).Select(x => 9999 - int.Parse(x)).Order().ToList();
        return numbers.Count == 0
            || (pieces.ContainsKey(Current) && numbers[0] <= 1 && numbers.SequenceEqual(Enumerable.Range(numbers[0], numbers.Count)));
    }

    public void Dispose()
    {
        foreach (var piece in logs.Values.SelectMany(x => x.Values))
            piece.File.Dispose();
    }

    readonly record struct Piece(FileStream File, string? Damage);

    [GeneratedRegex(@"^(?<name>.*\.log|(.*/)?(syslog|messages))(\.(?<number>\d{1,4})|[-._](?<day>\d{4}-?\d\d-?\d\d([-_.T]?\d{2,10})*))$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Older();
}
