using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

/// <summary>A log may be of any size: the reader takes at most 64 MiB above what it takes for a small one. Each is read by a process of its
/// own.</summary>
public sealed class MemoryTests : IDisposable
{
    const string Input = "SPICE_TRIAL_MEMORY_INPUT", Said = "peak KiB: ";

    readonly Scratch scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Run", "All")]
    public Task More_than_a_GiB_of_log_takes_at_most_64_MiB_more_than_a_small_one_also_where_every_line_counts(bool busy) =>
        TakesAtMostAsync(64, logMebibytes: 1200, busy);

    // The same share of the log as above.
    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public Task A_large_log_takes_hardly_more_than_a_small_one_also_where_every_line_counts(bool busy) =>
        TakesAtMostAsync(40, logMebibytes: 375, busy);

    async Task TakesAtMostAsync(int mebibytes, int logMebibytes, bool busy)
    {
        var oom =
            "2026-11-23T22:58:11.724659Z qemu-system-x86_64: info: Spice: ../server/display-channel.cpp:2412:display_channel_debug_oom: "
                + "OOM1 #draw=1, #glz_draw=1 current 1 pipes 1\n";
        var start = "2026-11-23T22:58:11.724659Z qemu-system-x86_64: info: Spice: ../server/reds.cpp:3418:do_spice_init: starting 0.15.1\n";
        // In more than a GiB the domain starts more than a thousand times.
        var guest = SharedLogs.Bytes("guest-pair-stock");
        var piece = busy ? Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat(oom, 5_000))) : guest;
        var small = await PeakAsync(Write("small.log", 1, guest));

        var large = await PeakAsync(Write("large.log", (long)logMebibytes << 20, piece));

        (large - small).Should().BeLessThan(mebibytes << 10);
    }

    [Fact(Explicit = true)]
    public async Task Reads_what_it_is_given_and_says_its_peak()
    {
        var path = Environment.GetEnvironmentVariable(Input) ?? throw new InvalidOperationException($"{Input} names no file");
        (await new AnalyzeSessions(new()).RunAsync([path], TestContext.Current.CancellationToken)).Runs.Should().NotBeEmpty();
        var peak = (await File.ReadAllLinesAsync("/proc/self/status", TestContext.Current.CancellationToken))
            .Single(x => x.StartsWith("VmHWM:", StringComparison.Ordinal));
        // The runner prints the output of failed tests only.
        await File.WriteAllTextAsync(
            $"{path}.peak", Said + peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], TestContext.Current.CancellationToken);
    }

    /// <summary>The piece over and over.</summary>
    string Write(string name, long size, byte[] piece)
    {
        using var file = File.Create(scratch.File(name));
        do
        {
            file.Write(piece);
        }
        while (file.Length < size);
        return file.Name;
    }

    static async Task<long> PeakAsync(string path)
    {
        var child = new ProgramCall("dotnet", typeof(MemoryTests).Assembly.Location, "-noLogo", "-noColor", "-explicit", "only", "-method",
            $"{typeof(MemoryTests).FullName}.{nameof(Reads_what_it_is_given_and_says_its_peak)}")
        {
            Timeout = TimeSpan.FromMinutes(4),
            Environment = new Dictionary<string, string?> { [Input] = path },
        };
        (await Programs.RunAsync(child, TestContext.Current.CancellationToken)).OrThrow("the log could not be read");
        return long.Parse((await File.ReadAllTextAsync($"{path}.peak", TestContext.Current.CancellationToken))[Said.Length..],
            CultureInfo.InvariantCulture);
    }
}
