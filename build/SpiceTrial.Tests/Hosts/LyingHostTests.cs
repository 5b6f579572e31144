using FluentAssertions;
using SpiceTrial.Hosts;
using Xunit;

namespace SpiceTrial.Tests.Hosts;

/// <summary>Hosts that answer, and answer nonsense or always the same.</summary>
public sealed class LyingHostTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = 120_000)]
    [InlineData("zero")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("0\n1")]
    [InlineData("\u001b[2J")]
    public async Task A_step_whose_exit_status_is_no_number_is_not_known_to_have_ended(string status)
    {
        var host = new ScriptedHost("", status);

        var running = () => RemoteJob.RunAsync(
            _ => Task.FromResult<IHostConnection>(host), "install", ["true"], TimeSpan.FromMinutes(1), null, Token);

        var error = (await running.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Contain("is no exit status").And.NotContain("\u001b");
        error.Hint.Should().Contain("systemctl status");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_clean_up_that_never_helps_is_not_tried_for_ever()
    {
        var host = new ScriptedHost(SampleHost.Text(("transaction", "begun"), ("armed", "no")), "1");
        var call = new InstallCall("id", "me", "1", "a", "b", "1", "c");
        var outcome = new Outcome(new(_ => Task.FromResult<IHostConnection>(host)), new SilentOperator(), call, SampleHost.Name)
        {
            Patience = TimeSpan.FromSeconds(4),
        };

        var error = (await FluentActions.Awaiting(() => outcome.ReachAsync(Token)).Should().ThrowAsync<TrialException>()).Which;

        error.What.Should().Contain("not known to be taken back yet");
        host.Said.Count(x => x == "start").Should().BeInRange(2, 4, "the installation, and a clean-up or two");
    }
}
