using System.Text.Json;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>What a guest says on its serial ports: JSON lines of the load on the first, its kernel's messages on the second.</summary>
/// <param name="Kernel">Its kernel's release; <c>null</c> while it has not booted.</param>
/// <param name="IsReady">The load draws.</param>
/// <param name="Plays">In their order.</param>
/// <param name="IsOver">The load came to its end.</param>
/// <param name="Trouble">Why it could not, or <c>null</c>.</param>
public sealed record GuestLog(string? Kernel, bool IsReady, IReadOnlyList<GuestPlay> Plays, bool IsOver, string? Trouble)
{
    static readonly string[] DisplayWords = ["[TTM]", "qxl", "[drm", "BUG:", "Oops", "Call Trace", "blocked for more than"];

    /// <summary>Lines that are no JSON are what the guest's programs print: not taken, and no error.</summary>
    public static GuestLog Read(IEnumerable<string> lines)
    {
        var log = new GuestLog(null, false, [], false, null);
        var plays = new SortedDictionary<int, GuestPlay>();
        foreach (var line in lines.Where(x => x.StartsWith('{')))
        {
            try
            {
                using var document = JsonDocument.Parse(line, new() { MaxDepth = 8 });
                log = log.With(document.RootElement, plays);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
            {
                // A line that was cut off when the guest died.
            }
        }

        return log with { Plays = [.. plays.Values] };
    }

    /// <summary>The kernel's messages about its display and about itself, without their times; each once, in their order.</summary>
    public static IReadOnlyList<string> OfDisplay(IEnumerable<string> kernel) =>
        [.. kernel.Where(x => DisplayWords.Any(x.Contains)).Select(WithoutTime).Where(x => x.Length > 0).Distinct().Take(40)];

    GuestLog With(JsonElement line, SortedDictionary<int, GuestPlay> plays)
    {
        switch (line.GetProperty("event").GetString())
        {
            case "booted":
                return this with { Kernel = line.GetProperty("kernel").GetString() };
            case "ready":
                return this with { IsReady = true };
            case "play":
                var number = line.GetProperty("play").GetInt32();
                plays[number] = new(number, Time(line.GetProperty("time")), null, null, null, []);
                return this;
            case "played":
                var begun = plays[line.GetProperty("play").GetInt32()];
                plays[begun.Play] = begun with
                {
                    Seconds = line.GetProperty("seconds").GetDouble(),
                    Frames = Number(line, "frames") is { } frames ? (int)frames : null,
                    LongestGap = Number(line, "longestGap"),
                    Gaps = [.. line.GetProperty("gaps").EnumerateArray().Select(x => new GuestGap(Time(x[0]), x[1].GetDouble()))],
                };
                return this;
            case "over":
                return this with { IsOver = true };
            case "lost":
                return this with { Trouble = "its X server went away" };
            case "failed":
                return this with { Trouble = Trouble ?? Printable.Show(line.GetProperty("reason").GetString() ?? "", 200) };
            default:
                return this;
        }
    }

    static DateTimeOffset Time(JsonElement seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds.GetDouble());

    static double? Number(JsonElement line, string name) =>
        line.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    // A time is a number; [TTM] is the beginning of a message.
    static string WithoutTime(string line)
    {
        var end = line.StartsWith('[') ? line.IndexOf(']', StringComparison.Ordinal) : -1;
        var isTime = end > 0 && double.TryParse(line.AsSpan(1, end - 1), out _);
        return Printable.Show(isTime ? line[(end + 1)..].Trim() : line.Trim(), 300);
    }
}
