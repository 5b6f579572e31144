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
/// <param name="Findings">What the steps found; after a conflict, what they had found before it.</param>
/// <param name="Changes">Where they differ from the record before.</param>
/// <param name="Report">The report of a conflict, beside the record; else <c>null</c>.</param>
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
    string? Report)
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

    /// <summary>The findings of the next record: each knows its last answer, and what a failure or a conflict kept from being asked stays
    /// as it is here.</summary>
    internal IReadOnlyList<ReleaseFinding> FollowedBy(IReadOnlyList<ReleaseFinding> now)
    {
        var failed = now.Any(x => x.IsFailure);
        return
        [
            // What has changed in a night that failed nobody was told: it changes in the next one again.
            .. from finding in now
               let then = Findings.FirstOrDefault(x => x.Subject == finding.Subject)
               select failed && !finding.IsFailure && then?.Answer is { } answer && answer != finding.Outcome
                   ? then : finding with { Before = then?.Answer },
            .. now.Count > 0 && !failed ? [] : Findings.ExceptBy(now.Select(x => x.Subject), x => x.Subject),
        ];
    }

    /// <summary>A line for every subject whose outcome is now another one or that is gone. Subjects that are new are no change: nobody
    /// answered them before.</summary>
    internal IReadOnlyList<string> ChangesTo(IReadOnlyList<ReleaseFinding> now)
    {
        var outcomes = now.ToDictionary(x => x.Subject, x => x.Outcome, StringComparer.Ordinal);
        return
        [
            .. from finding in Findings
               let outcome = outcomes.GetValueOrDefault(finding.Subject, "no longer asked")
               where finding.Answer is { } answer && outcome != answer
               select $"{finding.Subject}: {finding.Answer} -> {outcome}",
        ];
    }
}
