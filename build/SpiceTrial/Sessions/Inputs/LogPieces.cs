namespace SpiceTrial.Sessions;

/// <summary>
/// virtlogd's pieces of one log: <c>NAME.log</c> is the newest, <c>NAME.log.0</c> the one before, and so on. They are cut within lines, so
/// they are joined byte by byte, oldest first.
/// </summary>
sealed partial class LogPieces : IDisposable
{
    readonly Dictionary<string, SortedDictionary<int, FileStream>> logs = new(StringComparer.Ordinal);

    public static bool IsPiece(string name) => name.Length > 0 && char.IsAsciiDigit(name[^1]) && Numbered().IsMatch(name);

    public static bool IsCurrent(string name) => name.EndsWith(".log", StringComparison.Ordinal);

    /// <summary>Keeps a piece in a temporary file until all are there.</summary>
    /// <exception cref="TrialException">More than an archive of this size may put there.</exception>
    public async Task PutAsideAsync(Leaf leaf, CancellationToken cancellationToken)
    {
        var match = Numbered().Match(leaf.Path);
        var (name, number) = match.Success ? (match.Groups[1].Value, int.Parse(match.Groups[2].ValueSpan)) : (leaf.Path, -1);
        var file = await SpoolFile.FillAsync(new TolerantStream(leaf.Content), leaf.Budget, cancellationToken);
        if (!logs.TryGetValue(name, out var pieces))
            logs[name] = pieces = [];
        if (!pieces.TryAdd(number, file))
            await file.DisposeAsync();
    }

    /// <summary>Each log whole, with a remark where pieces are missing.</summary>
    public IEnumerable<(string Name, Stream Log, string? Note)> Joined()
    {
        foreach (var (name, pieces) in logs.OrderBy(x => x.Key, StringComparer.Ordinal))
        {
            var numbers = pieces.Keys.ToList();
            var isWhole = numbers.SequenceEqual(Enumerable.Range(-1, numbers.Count));
            yield return (name, new JoinedStream([.. pieces.Values.Reverse()]),
                numbers.Count == 1 && isWhole
                    ? null : $"joined from {numbers.Count} pieces of virtlogd" + (isWhole ? "" : "; pieces between them are missing"));
        }
    }

    public void Dispose()
    {
        foreach (var file in logs.Values.SelectMany(x => x.Values))
            file.Dispose();
    }

    [GeneratedRegex(@"^(.*\.log)\.(\d{1,4})$")]
    private static partial Regex Numbered();
}
