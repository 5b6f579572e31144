using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Testing;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Testing;

/// <summary>A rehearsal that is gone on with is the one that was begun.</summary>
public sealed class RehearsalPlanTests : IDisposable
{
    readonly Scratch scratch = new();

    RehearsalSettings Settings => new(new ChainSettings(scratch.Path), ScenarioFiles.Of(["guest-16mib"])) { Name = "bullseye", Seed = 3 };

    public void Dispose() => scratch.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(4, 64)]
    [InlineData(6, 128)]
    public async Task A_plan_of_other_rings_or_pairs_is_refused_before_any_guest_plays(int pairs, int last)
    {
        await RehearsalPlan.OfAsync(Settings with { Pairs = 4, RingSizes = [8, 128] }, TestContext.Current.CancellationToken);

        (await FluentActions.Awaiting(() => RehearsalPlan.OfAsync(
            Settings with { Pairs = pairs, RingSizes = [8, last] }, TestContext.Current.CancellationToken)).Should()
            .ThrowAsync<TrialException>().WithMessage("the plan of guest-16mib was drawn for 4 pairs of 8 and 128 entries*"))
            .Which.Status.Should().Be(ExitStatus.BadInput);
    }

    [Fact]
    public void Runs_of_another_processor_or_kernel_do_not_join_those_that_were_made_before()
    {
        FluentActions.Invoking(() => Rehearse.RefuseAnother("guests run", "emulated", "emulated", "with KVM")).Should()
            .Throw<TrialException>().WithMessage("guests run emulated, and of the runs that were made before with KVM*");
        FluentActions.Invoking(() => Rehearse.RefuseAnother("the guest's kernel is", "5.10", null, "5.10")).Should().NotThrow();
        FluentActions.Invoking(() => Rehearse.RefuseAnother("the guest's kernel is", null, "5.10")).Should().NotThrow();
    }
}
