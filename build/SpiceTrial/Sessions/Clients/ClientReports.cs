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

    /// <summary>Reports that say nothing of a display: they are passed over.</summary>
    public int WithoutDisplay { get; private set; }

    public void Add(string container, ReadOnlyMemory<byte> channelState)
    {
        try
        {
            if (ClientReport.Read(container, channelState) is not { } report)
                WithoutDisplay++;
            else if (reports.Count < Most)
                reports.Add(report);
        }
        catch (JsonException)
        {
            unreadable++;
        }
    }

    public ClientFigures Figures()
    {
        // Names carry the time of day and, of automatic reports, the seconds since the session's start.
        var ordered = reports.OrderBy(x => Written(x.Name)).ThenBy(x => Elapsed(x.Name))
            .ThenBy(x => x.Name, StringComparer.Ordinal).ToList();
        var connections = new List<List<ClientReport>>();
        foreach (var report in ordered)
        {
            if (connections is not [.., [.., var before]] || before.IsOfEarlierConnection(report))
                connections.Add([]);
            connections[^1].Add(report);
        }

        // A field may be missing in the last report of a connection: the last one that has it counts.
        long? Total(string counter) => connections.SelectMany(x => x.Where(y => y.Counters.ContainsKey(counter)).TakeLast(1))
            .Aggregate((long?)null, (sum, x) => (sum ?? 0) + x.Counters[counter]);
        return new(
            reports.Count, unreadable, Math.Max(0, connections.Count - 1), Total(ClientReport.StreamsCreated),
            Total(ClientReport.StreamsDestroyed), Total(ClientReport.BytesIn), Total(ClientReport.Decodes),
            Total(ClientReport.DecodesFailed), Total(ClientReport.Messages),
            ordered.LastOrDefault(x => x.LastReceivedSeconds is not null)?.LastReceivedSeconds, ordered.Max(x => x.StreamsActive));
    }

    public IEnumerable<string> Remarks()
    {
        if (unreadable > 0)
            yield return $"{unreadable} reports of the client could not be read";
        if (reports.Count(x => x.Name.Contains("auto", StringComparison.OrdinalIgnoreCase)) == DefaultCap)
            yield return $"the client wrote {DefaultCap} automatic reports, its default cap: the end of the run may be missing "
                + "(--auto-snapshot-cap)";
        if (reports.Count > 0 && !reports.Exists(x => x.Counters.ContainsKey(ClientReport.StreamsCreated)))
            yield return "no report of the client says how many streams it saw";
    }

    /// <summary>When a report was written, by its name; <c>null</c> where that does not say it.</summary>
    internal static DateTimeOffset? Written(string name) => DateTimeOffset.TryParseExact(
        TimeInName().Match(name).Value, "yyyy-MM-dd'T'HH-mm-ss'Z'", null, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    static double Elapsed(string name) =>
        ElapsedInName().Match(name) is { Success: true } match
            && double.TryParse(match.Groups[1].ValueSpan, out var seconds) ? seconds : 0;

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ")]
    private static partial Regex TimeInName();

    [GeneratedRegex(@"T\+(\d+(?:\.\d+)?)s")]
    private static partial Regex ElapsedInName();
}
