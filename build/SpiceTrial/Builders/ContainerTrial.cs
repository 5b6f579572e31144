namespace SpiceTrial.Builders;

/// <summary>
/// Finds the first engine that starts a container on this machine, with the options it needs, by starting one: an engine
/// that answers may still fail at that. The image holds one static program and is removed again.
/// </summary>
static class ContainerTrial
{
    // In every glibc system and linked statically; Ubuntu has a script in its place and the program beside it.
    static readonly string[] StaticPrograms = ["/sbin/ldconfig.real", "/sbin/ldconfig"];

    /// <summary>The engine, or <c>null</c> and of each candidate why not.</summary>
    public static async Task<(ContainerEngine? Engine, string Reason)> FindAsync(string? wanted, CancellationToken cancellationToken)
    {
        if (wanted is not null && !ContainerEngine.Names.Contains(wanted))
            throw new TrialException($"there is no container engine {wanted}", "--container-engine",
                $"Use one of {string.Join(", ", ContainerEngine.Names)}", ExitStatus.BadInput);
        var reasons = new List<string>();
        foreach (var engine in ContainerEngine.Candidates(wanted))
        {
            var problem = Programs.Find(engine.Program) is null ? "is not installed" : await ProblemAsync(engine, cancellationToken);
            if (problem is null)
                return (engine, $"{engine.Program} starts containers");
            reasons.Add($"{engine.Program}: {problem}");
        }

        return (null, string.Join("; ", reasons.Distinct()));
    }

    static async Task<string?> ProblemAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            return await StartAsync(engine, cancellationToken);
        }
        catch (TrialException e)
        {
            // An engine that hangs is as useless as one that refuses.
            return e.What;
        }
    }

    static async Task<string?> StartAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        var program = StaticPrograms.First(x => x == StaticPrograms[^1] || File.Exists(x));
        var import = engine.Call("import", "-");
        var imported = await Programs.RunAsync(
            new ProgramCall("sh", ["-c", "tar --create --dereference --directory=/ \"$0\" | \"$@\"", program[1..], import.Program,
                .. import.Arguments]), cancellationToken);
        if (imported.ExitCode != 0)
            return LastLine(imported.Error);
        var image = LastLine(imported.Output);
        try
        {
            var run = await Programs.RunAsync(engine.Run(image, [], program, "--version"), cancellationToken);
            return run.ExitCode == 0 ? null : LastLine(run.Error);
        }
        finally
        {
            // Without the caller's token: a cancelled run cleans up as well.
            await Programs.RunAsync(engine.Call("image", "rm", image), CancellationToken.None);
        }
    }

    static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
