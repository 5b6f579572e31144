namespace SpiceTrial.EndToEnd.Chain;

/// <summary>Two further runs, at once, in one other folder, from a shell with a time of its own: the same build again and the
/// control.</summary>
public sealed class TwoRuns
{
    internal Project? Project { get; private set; }

    internal IReadOnlyList<ProgramResult> Results { get; private set; } = [];

    internal async Task<Project> EnsureAsync(ChainFixture chain)
    {
        if (Project is not null)
            return Project;
        var project = await chain.CopyAsync("another folder with a longer name/second tree");
        project = project with { More = new Dictionary<string, string?> { ["SOURCE_DATE_EPOCH"] = "1000000000" } };
        await chain.RestoreTreesAsync();
        Results = await Task.WhenAll(
            project.BuildAsync("--output", project.File("out")), project.BuildAsync("--control", "--skip-package-tests"));
        return Project = project;
    }
}
