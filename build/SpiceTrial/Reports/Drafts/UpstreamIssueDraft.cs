using SpiceTrial.Debian;
using SpiceTrial.Lab;
using SpiceTrial.Sessions;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Reports;

/// <summary>The upstream issue, for a maintainer who has never heard of this trial (<c>issue.md.liquid</c>): what was seen, how to see it,
/// and the question; tables and figures are attachments.</summary>
public static class UpstreamIssueDraft
{
    /// <summary>Writes the generated part; what a person wrote outside of it stays.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="TrialException">BadInput: something that it names is missing, is of another ring, or is less than the issue rested
    /// on.</exception>
    public static async Task<string> WriteAsync(DraftSettings settings, CancellationToken cancellationToken)
    {
        var evidence = await IssueEvidence.ReadAsync(settings.Evidence, cancellationToken);
        var (text, restsOn) = await TextAsync(settings.Root, evidence, cancellationToken);
        return await DraftFile.WriteAsync(settings.Issue, text, restsOn, settings.Evidence, cancellationToken);
    }

    /// <returns>The issue, and what it rests on.</returns>
    internal static async Task<(string Text, IReadOnlyList<string> RestsOn)> TextAsync(
        string root, IssueEvidence evidence, CancellationToken cancellationToken)
    {
        var runs = new List<KeptRun>();
        foreach (var run in evidence.Runs)
            runs.Add(await ReadAsync(root, evidence, run, cancellationToken));
        var comparisons = new List<Comparison>();
        foreach (var path in evidence.Comparisons)
            comparisons.Add(Fitting(await RecordFile.ReadAsync<Comparison>(Present(root, path), cancellationToken), evidence, path));
        var guests = new List<MeasuredInGuests>();
        foreach (var path in evidence.Rehearsals)
            guests.Add(await ReadGuestsAsync(root, path, cancellationToken));
        // Its table stands in the issue's body, without a name for other rings; the further ones name theirs.
        if (guests is [var principal, ..] && principal.Arms.Select(x => x.Ring).Distinct().Order().ToList() is var rings
            && !rings.SequenceEqual([TraceItems.Stock, evidence.TraceItems]))
            throw OfAnotherRing(principal.Path, string.Join(" and ", rings), evidence);
        var lab = await RecordFile.ReadAsync<LabResult>(Present(root, evidence.Lab), cancellationToken);
        var patch = (await PatchSeries.ReadAsync(
            Path.Combine(root, "patches"), TraceItems.From(evidence.TraceItems), cancellationToken)).For(evidence.SourceVersion)[0];
        var text = MarkdownTemplate.Render("issue.md.liquid", new
        {
            evidence.Environment,
            evidence.Load,
            evidence.Excerpt,
            Ring = evidence.TraceItems,
            Field = comparisons is [var first, ..] ? Measured.Model(first) : null,
            Pairs = comparisons.Select(Measured.Text).ToList(),
            Runs = runs,
            Guests = guests,
            Arms = guests is [var rehearsed, ..] ? rehearsed.Arms : [],
            Controlled = runs.Where(x => x.Kept.Plays is not null).ToList(),
            Unexplained = runs.Where(x => x is { IsFrozen: true, Kept.Explained: null }).ToList(),
            Explained = runs.Where(x => x.Kept.Explained is not null).ToList(),
            Harm = MeasuredInLab.Harm(lab, evidence.TraceItems),
            InLab = MeasuredInLab.Text(lab),
            PatchSha256 = FileRecord.Sha256Of(patch.Text),
        });
        return (text, [$"{evidence.SourceVersion} with {evidence.TraceItems} entries", .. evidence.Runs.Select(x => x.Log),
            .. guests.SelectMany(x => x.Record.Runs.Select(y => $"{x.Path}: {y.Tag}")),
            .. comparisons.SelectMany(Measured.RestsOn), .. MeasuredInLab.RestsOn(lab)]);
    }

    static async Task<MeasuredInGuests> ReadGuestsAsync(string root, string path, CancellationToken cancellationToken)
    {
        var record = await RecordFile.ReadAsync<Rehearsal>(Present(root, path), cancellationToken);
        var comparisons = new List<Comparison>();
        foreach (var name in record.Comparison)
            comparisons.Add(await RecordFile.ReadAsync<Comparison>(
                Present(root, Path.Combine(Path.GetDirectoryName(path) ?? "", name)), cancellationToken));
        return new(path, record, comparisons);
    }

    static async Task<KeptRun> ReadAsync(string root, IssueEvidence evidence, IssueEvidence.Run kept, CancellationToken cancellationToken)
    {
        if (kept.TraceItems != TraceItems.Stock && kept.TraceItems != evidence.TraceItems)
            throw OfAnotherRing(kept.Log, $"{kept.TraceItems}", evidence);
        var runs = (await new AnalyzeSessions(new()).RunAsync([Present(root, kept.Log)], cancellationToken)).Runs;
        return runs is [var run] ? new(kept, run) : throw new TrialException(
            $"the log holds {runs.Count} runs", kept.Log, "Name a log of one run", ExitStatus.BadInput);
    }

    static Comparison Fitting(Comparison comparison, IssueEvidence evidence, string path) =>
        Caveats.NotOfTheField(comparison) is { } why ? throw new TrialException(
            $"it would stand as the field's: {why}", path, "Name a rehearsal's record under rehearsals instead", ExitStatus.BadInput)
        : comparison.Candidate.TraceItems is not { } ring || ring == evidence.TraceItems
            ? comparison : throw OfAnotherRing(path, $"{ring}", evidence);

    static TrialException OfAnotherRing(string where, string rings, IssueEvidence evidence) => new(
        $"it is about {rings} entries, and the issue about {evidence.TraceItems}", where,
        "Leave it out of the evidence, or write an issue of its own: --evidence FILE --issue-file FILE", ExitStatus.BadInput);

    static string Present(string root, string path) => Path.Combine(root, path) is var full && File.Exists(full) ? full
        : throw new TrialException("the evidence names what is not there", path, $"Restore it: `git checkout -- {ShellWords.Quote(path)}`",
            ExitStatus.BadInput);

    sealed record KeptRun(IssueEvidence.Run Kept, RunFigures Figures)
    {
        public bool IsFrozen => Figures.Freezes.Count > 0;

        public string Freezes =>
            IsFrozen ? string.Join(", ", Figures.Freezes.Select(x => $"{x.Seconds:0.0} s at {x.Start:0} s")) : "none";
    }
}
