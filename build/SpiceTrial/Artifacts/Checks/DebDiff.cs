namespace SpiceTrial.Artifacts;

/// <summary>What debdiff says of two packages, for a person to read; no check needs it.</summary>
static class DebDiff
{
    /// <summary>Files, permissions, owners and every control file of both; <c>null</c> where there is no debdiff or it fails.</summary>
    public static async Task<string?> OfAsync(string one, string other, CancellationToken cancellationToken)
    {
        if (Programs.Find("debdiff") is null)
            return null;
        var result = await Programs.RunAsync(
            new ProgramCall("debdiff", "--controlfiles", "ALL", one,
                other) { Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" }, Timeout = TimeSpan.FromMinutes(2) },
                cancellationToken);
        // 1: they differ. 255: debdiff's own trouble.
        return result.ExitCode is 0 or 1
            ? $"debdiff --controlfiles ALL {Path.GetFileName(one)} {Path.GetFileName(other)}\n\n{result.Output}" : null;
    }
}
