using System.Text.Json;

namespace SpiceTrial.Sessions;

/// <summary>What the player in the guest wrote of its plays: JSON lines, of which those with <c>"event": "played"</c> carry the
/// <c>frames</c> that it drew. It shows that a video played which never streamed.</summary>
public static class PlayLog
{
    /// <summary>Its name in a session.</summary>
    public const string FileName = "guest-play.jsonl";

    /// <returns>Frames of all its plays; lines that are no JSON are what else came over a serial port.</returns>
    public static long Frames(ReadOnlyMemory<byte> text)
    {
        var frames = 0L;
        foreach (var line in Encoding.UTF8.GetString(text.Span).Split('\n').Where(x => x.StartsWith('{')))
        {
            try
            {
                using var document = JsonDocument.Parse(line, new() { MaxDepth = 8 });
                var of = document.RootElement;
                if (of.TryGetProperty("event", out var name) && name.ValueEquals("played") && of.TryGetProperty("frames", out var count)
                    && count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var drawn) && drawn > 0)
                    frames += drawn;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                // Cut off when the guest died.
            }
        }

        return frames;
    }
}
