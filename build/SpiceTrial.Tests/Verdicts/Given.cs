using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>Runs as the analysis yields them.</summary>
static class Given
{
    static int runs;

    /// <summary>A trial of the ring of 128 that is to be planned.</summary>
    public static PlanRequest Request(int runs, int minutes = 9, int seed = 7) =>
        new("007", runs, minutes, 128, seed) { Power = PlannedTrials.Power };

    public static readonly Arm Stock = new(8, new string('a', 40));
    public static readonly Arm Patched = new(128, new string('b', 40));

    /// <summary>A run of 1024x768 video under the OOM rates of session 006a, its log whole: the streams stand at its beginning.</summary>
    public static RunFigures Run(
        Arm arm, double minutes, int creates, double streamingSeconds, double oomsPerMinute = 165, double evictionsPerMinute = 40)
    {
        var tag = $"{arm.TraceItems}-{Interlocked.Increment(ref runs)}";
        var seconds = minutes * 60;
        double[] Times(double perMinute) => [.. Enumerable.Range(0, (int)(perMinute * minutes)).Select(x => x * 60 / perMinute)];
        var (ooms, freeSome, length) = (Times(oomsPerMinute), Times(evictionsPerMinute), streamingSeconds / Math.Max(1, creates));
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
            Ooms = ooms.Length,
            FreeSome = freeSome.Length,
            Creates = creates,
            Stops = creates,
            PeakStreams = Math.Min(creates, 1),
            SlotsExhausted = false,
            LogComplete = true,
            Ended = "destroyed",
            Regions = creates == 0 ? [] : [Video(creates, streamingSeconds, seconds)],
            Timeline = new(ooms, freeSome,
                [.. Enumerable.Range(0, creates).Select(x => new StreamBar(0, 1 + (x * length), 1 + ((x + 1) * length)))], IsCut: false),
        };
    }

    public static Region Video(int creates, double streamingSeconds, double seconds) =>
        new(RegionKind.Video, 1024, 768, 0, 0, creates, creates, Math.Max(0, creates - 1), streamingSeconds, streamingSeconds / seconds);

    /// <summary>Session 006a's shape: the stream comes once or twice and is lost.</summary>
    public static RunFigures Stalled(Arm arm, double minutes = 9) => Run(arm, minutes, 2, 20);

    /// <summary>The stream comes back each time.</summary>
    public static RunFigures Cured(Arm arm, double minutes = 9) => Run(arm, minutes, (int)(4 * minutes), 50 * minutes);

    /// <summary>Stock and patched runs in turns; each may be changed by its place in its arm.</summary>
    public static (RunFigures[] Baseline, RunFigures[] Candidate) Trial(
        Func<int, RunFigures, RunFigures>? stock = null, Func<int, RunFigures, RunFigures>? patched = null, int count = 5,
        Func<RunFigures>? baseline = null, Func<RunFigures>? candidate = null)
    {
        var pairs = Enumerable.Range(0, count).Select(i => (
            Stock: (stock ?? ((_, x) => x))(i, (baseline ?? (() => Stalled(Stock)))()),
            Patched: (patched ?? ((_, x) => x))(i, (candidate ?? (() => Cured(Patched)))()))).ToList();
        return ([.. pairs.Select(x => x.Stock)], [.. pairs.Select(x => x.Patched)]);
    }

    public static Comparison Compare((RunFigures[] Baseline, RunFigures[] Candidate) trial, VideoSize? video = null) =>
        CompareRuns.Of(trial.Baseline, trial.Candidate, video);
}
