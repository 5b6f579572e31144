using SpiceTrial.Artifacts;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>
/// Looks for new source versions, and for each builds both arms, proves them, and holds the findings against those of the last night.
/// What is not new costs a look at the suite's lists.
/// </summary>
/// <param name="settings">Suite and architecture, where given, narrow it; the default is every suite on this machine's
/// architecture.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="steps">What is found out about the arms.</param>
public sealed class NightlyRun(ChainSettings settings, IChainOutput output, IReadOnlyList<INightlyStep> steps)
{
    readonly NightlyStore store = new(settings.Workspace);

    /// <exception cref="TrialException">Another night goes on, or a program is missing. What goes wrong with one release is in its
    /// row.</exception>
    public async Task<NightlyResult> RunAsync(CancellationToken cancellationToken)
    {
        await new Prerequisites(output.Phase).EnsureAsync(Prerequisites.ForChain, cancellationToken);
        using var _ = await store.LockAsync(output.Phase, cancellationToken);
        var architecture = settings.Architecture ?? (await OwnRelease.ReadAsync(cancellationToken)).Architecture;
        IReadOnlyList<string> suites = settings.Suite is { } one ? [one] : Releases.Suites;
        output.Phase($"looking for spice in {string.Join(", ", suites)}");
        var looks = await Task.WhenAll(suites.Select(x => LookAsync(x, cancellationToken)));
        var rows = new List<NightlyRow>();
        foreach (var (suite, version, problem) in looks)
            rows.Add(version is null
                ? await UnseenAsync(suite, architecture, problem!, cancellationToken)
                : await NightAsync(suite, architecture, version, cancellationToken));
        var result = new NightlyResult(rows);
        if (settings.Output is { } copy)
            await RecordFile.WriteAsync(Path.Combine(copy, "nightly.json"), result, cancellationToken);
        return result;
    }

    async Task<(string Suite, string? Version, TrialException? Problem)> LookAsync(string suite, CancellationToken cancellationToken)
    {
        try
        {
            return (suite, settings.PackageVersion
                ?? (await SuiteVersion.NewestAsync(OtherRelease.Source, suite, settings.Mirror, cancellationToken)).ToString(), null);
        }
        catch (TrialException e)
        {
            return (suite, null, e);
        }
    }

    async Task<NightlyRow> NightAsync(string suite, string architecture, string version, CancellationToken cancellationToken)
    {
        var last = await store.LastAsync(suite, architecture, cancellationToken);
        var inputs = await store.InputsAsync(version, settings.TraceItems, steps.Select(x => x.Name), cancellationToken);
        if (last?.Inputs == inputs && !IsToBeTriedAgain(last))
        {
            await store.KeepAsync(last with { LookedAt = DateTimeOffset.UtcNow }, cancellationToken);
            // What failed stays a failure until somebody has seen to it.
            return new(
                suite, architecture, version, "nothing new",
                $"{Word(last.State)} on {last.BuiltAt:yyyy-MM-dd}{(last.Report is null ? "" : $", see {last.Report}")}",
                last.State is not (NightlyState.Proven or NightlyState.NotServed), last.State != NightlyState.NotServed);
        }

        output.Phase($"{suite} {architecture}: {Why(last, version)}");
        // Each release apart: two may have one version (forky and sid, for instance).
        var chain = settings.ForRelease(suite, architecture, version, Path.Combine(settings.Workspace.Built, "nightly", suite));
        try
        {
            return await ConflictAsync(chain, cancellationToken) is { } conflict
                ? await ReportAsync(suite, architecture, version, inputs, conflict, cancellationToken)
                : await ProveAsync(chain, suite, architecture, version, inputs, last, cancellationToken);
        }
        catch (TrialException e)
        {
            output.Warning($"{suite} {architecture}: {e.Message}");
            return await UnprovenAsync(suite, architecture, version, inputs, last, e, cancellationToken);
        }
    }

    /// <summary>What the mirror has never had is no failure of the night; what it has no longer is one.</summary>
    async Task<NightlyRow> UnprovenAsync(string suite, string architecture, string version, string inputs, NightlyRecord? last,
        TrialException problem, CancellationToken cancellationToken)
    {
        if (!problem.IsNotServed)
            return new(suite, architecture, version, "not proven", problem.What, IsFailure: true);
        var now = DateTimeOffset.UtcNow;
        var row = NotServed(suite, architecture, version, last, problem);
        if (!row.IsFailure)
            await store.KeepAsync(
                new NightlyRecord(suite, architecture, version, inputs, NightlyState.NotServed, now, now, [],
                    [new("mirror", row.Outcome, problem.What)], [], Report: null), cancellationToken);
        return row;
    }

