using System.Text.Json;
using SpiceTrial.Debian;
using SpiceTrial.Hosts;
using SpiceTrial.Lab;
using SpiceTrial.Reports;
using SpiceTrial.Sessions;
using SpiceTrial.Trial;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Testing;

/// <summary>The whole validation run on one machine: real guests that play on a test host, every step made as an operator makes it. What is
/// done stays done, so that a rehearsal that was stopped goes on.</summary>
/// <param name="settings">What to rehearse.</param>
/// <param name="output">Told what is done.</param>
/// <param name="hosts">Opens connections.</param>
public sealed class Rehearse(RehearsalSettings settings, IChainOutput output, SshConnector hosts)
{
    static readonly EnumerationOptions AndOfRuns = new() { RecurseSubdirectories = true, MaxRecursionDepth = 1 };

    string RecordPath => Path.Combine(settings.Folder, Rehearsal.FileName);

    /// <returns>What the guests did, and the verdicts.</returns>
    /// <exception cref="TrialException">Not root, a rehearsal of that name with other settings, or a step failed.</exception>
    public async Task<Rehearsal> RunAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(settings.Folder);
        using var _ = await FileLock.TakeAsync(
            Path.Combine(settings.Scratch, "lock"), output.Phase, TimeSpan.FromMinutes(1), cancellationToken);
        var record = await BeginAsync(cancellationToken);
        var steps = await RehearsalPlan.OfAsync(settings, cancellationToken);
        if (record.Runs.FirstOrDefault(x => steps.Any(y => y.Tag == x.Tag && (y.RingSize, y.Scenario.Name) != (x.RingSize, x.Scenario)))
            is { } another)
            throw new TrialException(
                $"run {another.Tag} was made with {another.RingSize} entries and {another.Scenario}: the plan here has another",
                settings.Folder, "Give the --seed and --ring-sizes that it was made with, or another --tag", ExitStatus.BadInput);
        // Also runs that the plan here does not have: they stand in the same tables.
        if (record.Runs.FirstOrDefault(x => x.Load is not null && settings.Scenarios.FirstOrDefault(y => y.Name == x.Scenario) is { } now
            && LoadOf(now, settings.Seed + x.Pair) != x.Load) is { } changed)
            throw new TrialException(
                $"run {changed.Tag} played another load: {changed.Scenario} or the seed has changed since", settings.Folder,
                "Bring them back to go on with it, or give another --tag", ExitStatus.BadInput);
        List<RehearsalStep> open = [.. steps.Where(x => record.Runs.All(y => y.Tag != x.Tag))];
        if (open.Count > 0)
            record = await PlayAsync(record, open, steps.Count, cancellationToken);
        record = await ConcludeAsync(record, cancellationToken);
        await RecordFile.WriteAsync(RecordPath, record, cancellationToken);
        return record;
    }

    // What the lab alone plays, and words, are no part of it.
    internal static string LoadOf(Scenario scenario, int seed) => FileRecord.Sha256Of(JsonSerializer.Serialize(
        new { Scenario = scenario with { About = "", Oom = new(), Flush = new() }, Seed = seed }, RecordJson.Options));

    string AnalysisOf(RehearsalRun run) => Path.Combine(settings.Folder, run.Tag, AnalyzeSessions.FileName);

    async Task<Rehearsal> BeginAsync(CancellationToken cancellationToken)
    {
        var kept = new Rehearsal(new(settings.Suite, null), [])
        {
            Seed = settings.Seed, Minutes = settings.Minutes, WithClient = settings.WithClient,
        };
        // This record, then those of single runs: one that came from another machine is in no record of this one.
        foreach (var file in Directory.EnumerateFiles(settings.Folder, Rehearsal.FileName, AndOfRuns).OrderBy(x => x.Length).ThenBy(x => x))
        {
            var found = Same(await RecordFile.ReadAsync<Rehearsal>(file, cancellationToken), file);
            kept = kept with
            {
                Guest = kept.Guest with { Kernel = kept.Guest.Kernel ?? found.Guest.Kernel },
                Runs = [.. kept.Runs.UnionBy(found.Runs, x => x.Tag)],
            };
        }

        if (kept.Runs.FirstOrDefault(x => !File.Exists(AnalysisOf(x))) is { } missing)
            throw new TrialException(
                $"the record of this rehearsal is here, and the session of its run {missing.Tag} is not", RecordPath,
                "Rehearse anew with another --tag: git keeps the figures of a rehearsal, not its sessions", ExitStatus.BadInput);
        return kept;
    }

    Rehearsal Same(Rehearsal kept, string path) =>
        (kept.Guest.Suite, kept.Minutes, kept.WithClient) == (settings.Suite, settings.Minutes, settings.WithClient)
            ? kept
            : throw new TrialException(
                $"a rehearsal of this name is there: {kept.Guest.Suite}, {kept.Minutes} minutes a "
                    + $"run{(kept.WithClient ? ", with a client" : "")}",
                path, "Give the same options to go on with it, or another --tag", ExitStatus.BadInput);

    async Task<Rehearsal> PlayAsync(
        Rehearsal record, List<RehearsalStep> open, int all, CancellationToken cancellationToken)
    {
        await using var stage = await RehearsalStage.OpenAsync(settings, output, hosts, cancellationToken);
        await stage.BuildAsync(cancellationToken);
        var withKvm = await KvmTrial.WorksAsync(stage, open[0].Scenario, output, cancellationToken);
        RefuseAnother("guests run", KvmTrial.Words(withKvm), [.. record.Runs.Select(x => KvmTrial.Words(x.WithKvm))]);
        var began = DateTime.UtcNow;
        foreach (var (step, index) in open.Select((x, i) => (x, i)))
        {
            var left = index == 0 ? open.Count * TimeSpan.FromSeconds(settings.Seconds + 60)
                : (DateTime.UtcNow - began) / index * (open.Count - index);
            output.Phase($"run {all - open.Count + index + 1} of {all}: {step.Tag}, {step.RingSize} entries; about {left.TotalMinutes:0} "
                + "minutes left");
            Forget(step.Tag);
            await stage.SetRingAsync(step.RingSize, cancellationToken);
            var (run, kernel) = await RunAsync(stage, step, withKvm, cancellationToken);
            RefuseAnother("the guest's kernel is", kernel, record.Guest.Kernel);
            output.Phase($"{step.Tag}: {run.PlaysEngaged} of {run.PlaysOffered} plays with a stream, {run.Ooms} OOMs, {run.FreeSome} "
                + $"evictions, {run.Freezes} freezes{(run.Trouble is { } trouble ? $" ({trouble})" : "")}");
            record = record with { Guest = record.Guest with { Kernel = kernel ?? record.Guest.Kernel }, Runs = [.. record.Runs, run] };
            await RecordFile.WriteAsync(
                Path.Combine(settings.Folder, step.Tag, Rehearsal.FileName), record with { Runs = [run] }, cancellationToken);
            await RecordFile.WriteAsync(RecordPath, record, cancellationToken);
        }

        // As the operator leaves a host, although this one ends here.
        await stage.SetRingAsync(TraceItems.Stock, cancellationToken);
        return record;
    }

    // Runs of different guests would stand in one comparison and one rate.
    internal static void RefuseAnother(string what, string? now, params IEnumerable<string?> before)
    {
        if (now is not null && before.FirstOrDefault(x => x is not null && x != now) is { } then)
            throw new TrialException($"{what} {now}, and of the runs that were made before {then}", "the rehearsal",
                "Rehearse anew with another --tag", ExitStatus.BadInput);
    }

    async Task<(RehearsalRun Run, string? Kernel)> RunAsync(
        RehearsalStage stage, RehearsalStep step, bool withKvm, CancellationToken cancellationToken)
    {
        var guest = new TestGuest(step.Tag, step.Scenario, settings.Seconds, settings.Seed + step.Pair)
        {
            WithKvm = withKvm, IsWatched = settings.WithClient,
        };
        var performance = new GuestPerformance(stage, guest, output);
        var (log, failed) = await performance.RunAsync(cancellationToken);
        var captured = await stage.CaptureAsync(
            step.Tag, guest, await performance.KeepPlayLogAsync(Path.Combine(settings.Scratch, "guest-logs"), cancellationToken),
            cancellationToken);
        var kernel = performance.KernelMessages();
        await performance.DestroyAsync(cancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(captured.Folder, "bundle", "guest-kernel.txt"), string.Join('\n', kernel), cancellationToken);
        var run = RehearsalFigures.Of(step, log, kernel, captured.Analysis.Runs[^1], Path.GetFileName(captured.Bundle));
        return (run with { FailedBoots = failed, WithKvm = withKvm, Load = LoadOf(step.Scenario, guest.Seed) }, log.Kernel);
    }

    // Of a run that was captured when the rehearsal was killed, and is in no record.
    void Forget(string tag)
    {
        if (Path.Combine(settings.Folder, tag) is var folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        File.Delete(SessionPath.Bundle(settings.Folder, tag));
    }

    async Task<Rehearsal> ConcludeAsync(Rehearsal record, CancellationToken cancellationToken)
    {
        var (verdicts, comparisons) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new List<string>());
        foreach (var id in RehearsalPlan.IsTrial(settings) ? settings.Scenarios.Select(RehearsalPlan.IdOf) : [])
        {
            var request = new TrialRequest([], [], null) { Sessions = settings.Folder, Plan = id };
            var trial = await ComparedTrial.RunAsync(request, progress: null, cancellationToken);
            var folder = Path.Combine(settings.Folder, id);
            await RecordFile.WriteAsync(Path.Combine(folder, ComparedTrial.FileName), trial.Comparison, cancellationToken);
            await new VerdictReport(trial.Comparison, trial.Baseline, trial.Candidate, settings.Command).WriteAsync(
                folder, cancellationToken);
            verdicts[id] = Printable.Word(trial.Comparison.Verdict);
            comparisons.Add(Path.Combine(id, ComparedTrial.FileName));
        }

        var figures = new List<(RehearsalRun Run, RunFigures Figures)>();
        foreach (var run in record.Runs)
        {
            var own = (await RecordFile.ReadAsync<Analysis>(AnalysisOf(run), cancellationToken)).Runs[^1];
            // What is corrected already stays as it is.
            var plays = settings.Scenarios.FirstOrDefault(x => x.Name == run.Scenario) is { } scenario
                ? PlayClock.Correct(scenario, run.Plays, own) : run.Plays;
            own = own with { Freezes = RehearsalFigures.Freezes(plays, own) };
            figures.Add((run with { Plays = plays, Freezes = own.Freezes.Count }, own));
        }

        output.Phase("the same scenarios in the lab");
        var cells = await new RehearsalLab(settings).RunAsync(cancellationToken);
        List<RehearsalRun> runs = [.. figures.Select(x => x.Run)];
        record = record with
        {
            Runs = runs, Verdicts = verdicts, Comparison = comparisons, Freezes = FreezeRates.Of(runs),
            Truth = TruthTable.Of(settings.Scenarios, figures, cells),
        };
        await new RehearsalReport(settings, record, figures).WriteAsync(cancellationToken);
        return record;
    }
}
