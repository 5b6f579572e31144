using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.Hosts;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.TestHosts;

/// <summary>One short pair with a real guest: docs/rehearsal.md.</summary>
public sealed class RehearsalTests : IDisposable
{
    readonly string clone = Directory.CreateTempSubdirectory("spice-trial-rehearsal-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(clone, recursive: true);

    [Fact(Timeout = 2_400_000), Trait("Run", "All")]
    public async Task A_real_guest_never_streams_on_stock_and_does_with_128_entries_as_rule_and_lab_say()
    {
        await GitAsync("clone", "--quiet", "--no-hardlinks", SourceTree.Root(), clone);
        var before = await LeftAsync();

        var output = new NotesCable(Path.Combine(Settings().Scratch, "host", "cable"));
        var record = await RehearseAsync(output);

        record.Origin.Should().Be(Origin.Test);
        record.Guest.Kernel.Should().StartWith("5.10.");
        record.Runs.Select(x => (x.RingSize, x.Trouble, x.Freezes)).Should().Equal((8, null, 0), (128, null, 0));
        record.Runs.Should().OnlyContain(x => x.PlaysOffered >= 4 && x.FreeSome > 20);
        record.Runs[0].PlaysEngaged.Should().Be(0);
        record.Runs[1].PlaysEngaged.Should().BeGreaterThanOrEqualTo(record.Runs[1].PlaysOffered - 1);
        // The lab knows no frames that a busy machine's guest draws late; the rule takes them from the guest.
        record.Truth.Should().HaveCount(2).And.OnlyContain(x => x.Rule == x.Guest);
        record.Truth.Select(x => x.Lab).Should().Equal("0 of 18", "18 of 18");
        record.Verdicts.Should().BeEmpty("one pair is no trial");
        File.Exists(Path.Combine(Settings().Folder, "report.html")).Should().BeTrue();
        (await LeftAsync()).Should().Equal(before, "no process, mount or interface stays");
        output.Cable.Should().NotBeNull("its host had one while the guests played");
        Cables().Should().NotContain(output.Cable);
        (await GitAsync("-C", clone, "status", "--porcelain", "--", ":!sessions/rehearsal")).Should().BeEmpty();

        // What is done stays done.
        (await RehearseAsync()).Runs.Should().BeEquivalentTo(record.Runs);

        // As copied from another machine: the runs, without the record of the whole.
        File.Delete(Path.Combine(Settings().Folder, Rehearsal.FileName));
        (await RehearseAsync()).Runs.Should().BeEquivalentTo(record.Runs);
    }

    [Fact(Timeout = 1_800_000), Trait("Run", "All")]
    public async Task A_guest_whose_process_dies_in_mid_play_is_a_run_that_crashed()
    {
        Directory.CreateDirectory(Path.Combine(clone, ".nuke"));
        await using var stage = await RehearsalStage.OpenAsync(Settings(), new CollectedOutput(), new SshConnector(), Token);
        var guest = new TestGuest("pair-01", Settings().Scenarios[0], 60, 1);
        var performance = new GuestPerformance(stage, guest, new CollectedOutput());
        var played = performance.RunAsync(Token);
        while (!performance.Read().Plays.Any())
            await Task.Delay(500, Token);

        await stage.Host.ShellAsync("kill -SEGV $(cat /run/libvirt/qemu/pair-01.pid)", Token);
        var logs = await performance.KeepPlayLogAsync(Path.Combine(clone, "logs"), Token);
        (await played).Log.IsOver.Should().BeFalse();
        var captured = await stage.CaptureAsync("pair-01", guest, logs, Token);
        await performance.DestroyAsync(Token);

        foreach (var run in new[] { captured.Analysis.Runs.Single(), (await new AnalyzeSessions(new()).RunAsync([captured.Folder], Token))
            .Runs.Single() })
            (run.Ended, run.Crashed, run.Origin, run.Arm.TraceItems).Should().Be(("crashed", true, Origin.Test, 8));
        var step = new RehearsalStep("pair-01", Settings().Scenarios[0], 8, 1);
        var made = RehearsalFigures.Of(step, performance.Read(), [], captured.Analysis.Runs[0], "");
        (made.Trouble, made.OtherFreezes).Should().Be(("its process crashed", 0), "a crash is no freeze of the guest");
    }

    Task<Rehearsal> RehearseAsync(IChainOutput? output = null) =>
        new Rehearse(Settings(), output ?? new CollectedOutput(), new SshConnector()).RunAsync(Token);

    RehearsalSettings Settings() => new(
        new ChainSettings(clone) { CacheDirectory = Hypervisor.Workspace.Cache }, ScenarioFiles.Of(["guest-16mib"]))
    {
        Name = "pair", Seed = 1, Pairs = 1, Minutes = 1,
    };

    /// <summary>What a rehearsal may not leave behind.</summary>
    static async Task<IReadOnlyList<string>> LeftAsync() =>
    [
        .. (await File.ReadAllLinesAsync("/proc/mounts", Token)).Where(x => x.Contains("spice-trial")).Order(),
        // Cables (sth-N) are those of hosts of tests that run beside this one too, which come and go: its own is looked for apart.
        .. Directory.GetDirectories("/sys/class/net").Where(x => !Path.GetFileName(x).StartsWith("sth-", StringComparison.Ordinal)).Order(),
        .. Directory.GetDirectories("/proc").Where(x => IsGuest(Path.Combine(x, "cmdline"))),
    ];

    /// <summary>All test hosts' cables, by a number that no later one gets again.</summary>
    static IEnumerable<string> Cables() => Directory.GetDirectories("/sys/class/net", "sth-*").Select(IndexOf).OfType<string>();

    static string? IndexOf(string cable)
    {
        try
        {
            return File.ReadAllText(Path.Combine(cable, "ifindex")).Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }

    static bool IsGuest(string commandLine)
    {
        try
        {
            return File.ReadAllText(commandLine) is var words && words.Contains("qemu-system") && words.Contains("guest-16mib");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static async Task<string> GitAsync(params IReadOnlyList<string> words) =>
        await Programs.OutputOfAsync(new("git", words), "git failed", Token);

    /// <summary>Notes which cable the rehearsal's own host has, as soon as something is said while it is up.</summary>
    /// <param name="file">Where the host's start writes its address and its cable.</param>
    sealed class NotesCable(string file) : IChainOutput
    {
        public string? Cable { get; private set; }

        public void Phase(string text) => Cable ??= File.Exists(file) ? IndexOf($"/sys/class/net/{File.ReadAllLines(file)[1]}") : null;

        public void Step(int done, int all, string what)
        {
        }

        public void EndOfSteps()
        {
        }

        public void Warning(string text)
        {
        }
    }
}
