using FluentAssertions;
using SpiceTrial.Sessions;
using Xunit;

namespace SpiceTrial.Tests.Sessions;

public sealed class FieldLogTests
{
    [Theory(Timeout = 120_000)]
    [InlineData("005b", 51, 60, 0, 1)]
    [InlineData("006a", 165, 45, 99, 2)]
    [InlineData("006b", 85, 19, 96, 1)]
    [InlineData("006c", 77, 7, 100, 1)]
    public async Task A_log_at_the_published_rates_gives_the_published_figures_and_is_called_synthetic(
        string session, double oomsPerMinute, int freeSome, int widgets, int videos)
    {
        var log = new[] { FieldLog.Of005b, FieldLog.Of006a, FieldLog.Of006b, FieldLog.Of006c }.Single(x => x.Session == session);

        var run = (await SharedLogs.ReadAsync(log.Text(), new LogOptions(session))).Single();

        run.OomsPerMinute.Should().BeApproximately(oomsPerMinute, 0.5);
        run.OomsPerMinuteOfPlayback.Should().BeApproximately(oomsPerMinute, 0.5);
        run.FreeSome.Should().Be(freeSome);
        run.Creates.Should().Be(widgets + videos);
        run.Classes.Where(x => x.Kind == RegionKind.Widget).Sum(x => x.Creates).Should().Be(widgets);
        run.Video!.Creates.Should().Be(videos);
        run.Video.ReEngagements.Should().Be(videos - 1);
        run.Freezes.Should().BeEmpty();
        run.Synthetic.Should().BeTrue();
        run.Remarks.Should().Contain(x => x.StartsWith("synthetic"));
    }
}
