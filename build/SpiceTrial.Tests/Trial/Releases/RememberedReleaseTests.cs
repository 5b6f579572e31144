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

    [Fact]
    public void What_was_left_open_or_failed_is_no_answer_and_in_a_record_of_before_there_were_answers_it_counts()
    {
        ReleaseFinding[] tonight = [new("abi", "passed", ""), new("lintian", "passed", "")];
        var before = Record([]) with { Findings = [
            new("abi", "failed", "", IsFailure: true), new("lintian", "not checked", "", IsOpen: true)] };

        before.ChangesTo(tonight).Should().BeEmpty();
        (before with { Answers = null }).ChangesTo(tonight).Should().Equal("abi: failed -> passed", "lintian: not checked -> passed");
        (before with { Answers = null }).AnswersAfter(tonight).Should().Equal(Answers(tonight));
    }

    static IReadOnlyList<string> Changes(IReadOnlyList<ReleaseFinding> now) => Record(LastNight).ChangesTo(now);

    static RememberedRelease Record(IEnumerable<ReleaseFinding> answered) =>
        RememberedRelease.Of(new("bookworm", "amd64", "0.15.1-1"), "", ReleaseOutcome.Proven) with { Answers = Answers(answered) };

    static Dictionary<string, string> Answers(IEnumerable<ReleaseFinding> answered) =>
        answered.ToDictionary(x => x.Subject, x => x.Outcome);
}
