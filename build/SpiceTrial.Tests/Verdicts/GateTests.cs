using FluentAssertions;
using SpiceTrial.Sessions;
using SpiceTrial.Tests.Sessions;
using SpiceTrial.Verdicts;
using Xunit;

namespace SpiceTrial.Tests.Verdicts;

/// <summary>The plan's gate.</summary>
public sealed class GateTests
{
    [Fact(Timeout = 120_000)]
    public async Task The_field_skipped_006d_so_the_gate_is_not_evaluated()
    {
        var gate = EvaluateGate.Of(("006c", await RunsAsync(FieldLog.Of006c, marked: true)), ("006d", null));

        gate.State.Should().Be(GateState.NotEvaluated);
        gate.Reasons.Should().ContainSingle().Which.Should().StartWith("006d was not run");
        gate.Baseline!.PerMinute.Should().BeApproximately(77, 0.5);
        gate.Candidate.Should().BeNull();
        gate.Invoking(x => x.OfTwoRuns()).Should().Throw<TrialException>("there is nothing to keep").WithMessage("*006d was not run*")
            .Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Theory(Timeout = 120_000)]
    [InlineData(30, GateState.Proceed)]
    [InlineData(20, GateState.Proceed)]
    [InlineData(150, GateState.Pivot)]
    [InlineData(45, GateState.NotEvaluated)]
    [InlineData(77, GateState.NotEvaluated)]
    public async Task Of_one_pair_far_fewer_OOMs_proceed_far_more_pivot_and_what_the_spread_of_runs_can_make_is_not_told(
        int oomsPerMinute, GateState expected)
    {
        var gate = await EvaluateAsync(FieldLog.Of006c, FieldLog.Minutes("006d", oomsPerMinute, 7, 0, 1));

        gate.State.Should().Be(expected, string.Join("; ", gate.Reasons));
        gate.Ratio.Should().BeApproximately(oomsPerMinute / 77.0, 0.02);
        gate.Rule.Name.Should().Be("gate-2");
    }

