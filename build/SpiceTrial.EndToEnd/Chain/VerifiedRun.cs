namespace SpiceTrial.EndToEnd.Chain;

/// <summary>One control build beside the first run's patched one, in a copy of the project, and what its verification says.</summary>
public sealed class VerifiedRun
{
    internal Project? Project { get; private set; }

    internal ProgramResult? Control { get; private set; }

    internal ProgramResult? Result { get; private set; }

    internal async Task<Project> EnsureAsync(ChainFixture chain)
    {
        if (Project is not null)
            return Project;
        var control = await chain.CopyAsync("verified control");
        Control = await control.BuildAsync("--control", "--skip-package-tests");
        var project = await chain.CopyAsync("verified", withResult: true);
        Directory.Move(control.Artifacts(8), project.Artifacts(8));
        Result = await project.RunAsync("VerifyArtifacts", "--output", project.File("out"));
        return Project = project;
    }
}
