using System.Text.Json;

namespace SpiceTrial.Sessions;

/// <summary>The client's reports of one session, in the order in which they were written.</summary>
sealed partial class ClientReports
{
    // A run yields one every few seconds.
    const int Most = 20_000;

    /// <summary>The client keeps no more than this many automatic reports unless told to.</summary>
    const int DefaultCap = 20;

    readonly List<ClientReport> reports = [];
    int unreadable;

    public bool IsEmpty => reports.Count == 0 && unreadable == 0;

    public void Add(string container, ReadOnlyMemory<byte> channelState)
    {
        try
        {
            if (reports.Count < Most && ClientReport.Read(container, channelState) is { } report)
                reports.Add(report);
        }
        catch (JsonException)
        {
            unreadable++;
        }
    }

    public void Clear()
    {
        reports.Clear();
        unreadable = 0;
    }

    public ClientFigures Figures()
    {
        // Names carry the time of day and, of automatic reports, the seconds since the session's start.
        var ordered = reports.OrderBy(x => Written(x.Name), StringComparer.Ordinal).ThenBy(x => Elapsed(x.Name))
            .ThenBy(x => x.Name, StringComparer.Ordinal).ToList();
        var beginnings = Enumerable.Range(1, Math.Max(0, ordered.Count - 1)).Where(x => IsNew(ordered[x - 1], ordered[x])).ToList();
        long? Total(Func<ClientReport, long?> field) =>
            beginnings.Select(x => x - 1).Append(ordered.Count - 1).Where(x => x >= 0).Select(x => LastKnown(ordered, x, beginnings, field))
                .Aggregate((long?)null, (sum, x) => x is null ? sum : (sum ?? 0) + x);
        return new(
            reports.Count, unreadable, beginnings.Count, Total(x => x.StreamsCreated), Total(x => x.StreamsDestroyed),
            Total(x => x.BytesIn), Total(x => x.Decodes), Total(x => x.DecodesFailed),
            Total(x => x.Messages), ordered.LastOrDefault(x => x.LastReceivedSeconds is not null)?.LastReceivedSeconds,
            ordered.Max(x => x.StreamsActive));
    }

    public IEnumerable<string> Remarks()
    {
        if (unreadable > 0)
            yield return $"{unreadable} reports of the client could not be read";
        if (reports.Count(x => x.Name.Contains("auto", StringComparison.OrdinalIgnoreCase)) == DefaultCap)
            yield return $"the client wrote {DefaultCap} automatic reports, its default cap: the end of the run may be missing "
                + "(--auto-snapshot-cap)";
        if (reports.Count > 0 && reports.TrueForAll(x => x.StreamsCreated is null))
            yield return "no report of the client says how many streams it saw";
    }

    /// <summary>Any counter that decreased began again: the client reconnected.</summary>
    static bool IsNew(ClientReport before, ClientReport after) =>
        after.StreamsCreated < before.StreamsCreated || after.StreamsDestroyed < before.StreamsDestroyed || after.BytesIn < before.BytesIn
            || after.Decodes < before.Decodes
        || after.Messages < before.Messages || after.LastReceivedSeconds < before.LastReceivedSeconds;

    /// <summary>A field may be missing in the last report of a connection: the last one that has it counts.</summary>
    static long? LastKnown(List<ClientReport> ordered, int last, List<int> beginnings, Func<ClientReport, long?> field)
    {
        for (var i = last; i >= 0; i--)
        {
            if (field(ordered[i]) is { } value)
                return value;
            if (beginnings.BinarySearch(i) >= 0)
                return null;
        }

        return null;
    }

    static string Written(string name) => TimeInName().Match(name) is { Success: true } match ? match.Value : "";

    static double Elapsed(string name) =>
        ElapsedInName().Match(name) is { Success: true } match
            && double.TryParse(match.Groups[1].ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")]
    private static partial Regex TimeInName();

    [GeneratedRegex(@"T\+(\d+(?:\.\d+)?)s")]
    private static partial Regex ElapsedInName();
}
