using System.Text.Json;

namespace SpiceTrial.Sessions;

/// <summary>The display channel of one of the client's reports. Unknown fields come and go: they are ignored.</summary>
/// <param name="Name">The report's path.</param>
/// <param name="Counters">What was counted since the client connected, by the field's name.</param>
/// <param name="LastReceivedSeconds">From the session's start to the last message.</param>
/// <param name="StreamsActive">Streams at that moment.</param>
sealed record ClientReport(string Name, IReadOnlyDictionary<string, long> Counters, double? LastReceivedSeconds, int? StreamsActive)
{
    public const string StreamsCreated = "streams_created_total", StreamsDestroyed = "streams_destroyed_total", BytesIn = "bytes_in",
        Decodes = "decode_total_count", DecodesFailed = "decode_failed_count", Messages = "message_count";

    static readonly string[] Known = [StreamsCreated, StreamsDestroyed, BytesIn, Decodes, DecodesFailed, Messages];

    /// <summary>Reads <c>channel-state.json</c>: automatic reports key it by channel, in manual display reports the fields stand at the
    /// root.</summary>
    /// <returns><c>null</c> where no field of it is a display's alone: every channel counts its bytes and messages.</returns>
    /// <exception cref="JsonException">Not JSON.</exception>
    public static ClientReport? Read(string name, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new() { MaxDepth = 32 });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object)
            return null;
        var display = root.TryGetProperty("display", out var channel) && channel.ValueKind == JsonValueKind.Object ? channel : root;
        var counters = Known.Where(x => Number(display, x) is >= 0 and < long.MaxValue)
            .ToDictionary(x => x, x => (long)Number(display, x)!.Value);
        int? active = display.TryGetProperty("streams_active", out var streams) && streams.ValueKind == JsonValueKind.Array
            ? streams.GetArrayLength() : null;
        return counters.Keys.Except([BytesIn, DecodesFailed, Messages]).Any() || active is not null
            ? new(name, counters, Number(display, "last_recv_ts_secs"), active) : null;
    }

    /// <summary>Something decreases in the later one, so it began again: the client reconnected in between.</summary>
    public bool IsOfEarlierConnection(ClientReport later) => later.LastReceivedSeconds < LastReceivedSeconds
        || later.Counters.Any(x => x.Key != DecodesFailed && Counters.TryGetValue(x.Key, out var earlier) && x.Value < earlier);

    static double? Number(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            && double.IsFinite(number) ? number : null;
}
