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
            Package = package, IsLive = manifest.Origin == Origin.Live, resolved.ReadFrom,
            resolved.Host, Where = Where(resolved.Host, sshConfig),
            StockVersion = $"{stock}", StockFile = $"{package.Name}_{stock.WithoutEpoch}_{package.Architecture}.deb",
            File = library.Name, library.Sha256, library.BuildId, Ring = manifest.TraceItems,
            DrawPlan.Trials, plan.Id, plan.Question, plan.Primary, plan.Order, plan.Rule, Each = plan.Runs.Count / 2, plan.Runs[0].Minutes,
            Power = plan.Power.Select(x => new { x.Effect, Confirmed = Wording.Percent(x.Confirmed), Refuted = Wording.Percent(x.Refuted) })
                .ToList(),
            Runs = plan.Runs.Select((x, i) => new { x.Tag, Number = i + 1, Commands = Commands(plan, x, resolved.Host, sshConfig) })
                .ToList(),
        }).TrimEnd();
    }

    /// <summary>The commands of one run, in their order.</summary>
    public static IReadOnlyList<string> Commands(TrialPlan plan, PlannedRun run, string host, string? sshConfig)
    {
        var (at, isPatched, where) = (plan.PlaceOf(run.Tag), run.Arm == PlannedArm.Candidate, Where(host, sshConfig));
        // The host begins with stock.
        var changes = run.Arm != (at == 0 ? PlannedArm.Baseline : plan.Runs[at - 1].Arm);
        return
        [
            .. !changes ? (string[])[] : isPatched ? [$"./build.sh Install {where} --trace-items {plan.TraceItems}"]
                : [$"./build.sh Revert {where}"],
            "./bin/makeinstance.sh 64        # yours: makes a fresh VM with 64 MiB of video memory; destroy the old one first",
            $"./build.sh Status {where}        # the VM maps {(isPatched ? "the patched library" : "stock")}",
            $"# connect the client, then play for {run.Minutes:0.#} minutes",
            $"./build.sh Capture {where} --tag {run.Tag} --expect-arm {(isPatched ? plan.TraceItems : "stock")} --client-reports FOLDER"
                + "        # or without the last option",
        ];
    }

    static string Where(string host, string? sshConfig) =>
        ShellWords.Join(["--host", host, .. sshConfig is null ? (string[])[] : ["--ssh-config", sshConfig]]);
}
