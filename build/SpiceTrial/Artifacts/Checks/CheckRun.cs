namespace SpiceTrial.Artifacts;

/// <summary>Makes checks one after the other. What can't be checked here is on record as such and never as passed.</summary>
public static class CheckRun
{
    public static async Task<IReadOnlyList<VerificationCheck>> RunAsync(
        IEnumerable<IArtifactCheck> checks, ArtifactsInHand artifacts, Action<string>? progress, CancellationToken cancellationToken)
    {
        var results = new List<VerificationCheck>();
        foreach (var check in checks)
        {
            progress?.Invoke($"checking: {check.Name}");
            results.Add(await RunAsync(check, artifacts, cancellationToken));
        }

        return results;
    }

    static async Task<VerificationCheck> RunAsync(IArtifactCheck check, ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        string[] missing = [.. check.NeedsFor(artifacts.Manifest.Package.Architecture).Where(x => Programs.Find(x) is null)];
        if (missing.Length > 0)
            return new(check.Name, CheckOutcome.NotChecked, $"not installed: {string.Join(", ", missing)}",
                DebianPackages.InstallCommand(missing));
        try
        {
            var (outcome, text) = await check.RunAsync(artifacts, cancellationToken);
            return new(check.Name, outcome, OneLine(text), check.Command(artifacts));
        }
        catch (Exception e) when (e is TrialException { Status: not ExitStatus.Refused } or IOException or UnauthorizedAccessException)
        {
            return new(check.Name, CheckOutcome.NotChecked, OneLine($"could not be made: {(e as TrialException)?.What ?? e.Message}"),
                check.Command(artifacts));
        }
    }

    // Findings quote what packages and programs say; they end up in tables and on terminals.
    static string OneLine(string text) =>
        Printable.Show(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 600);
}
