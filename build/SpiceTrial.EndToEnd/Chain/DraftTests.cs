using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

[Collection(OnOneChain.Name)]
public sealed class DraftTests(ChainFixture chain)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task The_issue_is_drafted_from_the_last_result_and_says_what_was_not_measured()
    {
        var project = await chain.CopyAsync("draft", withResult: true);
        File.Delete(project.Draft);

        var run = await project.RunAsync("DraftUpstreamIssue", "--skip");

        run.ExitCode.Should().Be(0, run.Output);
        run.Duration.Should().BeLessThan(TimeSpan.FromSeconds(60), "nothing is built again");
        var draft = await File.ReadAllTextAsync(project.Draft, Token);
        draft.Should().Contain("Not measured").And.Contain("0.15.1-1+0ntrace128").And.Contain("a recorded value")
            .And.Contain("+#define TRACE_ITEMS_SHIFT 7");
    }

    [Fact(Timeout = 120_000)]
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

    [Fact(Timeout = 120_000)]
    public async Task A_document_without_the_marks_is_refused_and_left_alone()
    {
        var project = await chain.CopyAsync("foreign draft", withResult: true);
        await File.WriteAllTextAsync(project.Draft, "Somebody's own text.\n", Token);

        var run = await project.RunAsync("DraftUpstreamIssue", "--skip");

        run.ExitCode.Should().Be(3, run.Output);
        (await File.ReadAllTextAsync(project.Draft, Token)).Should().Be("Somebody's own text.\n");
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_result_the_draft_names_the_command_that_makes_one()
    {
        var project = await chain.CopyAsync("no result");

        var run = await project.RunAsync("DraftUpstreamIssue", "--skip");

        run.ExitCode.Should().Be(2, run.Output);
        run.Output.Should().Contain("PackageArtifacts has no result yet").And.Contain("hint: Run `./build.sh PackageArtifacts` first");
    }
}
