using MathNet.Numerics.Distributions;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>
/// Runs as a two-state process makes them: the video streams when it starts, is lost at one rate and engages again at another. Between
/// runs the rate of engagement varies (gamma, mean 1), so that counts of runs are overdispersed.
/// </summary>
/// <param name="EngagementsPerMinute">While it waits.</param>
/// <param name="LossesPerMinute">While it streams.</param>
/// <param name="Variation">Coefficient of variation of the first between runs; 0 is a Poisson process.</param>
public sealed record SimulatedArm(double EngagementsPerMinute, double LossesPerMinute, double Variation = 0)
{
    const int OomsPerMinute = 165;

    /// <summary>Stock in the field: the video is lost once a minute, and comes back in 20 (sessions 006a to 006c).</summary>
    public static SimulatedArm Field { get; } = new(0.05, 1, 0.25);

    /// <summary>Share (0 to 1) of the runs in which the video never engages, whatever the library.</summary>
    public double NeverEngages { get; init; }

    /// <summary>Share of the runs whose process crashes at their end.</summary>
    public double Crashes { get; init; }

    /// <summary>Share of the runs whose guest freezes for good at their end.</summary>
    public double Aborts { get; init; }

    static long made;

    /// <param name="minutes">Of playback.</param>
    /// <param name="random">Makes the run.</param>
    /// <param name="drift">What the rate of engagement is multiplied with.</param>
    public RunFigures Run(double minutes, Random random, double drift = 1)
    {
        var shape = 1 / (Variation * Variation);
        var rate = drift * EngagementsPerMinute * (Variation > 0 ? Gamma.Sample(random, shape, shape) : 1);
        var seconds = minutes * 60;
        var streams = random.NextDouble() < NeverEngages ? [] : Streams(rate / 60, LossesPerMinute / 60, seconds, random);
        var number = Interlocked.Increment(ref made);
        return new()
        {
            // Each is a run of its own, though many have the same counts.
            Tag = $"simulated-{number}",
            Start = DateTimeOffset.UnixEpoch.AddSeconds(number),
            Mode = StreamingMode.All,
            Version = "0.15.1",
            ClientConnected = false,
            DurationSeconds = seconds,
            PlaybackSeconds = seconds,
            Ooms = (int)(OomsPerMinute * minutes),
            FreeSome = (int)(OomsPerMinute * minutes / 3),
            Creates = streams.Count,
            Stops = streams.Count(x => x.To is not null),
            PeakStreams = Math.Min(streams.Count, 1),
            SlotsExhausted = false,
            LogComplete = true,
            Ended = random.NextDouble() < Crashes ? "crashed" : "destroyed",
            Freezes = random.NextDouble() < Aborts ? [new(seconds, 14, EndsRun: true)] : [],
            Timeline = new([0], [], streams, IsCut: true),
            Regions = streams.Count == 0 ? [] : [Video(streams, seconds)],
        };
    }

    static Region Video(List<StreamBar> streams, double seconds)
    {
        var streaming = streams.Sum(x => (x.To ?? seconds) - x.From);
        return new(RegionKind.Video, 1024, 768, 0, 0, streams.Count, streams.Count(x => x.To is not null), streams.Count - 1, streaming,
            streaming / seconds);
    }

    static List<StreamBar> Streams(double rate, double losses, double seconds, Random random)
    {
        var streams = new List<StreamBar>();
        // Before anything is evicted a stream takes its 20 frames, and no more.
        for (var time = 1.0; time < seconds; time += Exponential.Sample(random, rate))
        {
            var from = time;
            time += losses > 0 ? Exponential.Sample(random, losses) : seconds;
            streams.Add(new(0, from, time < seconds ? time : null));
        }

        return streams;
    }
}
