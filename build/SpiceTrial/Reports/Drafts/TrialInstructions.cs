using SpiceTrial.Artifacts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary><c>sessions/ID.md</c>: what an operator does for a planned trial, by this tool and by hand.</summary>
public static class TrialInstructions
{
    /// <param name="path">The file.</param>
    /// <param name="artifacts">What is tried.</param>
    /// <param name="plan">How.</param>
    /// <param name="sshConfig">The ssh configuration that the host is reached by, or <c>null</c>: part of every command.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    public static Task<string> WriteAsync(
        string path, ArtifactsFolder artifacts, TrialPlan plan, string? sshConfig, CancellationToken cancellationToken) =>
        DraftFile.WriteAsync(path, Text(artifacts, plan, sshConfig), [], "", cancellationToken);

    public static string Text(ArtifactsFolder artifacts, TrialPlan plan, string? sshConfig = null)
    {
        var (manifest, library, resolved) = (artifacts.Manifest, artifacts.Library, artifacts.Manifest.Chain.ResolveVersion);
        var (package, stock) = (manifest.Package, resolved.BinaryVersion);
        return MarkdownTemplate.Render("instructions.md.liquid", new
        {
            Package = package,
            resolved.Host,
            Where = ShellWords.Join(["--host", resolved.Host, .. sshConfig is null ? (string[])[] : ["--ssh-config", sshConfig]]),
            IsLive = manifest.Origin == Origin.Live,
            resolved.ReadFrom,
            StockVersion = $"{stock}",
            StockFile = $"{package.Name}_{stock.WithoutEpoch}_{package.Architecture}.deb",
            File = library.Name,
            library.Sha256,
            library.BuildId,
            Ring = manifest.TraceItems,
            plan.Id,
            plan.Question,
            plan.Primary,
            plan.Order,
            plan.Rule,
            Each = plan.Runs.Count / 2,
            plan.Runs[0].Minutes,
            Power = plan.Power.Select(x => new { x.Effect, Confirmed = Wording.Percent(x.Confirmed), Refuted = Wording.Percent(x.Refuted) })
                .ToList(),
            Runs = plan.Runs.Select((x, i) => new
            {
                x.Tag,
                Number = i + 1,
                IsPatched = x.Arm == PlannedArm.Candidate,
                // The host begins with stock.
                Changes = x.Arm != (i == 0 ? PlannedArm.Baseline : plan.Runs[i - 1].Arm),
            }).ToList(),
        }).TrimEnd();
    }
}
