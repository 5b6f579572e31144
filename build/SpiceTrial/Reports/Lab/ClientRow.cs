using SpiceTrial.Lab;

namespace SpiceTrial.Reports;

/// <summary>One cell's client beside its server's log.</summary>
/// <param name="Cell">Scenario, ring size and seed.</param>
/// <param name="Words">What it received, and what the log says.</param>
/// <param name="Remarks">What does not agree, or went wrong.</param>
public sealed record ClientRow(string Cell, string Words, IReadOnlyList<string> Remarks)
{
    /// <summary>A row for each cell that had a client.</summary>
    public static IReadOnlyList<ClientRow> Of(LabResult result) =>
        [.. result.Cells.Where(x => x.Client is not null).Select(x => Of(x, x.Client!))];

    static ClientRow Of(LabCell cell, ReceivedFigures client) => new(
        $"{cell.Scenario}, ring {cell.RingSize}, seed {cell.Seed}",
        $"the client received {client.StreamsCreated} streams (in the log: {cell.VideoCreates + cell.WidgetCreates}) with {client.Frames} "
            + $"frames{Codecs(client)}, {Megabytes(client.FrameBytes)} MB, "
            + $"{client.DamagedFrames} of them damaged, and {client.Draws} pictures that were not streamed, {Megabytes(client.Bytes)} MB "
            + $"in all; {cell.DictionaryFirst} of {cell.FreeSome} evictions "
            + $"freed its GLZ dictionary first; {(client is { Disagreements: [], Trouble: null } ? "that agrees" : "SOMETHING IS WRONG")}",
        [.. client.Disagreements, .. client.Trouble is { } trouble ? [trouble] : Array.Empty<string>()]);

    static string Codecs(ReceivedFigures client) =>
        string.Join(", ", client.Regions.Select(x => x.Codec).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } codecs
            ? $" of {codecs}" : "";

    static string Megabytes(long bytes) => (bytes / 1e6).ToString("0.0");
}
