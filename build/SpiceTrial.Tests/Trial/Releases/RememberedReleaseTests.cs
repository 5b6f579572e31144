using FluentAssertions;
using SpiceTrial.Trial;
using Xunit;

namespace SpiceTrial.Tests.Trial;

public sealed class RememberedReleaseTests
{
    static readonly ReleaseFinding[] LastNight = [new("constant", "passed", "128"), new("ring-vs-y-8", "cured by 16", "9 of 9")];

    [Fact]
    public void Two_nights_agree_although_their_figures_differ() =>
        Changes([new("constant", "passed", "0x80"), new("ring-vs-y-8", "cured by 16", "8 of 9")])
            .Should().BeEmpty();

    [Fact]
    public void Another_outcome_is_a_change() =>
        Changes([new("constant", "passed", ""), new("ring-vs-y-8", "cured by 32", "")])
            .Should().Equal("ring-vs-y-8: cured by 16 -> cured by 32");

    [Fact]
    public void An_answer_that_is_missing_tonight_is_a_change() =>
        Changes([new("ring-vs-y-8", "cured by 16", "")]).Should().Equal("constant: passed -> no longer asked");

    [Fact]
    public void A_question_that_was_not_asked_before_is_none() =>
        Changes([.. LastNight, new("abi", "passed", "")]).Should().BeEmpty();

    static IReadOnlyList<string> Changes(IReadOnlyList<ReleaseFinding> now) =>
        (RememberedRelease.Of(new("bookworm", "amd64", "0.15.1-1"), "", ReleaseOutcome.Proven) with { Findings = LastNight })
            .ChangesTo(now);
}