    /// <summary>A release whose lists could not be had.</summary>
    async Task<NightlyRow> UnseenAsync(string suite, string architecture, TrialException problem, CancellationToken cancellationToken)
    {
        output.Warning($"{suite}: {problem.Message}");
        return problem.IsNotServed
            ? NotServed(suite, architecture, null, await store.LastAsync(suite, architecture, cancellationToken), problem)
            : new(suite, architecture, null, "not looked", problem.What, IsFailure: true);
    }

    static NightlyRow NotServed(string suite, string architecture, string? version, NightlyRecord? last, TrialException problem)
    {
        var wasServed = last is not (null or { State: NightlyState.NotServed });
        return new(suite, architecture, version, wasServed ? "no longer served" : "not served", problem.What, wasServed, IsServed: false);
    }

    // A mirror in the middle of its own update has everything some hours later.
    static bool IsToBeTriedAgain(NightlyRecord last) =>
        last.State == NightlyState.NotServed && DateTimeOffset.UtcNow - last.BuiltAt > TimeSpan.FromHours(12);

    static string Why(NightlyRecord? last, string version) =>
        last is null ? "the first night"
        : IsToBeTriedAgain(last) ? "the mirror did not have it; asking again"
        : last.SourceVersion == version ? "the patches or the steps are new"
        : $"spice {version} is new, after {last.SourceVersion}";

    /// <summary>Why the patch does not fit, or <c>null</c> when it does.</summary>
    async Task<TrialException?> ConflictAsync(ChainSettings chain, CancellationToken cancellationToken)
    {
        using var run = new ChainRun(chain, output);
        await run.ResolveVersionAsync(cancellationToken);
        await run.FetchSourceAsync(cancellationToken);
        try
        {
            await run.ApplyPatchAsync(cancellationToken);
            return null;
        }
        catch (TrialException e) when (e.Status is ExitStatus.Failed)
        {
            return e;
        }
    }

    async Task<NightlyRow> ReportAsync(
        string suite, string architecture, string version, string inputs, TrialException conflict, CancellationToken cancellationToken)
    {
        var now = DateTimeOffset.UtcNow;
        var report = await store.ReportAsync(
            suite, architecture, ConflictReport.Write(suite, architecture, version, now, conflict), cancellationToken);
        await store.KeepAsync(new NightlyRecord(suite, architecture, version, inputs, NightlyState.Conflict, now, now, [], [], [], report),
            cancellationToken);
        return new(suite, architecture, version, "conflict", $"the patch does not fit, see {report}", IsFailure: true);
    }

    async Task<NightlyRow> ProveAsync(ChainSettings chain, string suite, string architecture, string version, string inputs,
        NightlyRecord? last, CancellationToken cancellationToken)
    {
        var arms = await new Rings(chain, output).EnsureAsync([TraceItems.Stock, settings.TraceItems], cancellationToken);
        var findings = new List<NightlyFinding>();
        foreach (var step in steps)
        {
            output.Phase($"{suite} {architecture}: {step.Name}");
            findings.AddRange(await step.RunAsync(arms[0], arms[1], cancellationToken));
        }

        var changes = NightlyComparison.Changes(last?.Findings ?? [], findings);
        var failures = findings.Where(x => x.IsFailure).ToList();
        var now = DateTimeOffset.UtcNow;
        var state = failures.Count > 0 ? NightlyState.Failed : NightlyState.Proven;
        await store.KeepAsync(
            new NightlyRecord(suite, architecture, version, inputs, state, now, now, [.. arms.Select(Arm)], findings, changes,
                Report: null), cancellationToken);
        return failures.Count > 0 ? new(
            suite, architecture, version, "failed", string.Join("; ", failures.Select(x => $"{x.Subject}: {x.Detail}")), IsFailure: true)
            : changes.Count > 0 ? new(suite, architecture, version, "verdict changed", string.Join("; ", changes), IsFailure: true)
            : new(suite, architecture, version, "proven", $"{findings.Count} findings{(last is null ? "" : ", as the last time")}",
                IsFailure: false);
    }

    NightlyArm Arm(ArtifactsFolder arm) => new(
        arm.Manifest.TraceItems, arm.Manifest.Package.Version, Path.GetRelativePath(settings.Root, arm.Folder), arm.Library.Sha256,
        arm.Library.BuildId);

    static string Word(NightlyState state) => state == NightlyState.NotServed ? "not served" : state.ToString().ToLowerInvariant();
}
