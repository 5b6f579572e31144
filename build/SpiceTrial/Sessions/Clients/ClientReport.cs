using System.Text.Json;

namespace SpiceTrial.Sessions;

/// <summary>The display channel of one of the client's reports. Unknown fields come and go: they are ignored.</summary>
sealed record ClientReport(
    string Name, long? StreamsCreated, long? StreamsDestroyed, long? BytesIn, long? Decodes, long? DecodesFailed, long? Messages,
    double? LastReceivedSeconds, int? StreamsActive)
{
    /// <summary>Reads <c>channel-state.json</c>: automatic reports key it by channel, in manual display reports the fields stand at the
    /// root.</summary>
    /// <returns><c>null</c> where it has no display channel.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static ClientReport? Read(string name, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var display = root.TryGetProperty("display", out var channel) && channel.ValueKind == JsonValueKind.Object ? channel : root;
        var report = new ClientReport(
            name, Whole(display, "streams_created_total"), Whole(display, "streams_destroyed_total"), Whole(display, "bytes_in"),
            Whole(display, "decode_total_count"),
            Whole(display, "decode_failed_count"), Whole(display, "message_count"), Number(display, "last_recv_ts_secs"),
            display.TryGetProperty("streams_active", out var active) && active.ValueKind == JsonValueKind.Array
                ? active.GetArrayLength() : null);
        return report is { StreamsCreated: null, StreamsDestroyed: null, BytesIn: null, Decodes: null, StreamsActive: null }
            ? null : report;
    }

    static double? Number(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && double.IsFinite(number) ? number : null;

    static long? Whole(JsonElement fields, string name) =>
        Number(fields, name) is >= 0 and < long.MaxValue and var number ? (long)number : null;
}
