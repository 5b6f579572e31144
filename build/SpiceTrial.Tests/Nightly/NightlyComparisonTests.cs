using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Nightly;

public sealed class NightlyComparisonTests
{
    static readonly NightlyFinding[] LastNight = [new("constant", "passed", "128"), new("ring-vs-y-8", "cured by 16", "9 of 9")];

    [Fact]
    public void Two_nights_agree_although_their_figures_differ() =>
        NightlyComparison.Changes(LastNight, [new("constant", "passed", "0x80"), new("ring-vs-y-8", "cured by 16", "8 of 9")])
            .Should().BeEmpty();

    [Fact]
    public void Another_outcome_is_a_change() =>
        NightlyComparison.Changes(LastNight, [new("constant", "passed", ""), new("ring-vs-y-8", "cured by 32", "")])
            .Should().Equal("ring-vs-y-8: cured by 16 -> cured by 32");

    [Fact]
    public void An_answer_that_is_missing_tonight_is_a_change() =>
        NightlyComparison.Changes(LastNight, [new("ring-vs-y-8", "cured by 16", "")]).Should().Equal("constant: passed -> no longer asked");

    [Fact]
    public void A_question_that_was_not_asked_before_is_none() =>
        NightlyComparison.Changes(LastNight, [.. LastNight, new("abi", "passed", "")]).Should().BeEmpty();
}
