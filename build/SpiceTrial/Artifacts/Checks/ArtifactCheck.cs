namespace SpiceTrial.Artifacts;

/// <summary>One question about built packages. It is answered from the files themselves, or it says that it was not.</summary>
/// <param name="Name">As the manifest and the README name it.</param>
/// <param name="Command">How a person repeats it in the folder of the artifacts.</param>
/// <param name="AnswerAsync">Throws a <see cref="TrialException"/> where something that it runs failed: the check was not made.</param>
public sealed record ArtifactCheck(
    string Name, Func<ArtifactsInHand, string> Command, Func<ArtifactsInHand, CancellationToken, Task<Finding>> AnswerAsync)
{
    internal const string NeverMade = "nobody has made it";

    /// <summary>Programs without which it can't be made.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Why it is made of packages for amd64 alone; <c>null</c> where it is made of any.</summary>
    public string? OfAmd64Alone { get; init; }

    internal bool IsMadeOf(string architecture) => architecture == "amd64" || OfAmd64Alone is null;

    /// <summary>Makes checks one after the other. What can't be checked here is on record as such and never as passed.</summary>
    public static async Task<IReadOnlyList<VerificationCheck>> MakeAsync(
        IEnumerable<ArtifactCheck> checks, ArtifactsInHand artifacts, Action<string>? progress, CancellationToken cancellationToken)
    {
        var results = new List<VerificationCheck>();
        foreach (var check in checks)
        {
            progress?.Invoke($"checking: {check.Name}");
            results.Add(await check.MakeAsync(artifacts, cancellationToken));
        }

        return results;
    }

    async Task<VerificationCheck> MakeAsync(ArtifactsInHand artifacts, CancellationToken cancellationToken)
    {
        var architecture = artifacts.Manifest.Package.Architecture;
        var elsewhere = IsMadeOf(architecture) ? null : OfAmd64Alone;
        string[] missing = elsewhere is null ? [.. Needs.Where(x => Programs.Find(x) is null)] : [];
        if (missing.Length > 0)
            return new(Name, CheckOutcome.NotChecked, $"not installed: {string.Join(", ", missing)}",
                DebianPackages.InstallCommand(missing));
        Finding finding;
        try
        {
            finding = elsewhere is null ? await AnswerAsync(artifacts, cancellationToken)
                : Finding.NotChecked($"made for amd64, not for {architecture}: {elsewhere}");
        }
        catch (Exception e) when (e is TrialException { Status: not ExitStatus.Refused } or IOException or UnauthorizedAccessException)
        {
            finding = Finding.NotChecked($"could not be made: {(e as TrialException)?.What ?? e.Message}");
        }

        return new(Name, finding.Outcome, OneLine(finding.Text), Command(artifacts));
    }

    // Findings quote what packages and programs say; they end up in tables and on terminals.
    static string OneLine(string text) =>
        Printable.Show(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), 600);
}
