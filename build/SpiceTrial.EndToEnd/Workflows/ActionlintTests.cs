using FluentAssertions;
using Xunit;

namespace SpiceTrial.EndToEnd.Workflows;

public sealed class ActionlintTests(LintedWorkflows workflows) : IClassFixture<LintedWorkflows>
{
    [Fact(Timeout = 300_000)]
    public async Task The_workflows_are_as_GitHub_reads_them() =>
        (await workflows.FindingsAsync(TestContext.Current.CancellationToken))
            .Where(x => !x.StartsWith("bad.yml:", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact(Timeout = 300_000)]
    public async Task A_workflow_that_GitHub_would_refuse_is_found() =>
        (await workflows.FindingsAsync(TestContext.Current.CancellationToken)).Should()
            .ContainSingle(x => x.StartsWith("bad.yml:8:", StringComparison.Ordinal)
                && x.Contains("undefined variable \"matrx\"", StringComparison.Ordinal))
            .And.ContainSingle(x => x.StartsWith("bad.yml:3:", StringComparison.Ordinal)
                && x.Contains("unknown permission scope \"atestations\"", StringComparison.Ordinal));
}
