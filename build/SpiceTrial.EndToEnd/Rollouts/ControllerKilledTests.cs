using FluentAssertions;
using SpiceTrial.EndToEnd.Chain;
using SpiceTrial.EndToEnd.Transactions.Faults;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>The real tool in a process of its own, killed with SIGKILL in the middle of a wave, and <c>--resume</c> after it.</summary>
[Collection(OnOneChain.Name)]
[Trait("Run", "All")]
public sealed class ControllerKilledTests(ChainFixture chain, TrialFleet fleet) : OnTrialFleet(fleet), IClassFixture<TrialFleet>
{
    [Theory(Timeout = 1_800_000)]
    [InlineData("unpack")]
    [InlineData("installed")]
    [InlineData("confirmed")]
    public async Task What_a_controller_that_was_killed_left_is_brought_to_an_end_by_resume_and_no_later_wave_is_touched(string step)
    {
        // With a place for temporary files of its own: what it leaves there is for the next rollout to take away, and for no other test.
        var project = await chain.CopyAsync($"killed controller at {step}", withResult: true)
            with { Temporary = chain.Make("left by a killed controller") };
        string[] words = ["Rollout", "--name", "killed", "--yes", "--accept-unverified"];
        await StepHook.AtAsync(Fleet.Hosts[0], step, "sleep 1");
        using (var run = StartedRun.Start(
            project, [.. words, "--inventory", Fleet.Inventory, "--group", TestFleet.Group, "--waves", "2,1"]))
        {
            while (!StepHook.HasHappened(Fleet.Hosts[0]))
                await Task.Delay(50, Token);
            await run.KillAsync();
        }

        var refused = await project.RunAsync(words);
        refused.ExitCode.Should().Be((int)ExitStatus.Refused, refused.Output);
        refused.Output.Should().Contain("--resume");
        var resumed = await project.RunAsync([.. words, "--resume"]);

        var record = await RecordFile.ReadAsync<RolloutRecord>(project.File("sessions/rollouts/killed.json"), Token);
        // Whoever had not begun yet when it died takes the others back.
        record.Waves[0].State.Should().BeOneOf([WaveState.Confirmed, WaveState.Reverted], resumed.Output);
        var ended = record.Waves[0].State == WaveState.Confirmed ? Patched : Stock;
        (await Fleet.InstalledAsync()).Should().Be($"{ended}, {ended}, {Stock}");
        record.Waves[1].Hosts.Should().OnlyContain(x => x.Outcome == HostOutcome.Untouched);
    }
}
