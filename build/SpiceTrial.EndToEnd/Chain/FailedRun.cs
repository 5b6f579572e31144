using FluentAssertions;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>What holds for every run that fails: it says what, where and what next, and the earlier result is as it was.</summary>
static class FailedRun
{
    public static async Task<string> FailsAsync(this Project project, int exitCode, params IReadOnlyList<string> arguments)
    {
        var before = Snapshot.Of(project.Built);

        var run = await project.RunAsync(arguments);

        var said = run.Output + run.Error;
        run.ExitCode.Should().Be(exitCode, said);
        said.Should().Contain("  at: ").And.Contain("  hint: ").And.NotContain("Unhandled exception").And.NotContain("--- End of");
        Snapshot.Of(project.Built).Should().Equal(before, "a failed run touches no result");
        Directory.GetDirectories(project.Built, ".new-*").Should().BeEmpty();
        project.LeftInTemporary.Should().BeEmpty();
        return said;
    }

    public static void Replace(string file, string before, string after)
    {
        var text = File.ReadAllText(file);
        text.Should().Contain(before);
        File.WriteAllText(file, text.Replace(before, after, StringComparison.Ordinal));
    }
}
