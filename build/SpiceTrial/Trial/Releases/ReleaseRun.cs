using System.Diagnostics;
using SpiceTrial.Debian;

namespace SpiceTrial.Trial;

/// <summary>
/// Asks every release which source version it has, and proves control and patched package of each. What fails is a row with its reason, not
/// the end. With a memory, what is not new costs a look at the suite's lists, and the findings are held against those remembered.
/// </summary>
/// <param name="settings">Suite, where given, narrows it.</param>
/// <param name="output">Is told what happens.</param>
/// <param name="proof">Knows what is served and proves it.</param>
/// <param name="memory">What earlier runs found, or <c>null</c>: then every run begins from nothing.</param>
public sealed class ReleaseRun(ChainSettings settings, IChainOutput output, IReleaseProof proof, ReleaseMemory? memory = null)
{
    /// <param name="architectures">Debian's names.</param>
    /// <param name="keep">Gets the rows after each one, so that a run that was ended has said what it got to.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public async Task<IReadOnlyList<ReleaseRow>> RunAsync(
        IReadOnlyList<string> architectures, Func<IReadOnlyList<ReleaseRow>, Task> keep, CancellationToken cancellationToken)
    {
        await proof.PrepareAsync(cancellationToken);
        using var _ = memory is null ? null : await memory.LockAsync(output.Phase, cancellationToken);
        IReadOnlyList<string> suites = settings.Suite is { } one ? [one] : Releases.Suites;
        output.Phase($"looking for {Releases.Source} in {string.Join(", ", suites)}");
        var rows = new List<ReleaseRow>();
        foreach (var (suite, version, problem) in await Task.WhenAll(suites.Select(x => LookAsync(x, cancellationToken))))
        {
            foreach (var architecture in architectures)
            {
                var watch = Stopwatch.StartNew();
                var row = await RowAsync(new(suite, architecture, version), problem, cancellationToken);
                rows.Add(row with { Duration = watch.Elapsed });
                await keep(rows);
            }
        }

        return rows;
    }

    /// <summary>The version that is served, or why there is none. A mirror that does not answer has not said that it does not have
    /// it.</summary>
    async Task<(string Suite, string? Version, TrialException? Problem)> LookAsync(string suite, CancellationToken cancellationToken)
    {
        try
        {
            return (suite, settings.PackageVersion ?? await proof.VersionAsync(suite, cancellationToken), null);
        }
        catch (TrialException e)
        {
            output.Warning($"{suite}: {e.Message}");
            return (suite, null, e);
        }
    }

    async Task<ReleaseRow> RowAsync(Release release, TrialException? problem, CancellationToken cancellationToken)
    {
        var last = memory is null ? null : await memory.LastAsync(release, cancellationToken);
        if (problem is not null)
            return await UnprovenAsync(release, last, "", problem, ReleaseOutcome.NotLooked, cancellationToken);
        var inputs = memory is null
            ? "" : await memory.InputsAsync(release.Version!, proof.Questions, cancellationToken);
        if (last?.Inputs == inputs && !last.IsToBeTriedAgain)
        {
            await memory!.KeepAsync(last with { LookedAt = DateTimeOffset.UtcNow }, cancellationToken);
            // What failed stays a failure until somebody has seen to it.
            return new(release, ReleaseOutcome.NothingNew,
                $"{Printable.Word(last.State)} on {last.BuiltAt:yyyy-MM-dd}{(last.Report is null ? "" : $", see {last.Report}")}",
                last.State is not (ReleaseOutcome.Proven or ReleaseOutcome.NotServed), last.State != ReleaseOutcome.NotServed);
        }

        output.Phase(memory is null ? $"{release}" : $"{release}: {Why(release, last)}");
        if (memory is not null && last is null)
            output.Warning($"{release}: there is no record of an earlier night, so that nothing can be called changed");
        try
        {
            return await JudgeAsync(release, last, inputs, await proof.ProveAsync(release, cancellationToken), cancellationToken);
        }
        catch (TrialException e)
        {
            output.Warning($"{release}: {e.Message}");
            // Asked only now: the lists of packages are large.
            var reason = e.IsNotServed || await proof.IsServedAsync(release, cancellationToken) ? e : new TrialException(
                $"{release.Suite} has no {Releases.Source} for {release.Architecture} on this mirror") { IsNotServed = true };
            return await UnprovenAsync(release, last, inputs, reason, ReleaseOutcome.NotProven, cancellationToken)
                with { Hint = reason.Hint };
        }
    }

    async Task<ReleaseRow> JudgeAsync(
        Release release, RememberedRelease? last, string inputs, ProvenRelease proven, CancellationToken cancellationToken)
    {
        var before = last ?? RememberedRelease.Of(release, inputs, ReleaseOutcome.NotServed);
        var failures = proven.Findings.Where(x => x.IsFailure).ToList();
        List<ReleaseFinding> open = memory is null ? [] : [.. proven.Findings.Where(x => x.IsOpen)];
        var changes = proven.Conflict is null ? before.ChangesTo(proven.Findings) : [];
        var report = proven.Conflict is null || memory is null
            ? null : await memory.ReportAsync(release, proven.Conflict, cancellationToken);
        ReleaseRow row = proven.Conflict is { } conflict
            ? new(release, ReleaseOutcome.Conflict, report is null ? conflict.What : $"the patch does not fit, see {report}",
                IsFailure: true) {
                Hint = conflict.Hint }
            : failures.Count > 0
            ? new(release, ReleaseOutcome.Failed, string.Join("; ", failures.Select(x => $"{x.Subject}: {x.Detail}")), IsFailure: true)
            : changes.Count > 0 ? new(release, ReleaseOutcome.VerdictChanged, string.Join("; ", changes), IsFailure: true)
            : open.Count > 0
            ? new(release, ReleaseOutcome.Open, string.Join("; ", open.Select(x => $"{x.Subject}: {x.Detail}")), IsFailure: false)
            : new(release, ReleaseOutcome.Proven, memory is null
                ? $"{string.Join("; ", proven.Arms.Select(x => x.Words))}; {Path.GetDirectoryName(proven.Arms[^1].Folder)}"
                : $"{proven.Findings.Count} findings{(before.Known.Count > 0 ? ", as the last time" : "")}",
                IsFailure: false) { Arms = proven.Arms };
        if (memory is not null)
            await memory.KeepAsync(RememberedRelease.Of(release, inputs,
                row.Outcome != ReleaseOutcome.VerdictChanged ? row.Outcome : open.Count > 0 ? ReleaseOutcome.Open : ReleaseOutcome.Proven)
                with {
                    Arms = proven.Arms, Findings = proven.Findings, Changes = changes, Report = report,
                    Answers = before.AnswersAfter(proven.Findings) }, cancellationToken);
        return row;
    }

    /// <summary>What the mirror has never had is no failure; what it has no longer is one.</summary>
    async Task<ReleaseRow> UnprovenAsync(Release release, RememberedRelease? last, string inputs, TrialException problem,
        ReleaseOutcome otherwise, CancellationToken cancellationToken)
    {
        if (!problem.IsNotServed)
            return new(release, otherwise, problem.What, IsFailure: true);
        var wasServed = last is not (null or { State: ReleaseOutcome.NotServed });
        if (memory is not null && !wasServed && release.Version is not null)
            await memory.KeepAsync(RememberedRelease.Of(release, inputs, ReleaseOutcome.NotServed), cancellationToken);
        return new(release, wasServed ? ReleaseOutcome.NoLongerServed : ReleaseOutcome.NotServed, problem.What, wasServed, IsServed: false);
    }

    static string Why(Release release, RememberedRelease? last) =>
        last is null ? "the first night"
        : last.SourceVersion != release.Version ? $"{Releases.Source} {release.Version} is new, after {last.SourceVersion}"
        : last.IsToBeTriedAgain ? $"{Printable.Word(last.State)} on {last.BuiltAt:yyyy-MM-dd}; asking again"
        : "the patches, the steps or this tool are new";
}
