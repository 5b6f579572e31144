using SpiceTrial.Sessions;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Runs as the analysis yields them.</summary>
static class Given
{
    static int runs;

    public static readonly Arm Stock = new(8, new string('a', 40));
    public static readonly Arm Patched = new(128, new string('b', 40));

    /// <summary>A run of 1024x768 video under the OOM rates of session 006a, its log whole.</summary>
    public static RunFigures Run(Arm arm, double minutes, int creates, double streamingSeconds, int? reEngagements = null)
    {
        var tag = $"{arm.TraceItems}-{Interlocked.Increment(ref runs)}";
        var seconds = minutes * 60;
        return new()
        {
            Tag = tag,
            Arm = arm,
            Mode = StreamingMode.All,
            Version = "0.15.1",
            ClientConnected = true,
            ImageCompression = "auto_glz",
            Start = new DateTimeOffset(2026, 5, 18, 20, 0, 0, TimeSpan.Zero).AddMinutes(runs),
            DurationSeconds = seconds,
            PlaybackSeconds = seconds,
            Ooms = (int)(165 * minutes),
            FreeSome = (int)(40 * minutes),
            Creates = creates,
            Stops = creates,
            PeakStreams = Math.Min(creates, 1),
            SlotsExhausted = false,
            LogComplete = true,
            Regions = creates == 0 ? [] : [Video(creates, reEngagements ?? creates - 1, streamingSeconds, seconds)],
        };
    }

    public static Region Video(int creates, int reEngagements, double streamingSeconds, double seconds) =>
        new(RegionKind.Video, 1024, 768, 0, 0, creates, creates, reEngagements, streamingSeconds, streamingSeconds / seconds);

    /// <summary>Session 006a's shape: the stream comes once or twice and is lost.</summary>
    public static RunFigures Stalled(Arm arm, double minutes = 9) => Run(arm, minutes, 2, 20);

    /// <summary>The stream comes back each time.</summary>
    public static RunFigures Cured(Arm arm, double minutes = 9) => Run(arm, minutes, (int)(4 * minutes), 50 * minutes);
}
