using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class DraftTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_fresh_clone_writes_the_same_issue_without_a_build()
    {
        var project = await chain.CopyAsync("draft");
        var kept = await File.ReadAllTextAsync(project.Draft, Token);

        var run = await project.RunAsync("DraftUpstreamIssue");

        run.ExitCode.Should().Be(0, run.Output);
        Directory.GetDirectories(project.Built).Should().BeEmpty("nothing is built");
        (await File.ReadAllTextAsync(project.Draft, Token)).Should().Be(kept);
    }

    [Fact(Timeout = 300_000)]
    public async Task What_a_person_wrote_around_the_draft_stays()
    {
        var project = await chain.CopyAsync("edited draft", withResult: true);
        await project.RunAsync("DraftUpstreamIssue", "--skip");
        var generated = await File.ReadAllTextAsync(project.Draft, Token);
        await File.WriteAllTextAsync(project.Draft, "Before.\n" + generated + "After.\n", Token);

        var run = await project.RunAsync("DraftUpstreamIssue", "--skip");

        run.ExitCode.Should().Be(0, run.Output);
        (await File.ReadAllTextAsync(project.Draft, Token)).Should().Be("Before.\n" + generated + "After.\n");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_document_without_the_marks_is_refused_and_left_alone()
    {
        var project = await chain.CopyAsync("foreign draft", withResult: true);
        await File.WriteAllTextAsync(project.Draft, "Somebody's own text.\n", Token);

        var run = await project.RunAsync("DraftUpstreamIssue", "--skip");

        run.ExitCode.Should().Be(3, run.Output);
        (await File.ReadAllTextAsync(project.Draft, Token)).Should().Be("Somebody's own text.\n");
    }
}
