using SpiceTrial.Verdicts;

namespace SpiceTrial.Trial;

/// <summary>What stood between two waves.</summary>
/// <param name="Wave">The wave that was to begin, from 1.</param>
/// <param name="At">When.</param>
/// <param name="Decision">What was done.</param>
/// <param name="Verdict">Of the comparison; <c>null</c> where there is none of this build.</param>
/// <param name="Comparison">The file; <c>null</c> where there is none.</param>
/// <param name="GuestsOnBuild">Guests of the earlier waves that map the new library.</param>
/// <param name="Guests">All of them that map one.</param>
/// <param name="Reasons">In plain words.</param>
/// <param name="Who">Who went on in spite of it, user@machine.</param>
/// <param name="Override">Their reason.</param>
public sealed record RolloutEvidence(
    int Wave, DateTimeOffset At, EvidenceDecision Decision, Verdict? Verdict, string? Comparison, int GuestsOnBuild, int Guests,
    IReadOnlyList<string> Reasons, string? Who = null, string? Override = null)
{
    /// <param name="wave">The wave that is to begin, from 1.</param>
    /// <param name="now">For the record.</param>
    /// <param name="comparison">Of the same build, or <c>null</c>.</param>
    /// <param name="file">Where it is.</param>
    /// <param name="missing">Why there is none.</param>
    /// <param name="guests">Of the earlier waves: those that map the new library, and all.</param>
    /// <param name="onTestHosts">Then a rehearsal's verdict is enough.</param>
    internal static RolloutEvidence Judge(
        int wave, DateTimeOffset now, Comparison? comparison, string? file, string? missing, (int New, int All) guests, bool onTestHosts)
    {
        var decision = comparison?.Verdict switch
        {
            Verdicts.Verdict.Confirmed when comparison.Rule == VerdictRule.Id
                && (onTestHosts || Caveats.NotOfTheField(comparison) is null) => EvidenceDecision.Proceed,
            Verdicts.Verdict.Refuted or Verdicts.Verdict.Regression => EvidenceDecision.Stop,
            _ => EvidenceDecision.Pause,
        };
        List<string> reasons =
        [
            comparison is null ? missing ?? "there is no comparison"
                : $"{Printable.Word(comparison.Verdict)}: {(comparison.Reasons is [var first, ..] ? first : "no reason given")}",
            .. (comparison?.Caveats ?? []).Select(x => $"caveat: {x}"),
        ];
        // What another rule called good may be nothing by this one; harm stays harm until somebody looks again.
        if (comparison is { Rule: not VerdictRule.Id and var another })
            reasons.Add($"the verdict is by the rule {another}, and {VerdictRule.Id} is the one now: run "
                + $"`./build.sh Compare{(comparison.Plan is { } plan ? $" --plan {ShellWords.Quote(plan)}" : "")}` again");
        reasons.Add($"{guests.New} of {guests.All} guests of the earlier waves map the new library");
        if (guests.New == 0 && decision == EvidenceDecision.Proceed)
        {
            decision = EvidenceDecision.Pause;
            reasons.Add("nobody runs it yet: the earlier waves are not observed");
        }

        return new(wave, now, decision, comparison?.Verdict, comparison is null ? null : file, guests.New, guests.All, reasons);
    }

    /// <summary>Reads a comparison, a rehearsal's too, if its candidate is of these builds and leaves none of the next wave out: what good
    /// amd64 has shown says nothing of arm64.</summary>
    /// <param name="file">Where it is.</param>
    /// <param name="earlier">Builds of the earlier waves.</param>
    /// <param name="next">Those that the wave brings.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <returns>The comparison, or why there is none.</returns>
    /// <exception cref="TrialException">The file can't be read: what can't be read says nothing good.</exception>
    internal static async Task<(Comparison? Found, string? Missing)> FindAsync(
        string file, IReadOnlyCollection<string> earlier, IReadOnlyCollection<string> next, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            return (null, $"there is no comparison: {file}");
        var comparison = await RecordFile.ReadAsync<Comparison>(file, cancellationToken);
        var (theirs, ours) = (comparison.Candidate.BuildIds, earlier.Union(next).ToHashSet(StringComparer.Ordinal));
        // Harm to one of the builds is enough, whatever nothing was said of.
        return comparison.Verdict is Verdicts.Verdict.Refuted or Verdicts.Verdict.Regression && theirs.Any(ours.Contains)
                ? (comparison, null)
            : theirs.Count == 0 || !theirs.All(ours.Contains)
                ? (null, $"{file} is of another build ({string.Join(", ", theirs)})")
            : next.Except(theirs).FirstOrDefault() is { } unseen
                ? (null, $"{file} says nothing of build {unseen}, which this wave brings") : (comparison, null);
    }
}
