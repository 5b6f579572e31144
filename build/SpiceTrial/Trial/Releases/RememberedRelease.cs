namespace SpiceTrial.Trial;

/// <summary>What a night found out about one release and architecture; <c>sessions/nightly/&lt;suite&gt;-&lt;architecture&gt;.json</c>,
/// described in docs/nightly.md.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="SourceVersion">The version that the suite had.</param>
/// <param name="Inputs">SHA-256 over what decides the findings: that version, the patches, the ring size, the steps and this tool.</param>
/// <param name="State">Proven, or why not: open, failed, conflict or not served.</param>
/// <param name="LookedAt">The last night that looked, also when it found nothing new.</param>
/// <param name="BuiltAt">The night that the findings are of.</param>
/// <param name="Arms">The control and the patched package; none after a conflict.</param>
/// <param name="Findings">What the steps found that night; none after a conflict.</param>
/// <param name="Changes">Where they differ from the answers before.</param>
/// <param name="Report">The report of a conflict, beside the record; else <c>null</c>.</param>
/// <param name="Answers">The last answer to each question, of that night or of one before it. Older records have none.</param>
public sealed record RememberedRelease(
    string Suite,
    string Architecture,
    string SourceVersion,
    string Inputs,
    ReleaseOutcome State,
    DateTimeOffset LookedAt,
    DateTimeOffset BuiltAt,
    IReadOnlyList<ReleaseArm> Arms,
    IReadOnlyList<ReleaseFinding> Findings,
    IReadOnlyList<string> Changes,
    string? Report,
    IReadOnlyDictionary<string, string>? Answers = null)
{
    internal bool IsToBeTriedAgain => DateTimeOffset.UtcNow - BuiltAt > State switch
    {
        // It may have been the bad luck of one night.
        ReleaseOutcome.Failed or ReleaseOutcome.Open => TimeSpan.Zero,
        // A mirror in the middle of its own update has everything some hours later.
        ReleaseOutcome.NotServed => TimeSpan.FromHours(12),
        // Debian's compilers and this machine change while the version stays.
        _ => TimeSpan.FromDays(30),
    };

    /// <summary>A record of now, with nothing found out yet.</summary>
    internal static RememberedRelease Of(Release release, string inputs, ReleaseOutcome state) =>
        new(release.Suite, release.Architecture, release.Version!, inputs,
        state, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, [], [], [], null);

    // In an older record every finding counts, a failure too: rather a change too many than one that nobody is told.
    internal IReadOnlyDictionary<string, string> Known => Answers ?? Findings.ToDictionary(x => x.Subject, x => x.Outcome);

    /// <summary>The answers of the next record. What was left open has its last one; and after a night that failed, or asked nothing, all
    /// of these stand: what has changed in it nobody was told, and it changes in the next one again.</summary>
    internal IReadOnlyDictionary<string, string> AnswersAfter(IReadOnlyList<ReleaseFinding> now)
    {
        var kept = now.Count == 0 || now.Any(x => x.IsFailure)
            ? Known : Known.Where(x => now.Any(y => y.IsOpen && y.Subject == x.Key));
        var answers = kept.ToDictionary();
        foreach (var finding in now.Where(x => !x.IsFailure && !x.IsOpen))
            answers.TryAdd(finding.Subject, finding.Outcome);
        return answers;
    }

    /// <summary>A line for every question whose answer is now another one or that is gone. Questions that are new are no change: nobody
    /// answered them before.</summary>
    internal IReadOnlyList<string> ChangesTo(IReadOnlyList<ReleaseFinding> now) =>
    [
        .. from answer in Known
           let outcome = now.FirstOrDefault(x => x.Subject == answer.Key)?.Outcome ?? "no longer asked"
           where outcome != answer.Value
           select $"{answer.Key}: {answer.Value} -> {outcome}",
    ];
}
