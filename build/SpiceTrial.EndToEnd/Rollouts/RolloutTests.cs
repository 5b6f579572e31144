using FluentAssertions;
using SpiceTrial.EndToEnd.Transactions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.EndToEnd.Rollouts;

/// <summary>A cluster of three, without Python, wave by wave.</summary>
[Trait("Run", "All")]
public sealed class RolloutTests(TrialFleet fleet) : OnTrialFleet(fleet)
{
    [Fact(Timeout = Limit)]
    public async Task Three_hosts_in_waves_of_one_and_two_are_confirmed_again_is_harmless_and_revert_brings_all_back()
    {
        (await Fleet.RunAsync("007", x => x with { Waves = "1,2", Install = x.Install with { DryRun = true } })).Should().Be(Done);
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");

        (await Fleet.RunAsync("007", x => x with { Waves = "1,2", HealthCommand = "virsh list" })).Should().Be(Done);
        (await Fleet.InstalledAsync()).Should().Be($"{Patched}, {Stock}, {Stock}");

        (await Fleet.RunAsync("007")).Should()
            .Match<Ending>(x => x.Status == ExitStatus.Refused && x.Text.Contains("there is no comparison"));
        (await Fleet.InstalledAsync()).Should().Be($"{Patched}, {Stock}, {Stock}");
        (await Fleet.RunAsync("007", Overridden)).Should().Be(Done);
        (await Fleet.InstalledAsync()).Should().Be($"{Patched}, {Patched}, {Patched}");

        var again = new RecordedOperator();
        (await Fleet.RunAsync("007", operators: again)).Status.Should().Be(ExitStatus.Done);
        again.Text.Should().Contain("nothing to do");

        var record = await Fleet.RecordAsync("007");
        record.Origin.Should().Be(Origin.Test);
        record.Evidence.Select(x => x.Decision).Should().Equal(EvidenceDecision.Pause, EvidenceDecision.Overridden);
        record.Evidence[1].Override.Should().Be("it is a test");

        (await Fleet.RunAsync("007", x => x with { Revert = true, RevertFrom = 2 })).Should().Be(Done);
        (await Fleet.InstalledAsync()).Should().Be($"{Patched}, {Stock}, {Stock}");
        (await Fleet.RunAsync("007", x => x with { Revert = true })).Should().Be(Done);
        (await Fleet.InstalledAsync()).Should().Be($"{Stock}, {Stock}, {Stock}");
        (await Fleet.RecordAsync("007")).Waves.SelectMany(x => x.Hosts).Should().OnlyContain(x => x.Outcome == HostOutcome.Reverted);
    }

    static Ending Done => new(ExitStatus.Done, "");

    static RolloutRequest Overridden(RolloutRequest request) =>
        request with { Install = request.Install with { OverrideGate = "it is a test" } };
}
