using CsCheck;
using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>Whatever the input, reading it ends soon with figures or with a failure for the operator, in bounded memory, and leaves nothing
/// behind.</summary>
public sealed class ArchiveFuzzTests : IDisposable
{
    // The reading itself takes milliseconds; other work on the machine takes the rest.
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    const long MostAllocated = 256L << 20;

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact(Timeout = 120_000)]
    public void Hostile_inputs_end_with_figures_or_a_failure()
    {
        // The same inputs each time.
        for (var seed = 0; seed < 400; seed++)
            Check(seed);
    }

    /// <summary><c>./build.sh Fuzz --minutes N</c>: other inputs each time; a failure names its seed.</summary>
    [Fact(Explicit = true)]
    public void Hostile_inputs_of_all_kinds_for_a_long_time()
    {
        var minutes = double.Parse(
            Environment.GetEnvironmentVariable("SPICE_TRIAL_FUZZ_MINUTES") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        long inputs = 0;

        Gen.Int[0, int.MaxValue - 1].Sample(
            seed =>
            {
                Check(seed);
                inputs++;
            },
            threads: 1, time: (int)(minutes * 60));

        TestContext.Current.SendDiagnosticMessage($"{inputs} inputs");
        Console.WriteLine($"fuzz: {inputs} inputs in {minutes} minutes");
    }

    void Check(int seed)
    {
        var input = new HostileInput(seed);
        var content = input.Make();
        var path = scratch.File(input.Name);
        File.WriteAllBytes(path, content);
        Allocation.OfAsync(() => Task.Run(() => Read(seed, input, content.Length, path)), MostAllocated).Result
            .Should().BeLessThan(MostAllocated, $"seed {seed}");
        Directory.EnumerateFileSystemEntries(scratch.Path).Should().Equal([path], $"seed {seed}");
        File.Exists("/tmp/escaped.log").Should().BeFalse();
        File.Delete(path);
    }

    static void Read(int seed, HostileInput input, int length, string path)
    {
        try
        {
            var reading = new AnalyzeSessions(new()).RunAsync([path], CancellationToken.None);
            if (!reading.Wait(Longest))
                throw new TimeoutException($"no end after {Longest}");
        }
        catch (AggregateException e) when (e.InnerException is TrialException { Status: ExitStatus.BadInput })
        {
            // Said what is wrong with it.
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"seed {seed}, {length} bytes as {input.Name}: {e}", e);
        }
    }
}
