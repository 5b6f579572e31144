using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

/// <summary>Hosts that answer, and answer nonsense or always the same.</summary>
public sealed class LyingHostTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_clean_up_that_never_helps_is_not_tried_for_ever()
    {
        var host = new ScriptedHost(SampleHost.Text(("transaction", "begun"), ("armed", "no")), 1);
        var call = new InstallCall("id", "me", "1", "a", "b", "1", "c");
        var outcome = new Outcome(new(_ => Task.FromResult<IHostConnection>(host)), new SilentOperator(), call, SampleHost.Name)
        {
            Patience = TimeSpan.FromSeconds(4),
        };

        var error = (await FluentActions.Awaiting(() => outcome.ReachAsync(Token)).Should().ThrowAsync<TrialException>()).Which;

        error.What.Should().Contain("not known to be taken back yet");
        host.Said.Count(x => x == "revert").Should().BeInRange(1, 3);
    }
}