    [Fact(Timeout = 120_000)]
    public async Task Runs_that_are_short_synthetic_or_of_another_mode_decide_nothing()
    {
        var synthetic = EvaluateGate.Of(("006c", await RunsAsync(FieldLog.Of006c, marked: true)),
            ("006d", await RunsAsync(FieldLog.Minutes("006d", 20, 5, 0, 1), marked: true)));
        var shortOne = await EvaluateAsync(FieldLog.Of006c, new FieldLog("006d", 40, 20, 2, 0, 1));
        var candidate = (await RunsAsync(FieldLog.Minutes("006d", 20, 5, 0, 1), marked: false))[0] with { Mode = StreamingMode.Filter };
        var mode = EvaluateGate.Of(("006c", await RunsAsync(FieldLog.Of006c, marked: false)), ("006d", [candidate]));

        foreach (var (gate, said) in new[] { (synthetic, "synthetic"), (shortOne, "minutes of playback"), (mode, "modes differ") })
        {
            gate.State.Should().Be(GateState.NotEvaluated);
            gate.Reasons.Should().Contain(x => x.Contains(said));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task Runs_that_the_question_is_not_about_decide_nothing()
    {
        var (stock, other) = (await RunsAsync(FieldLog.Of006c, marked: false),
            await RunsAsync(FieldLog.Minutes("006d", 30, 7, 0, 1), marked: false));
        GateRecord Of(IReadOnlyList<RunFigures> candidate) => EvaluateGate.Of(("006c", stock), ("006d", candidate));

        Of(other).State.Should().Be(GateState.Proceed);
        foreach (var (gate, said) in new[]
        {
            (EvaluateGate.Of(("006c", [stock[0] with { Ooms = 19 }]), ("006d", [other[0] with { Ooms = 0 }])),
                "both runs together have 19 OOMs"),
            (EvaluateGate.Of(("006c", stock), ("006d", other), [new("run5.log", "it is empty")]), "run5.log was not read"),
            (Of([stock[0] with { Tag = "copy" }]), "the same run stands on both sides"),
            (Of([other[0] with { HasGuest = false }]), "no guest was there"),
            (Of([other[0] with { Origin = Origin.Test }]), "on a test host"),
            (Of([other[0] with { Arm = new(128, null) }]), "a ring of 128 entries"),
            (Of([other[0], other[0] with { Tag = "again" }]), "again: the same run is given twice"),
            (Of([other[0], other[0] with { Start = other[0].Start!.Value.AddDays(1), Mode = StreamingMode.Filter }]), "modes differ"),
        })
        {
            gate.State.Should().Be(GateState.NotEvaluated);
            gate.Reasons.Should().Contain(x => x.Contains(said));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_of_seconds_beside_the_long_one_is_no_second_run_and_is_named()
    {
        var stock = await RunsAsync(FieldLog.Of006c, marked: false);
        var other = await RunsAsync(FieldLog.Minutes("006d", 30, 7, 0, 1), marked: false);
        var brief = other[0] with { PlaybackSeconds = 3, Start = other[0].Start!.Value.AddDays(1), DurationSeconds = 9, Ooms = 40 };

        var gate = EvaluateGate.Of(("006c", stock), ("006d", [.. other, brief]));

        (gate.Candidate!.Runs, gate.Candidate.Ooms).Should().Be((1, other[0].Ooms));
        gate.Reasons.Should().ContainMatch("006d also has a run of 3 s of playback, too short to count");
        // A start in another mode, and one that never played, decide nothing either.
        EvaluateGate.Of(("006c", stock), ("006d", [brief with { Mode = StreamingMode.Filter }, brief with {
            PlaybackSeconds = null, Mode = null, Start = brief.Start!.Value.AddDays(1) }, .. other])).Should().Match<GateRecord>(
                x => x.State == gate.State && x.Reasons.Contains("006d also has a run whose playback is not known: it does not count"));
        // A long one may be the one that speaks against it.
        EvaluateGate.Of(("006c", stock), ("006d", [.. other, brief with { PlaybackSeconds = null, DurationSeconds = 540, Ooms = 4 }]))
            .Should().Match<GateRecord>(x => x.State == GateState.NotEvaluated && x.Reasons.Any(y => y.Contains("run of 9.0 minutes")));
        // And opens none that is shut.
        var more = await RunsAsync(FieldLog.Minutes("006d", 150, 7, 0, 1), marked: false);
        EvaluateGate.Of(("006c", stock), ("006d", [.. more, brief with { PlaybackSeconds = null, DurationSeconds = 90, Ooms = 0 }])).State
            .Should().Be(GateState.Pivot);
    }

    [Fact(Timeout = 120_000)]
    public async Task Short_runs_do_not_add_up_to_one_that_is_long_enough()
    {
        var stock = await RunsAsync(FieldLog.Of006c, marked: false);
        var run = (await RunsAsync(FieldLog.Minutes("006d", 30, 7, 0, 1), marked: false))[0];
        RunFigures Short(int day) => run with { PlaybackSeconds = 40, Start = run.Start!.Value.AddDays(day), DurationSeconds = 50 };

        var gate = EvaluateGate.Of(("006c", stock), ("006d", [Short(1), Short(2)]));

        gate.State.Should().Be(GateState.NotEvaluated);
        gate.Reasons.Should().ContainMatch("006d has only 0.7 minutes of playback*");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_gate_that_says_nothing_does_not_unlock_what_an_evaluated_one_forbids()
    {
        using var scratch = new Scratch();
        var (path, token) = (scratch.File("gate.json"), TestContext.Current.CancellationToken);
        var pivot = await EvaluateAsync(FieldLog.Of006c, FieldLog.Minutes("006d", 150, 7, 0, 1));
        var nothing = EvaluateGate.Of(("006c", null), ("006d", null));

        (await nothing.KeepAsync(path, token)).Should().BeSameAs(nothing, "none was there");
        (await pivot.KeepAsync(path, token)).Should().BeSameAs(pivot);
        (await nothing.KeepAsync(path, token)).State.Should().Be(GateState.Pivot);
        (await RecordFile.ReadAsync<GateRecord>(path, token)).State.Should().Be(GateState.Pivot);
    }

    [Fact(Timeout = 120_000)]
    public async Task OOMs_in_bursts_widen_the_interval()
    {
        // Fifty within ten seconds each minute: far fewer occasions than OOMs.
        var bursts = FieldLog.Of006c.Text(marked: false).Split('\n').Take(3)
            .Concat(Enumerable.Range(0, 9).SelectMany(i => Enumerable.Range(0, 50).Select(j =>
                $"2026-05-19T00:{i:00}:{j * 0.2:00.000000}Z qemu-system-x86_64: info: Spice: ../server/x.cpp:1:display_channel_debug_oom: "
                    + "OOM1 #draw=1, #glz_draw=0 current 1 pipes 0")));
        var candidate = await SharedLogs.ReadAsync(string.Join('\n', bursts) + "\n", new LogOptions("006d"));

        var gate = EvaluateGate.Of(("006c", await RunsAsync(FieldLog.Of006c, marked: false)), ("006d", candidate));

        gate.Dispersion.Should().BeGreaterThan(5);
        (gate.High / gate.Low).Should().BeGreaterThan(2, "taken for independent it would be 1.3");
    }

    static async Task<GateRecord> EvaluateAsync(FieldLog baseline, FieldLog candidate) =>
        EvaluateGate.Of(
            (baseline.Session, await RunsAsync(baseline, marked: false)), (candidate.Session, await RunsAsync(candidate, marked: false)));

    static Task<IReadOnlyList<RunFigures>> RunsAsync(FieldLog log, bool marked) =>
        SharedLogs.ReadAsync(log.Text(marked), new LogOptions(log.Session));
}
