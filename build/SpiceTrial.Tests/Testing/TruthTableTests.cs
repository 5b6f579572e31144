using FluentAssertions;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Testing;
using Xunit;

namespace SpiceTrial.Tests.Testing;

public sealed class TruthTableTests
{
    static readonly DateTimeOffset Start = new(2026, 11, 29, 3, 0, 0, TimeSpan.Zero);

    static readonly Scenario Guest16 = ScenarioFiles.Of(["guest-16mib"])[0];

    [Theory]
    [InlineData(3, 9, true)]
    [InlineData(1, 9, false)]
    [InlineData(3, 18, false)]
    public void The_rule_must_name_as_many_plays_as_the_guest_streamed_and_the_lab_as_large_a_share(int engaged, int inLab, bool agrees)
    {
        // In the first of four plays a late frame leaves two times 12 frames in a row, and a stream needs 21.
        List<GuestPlay> plays = [.. Enumerable.Range(0, 4).Select(x => new GuestPlay(
            x + 1, Start.AddSeconds(4 * x), 2, 24, 0.1, x > 0 ? [] : [new(Start.AddSeconds(1), 0.25)]))];
        var run = new RehearsalRun("one", Guest16.Name, 128, 1)
        {
            PlaysOffered = 4, PlaysEngaged = engaged, PlaysLost = 0, PlaysReturned = 0, Ooms = 0, FreeSome = 0, Freezes = 0,
            GuestDriverFreezes = 0, Plays = plays,
        };
        var figures = new RunFigures
        {
            Tag = "one", Ooms = 0, FreeSome = 0, Creates = 0, Stops = 0, PeakStreams = 0, SlotsExhausted = false, Start = Start,
            DurationSeconds = 20, Timeline = new([], [], [], IsCut: false),
        };
        var lab = new LabCell(Guest16.Name, 128, 1, CellOutcome.Ran) { PlaysOffered = 18, PlaysEngaged = inLab };

        var cell = TruthTable.Of([Guest16], [(run, figures)], [lab]).Should().ContainSingle().Subject;

        (cell.Rule, cell.Lab, cell.Guest, cell.Agrees).Should().Be(("3 of 4", $"{inLab} of 18", $"{engaged} of 4", agrees));
    }
}
