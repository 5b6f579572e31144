using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

/// <summary>What a night keeps of the lab: the regime in words, so that only another regime is a changed verdict.</summary>
public sealed class LabShortSetTests
{
    [Fact]
    public void Each_regime_has_words_of_its_own()
    {
        LabFinding[] findings = [
            new("a", 8, []), new("b", 128, []), new("c", null, []), new("d", 8, [128]), new("e", null, []) { NotRunAt = [8, 128] }];

        findings.Select(x => LabShortSet.Finding(x).Outcome).Should().Equal(
            "stock works", "128 cures", "no ring cures", "stock works, worse with 128", "no ring cures, not run with 8 and 128");
    }

    [Fact]
    public void A_cell_that_did_not_run_fails_the_night_and_a_hypothesis_that_is_refuted_does_not()
    {
        LabShortSet.Finding(new("a", null, []) { NotRunAt = [128] }).IsFailure.Should().BeTrue();
        LabShortSet.Finding(new("b", null, [128])).IsFailure.Should().BeFalse();
    }

    [Fact]
    public void Figures_are_kept_beside_the_verdict()
    {
        const string words = "128 is the smallest of the rings tried that cures; with stock 11% of the plays engage";

        LabShortSet.Finding(new("ring-vs-y-8", 128, []) { Words = words })
            .Should().Be(new ReleaseFinding("lab: ring-vs-y-8", "128 cures", words));
    }
}
