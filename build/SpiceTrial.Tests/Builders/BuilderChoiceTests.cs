using FluentAssertions;
using SpiceTrial.Builders;
using Xunit;

namespace SpiceTrial.Tests.Builders;

public sealed class BuilderChoiceTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_host_itself_is_never_taken_unless_it_is_named()
    {
        var choice = new BuilderChoice([new Fixed("container", false), new Fixed("chroot", false), new Fixed("host", true)]);

        var choosing = () => choice.ChooseAsync("auto", "bookworm", "amd64", Token);

        var error = (await choosing.Should().ThrowAsync<TrialException>()).Which;
        error.What.Should().Be("no builder works for bookworm amd64: container: it is container; chroot: it is chroot");
        error.Hint.Should().Contain("--builder host").And.Contain("only for sources that you trust");
        (await choice.ChooseAsync("host", "bookworm", "amd64", Token)).Reason.Should().Be("asked for; it is host");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_not_asked_for_is_not_said_to_have_been()
    {
        var choice = new BuilderChoice([new Fixed("container", false), new Fixed("chroot", true)]);

        (await choice.ChooseAsync("auto", "bookworm", "amd64", Token)).Reason.Should()
            .Be("container: it is container; chroot: it is chroot");
    }

    sealed class Fixed(string name, bool works) : IBuilder
    {
        public string Name => name;

        public Task<BuilderCheck> CheckAsync(string suite, string architecture, CancellationToken cancellationToken) =>
            Task.FromResult(new BuilderCheck(works, $"it is {name}"));

        public Task<BuilderRecord> BuildAsync(BuildRequest request, BuildProgress progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
