using MathNet.Numerics.Distributions;
using SpiceTrial.Sessions;

namespace SpiceTrial.Testing;

/// <summary>
/// Runs as a two-state process makes them: the video waits and engages at one rate, streams and is lost at another. Between runs the rate
/// of engagement varies (gamma, mean 1), so that counts of runs are overdispersed.
/// </summary>
/// <param name="EngagementsPerMinute">While it waits.</param>
/// <param name="LossesPerMinute">While it streams.</param>
/// <param name="Variation">Coefficient of variation of the first between runs; 0 is a Poisson process.</param>
public sealed record SimulatedArm(double EngagementsPerMinute, double LossesPerMinute, double Variation = 0)
{
    const int OomsPerMinute = 165;

    static long made;

    public IReadOnlyList<RunFigures> Runs(int count, double minutes, Random random) =>
        [.. Enumerable.Range(1, count).Select(x => Run($"simulated-{x}", minutes, random))];

    RunFigures Run(string tag, double minutes, Random random)
    {
        var shape = 1 / (Variation * Variation);
        var rate = EngagementsPerMinute * (Variation > 0 ? Gamma.Sample(random, shape, shape) : 1);
        var (time, streaming, creates, stops) = (0.0, 0.0, 0, 0);
        while (true)
        {
            time += Exponential.Sample(random, rate);
            if (time >= minutes)
                break;
            creates++;
            var length = LossesPerMinute > 0 ? Exponential.Sample(random, LossesPerMinute) : minutes;
            streaming += Math.Min(length, minutes - time);
            time += length;
            if (time >= minutes)
                break;
            stops++;
        }

        var seconds = minutes * 60;
        return new()
        {
            Tag = tag,
            // Each is a run of its own, though many have the same counts.
            Start = DateTimeOffset.UnixEpoch.AddSeconds(Interlocked.Increment(ref made)),
            Mode = StreamingMode.All,
            Version = "0.15.1",
            ClientConnected = false,
            DurationSeconds = seconds,
            PlaybackSeconds = seconds,
            Ooms = (int)(OomsPerMinute * minutes),
            FreeSome = (int)(OomsPerMinute * minutes / 3),
            Creates = creates,
            Stops = stops,
            PeakStreams = Math.Min(creates, 1),
            SlotsExhausted = false,
            LogComplete = true,
            Regions = creates == 0
                ? []
                : [new(RegionKind.Video, 1024, 768, 0, 0, creates, stops, Math.Max(0, creates - 1), streaming * 60, streaming / minutes)],
        };
    }
}
