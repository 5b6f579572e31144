namespace SpiceTrial.Artifacts;

/// <summary>What debdiff says of two packages, for a person to read beside them; no check needs it.</summary>
static class DebDiff
{
    /// <summary>Attaches how files, permissions, owners and every control file differ from those of an earlier package.</summary>
    /// <returns>Why there is no attachment, to stand behind a finding; else empty.</returns>
    public static async Task<string> AttachAsync(
        ArtifactsInHand artifacts, string name, string earlier, CancellationToken cancellationToken, string program = "debdiff")
    {
        if (Programs.Find(program) is null)
            return $" (no {name}: {Path.GetFileName(program)} is not installed; hint: {DebianPackages.InstallHint(program)})";
        var later = artifacts.PathOf(artifacts.Library);
        var result = await Programs.RunAsync(
            new ProgramCall(program, "--controlfiles", "ALL", earlier, later) { Timeout = TimeSpan.FromMinutes(2) },
            cancellationToken);
        // 1: they differ. 255: debdiff's own trouble.
        if (result.ExitCode is not (0 or 1))
            return $" (no {name}: {Path.GetFileName(program)} failed with {result.ExitCode}: {result.Error.Trim()})";
        artifacts.Attach(name, $"debdiff --controlfiles ALL {Path.GetFileName(earlier)} {Path.GetFileName(later)}\n\n{result.Output}");
        return "";
    }
}
