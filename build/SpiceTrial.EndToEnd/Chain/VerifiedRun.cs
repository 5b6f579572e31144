using Xunit;

namespace SpiceTrial.EndToEnd.Chain;

/// <summary>The control beside the first run's patched build, in a copy of the project, and what its verification says.</summary>
public sealed class VerifiedRun
{
    internal Project? Project { get; private set; }

    /// <summary>The control is the second of them.</summary>
    internal TwoRuns Two { get; } = new();

    internal ProgramResult? Result { get; private set; }

    internal async Task<Project> EnsureAsync(ChainFixture chain)
    {
        if (Project is not null)
            return Project;
        var two = await Two.EnsureAsync(chain);
        var project = await chain.CopyAsync("verified", withResult: true);
        (await Programs.RunAsync(new("cp", "-a", two.Artifacts(8), project.Artifacts(8)), TestContext.Current.CancellationToken))
            .OrThrow("no control");
        Result = await project.RunAsync("VerifyArtifacts", "--output", project.File("out"));
        return Project = project;
    }
}
