namespace SpiceTrial.Trial;

/// <summary>What a night found out about one release and architecture; <c>sessions/nightly/&lt;suite&gt;-&lt;architecture&gt;.json</c>,
/// described in docs/nightly.md.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="SourceVersion">The version that the suite had.</param>
/// <param name="Inputs">SHA-256 over everything that decides the findings: that version, the patches, the ring size and the steps.</param>
/// <param name="State">Proven, or why not: failed, conflict or not served.</param>
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
    // A mirror in the middle of its own update has everything some hours later.
    internal bool IsToBeTriedAgain => State == ReleaseOutcome.NotServed && DateTimeOffset.UtcNow - BuiltAt > TimeSpan.FromHours(12);

    /// <summary>A record of now, with nothing found out yet.</summary>
    internal static RememberedRelease Of(Release release, string inputs, ReleaseOutcome state) =>
        new(release.Suite, release.Architecture, release.Version!, inputs,
        state, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, [], [], [], null);

    /// <summary>A line for every subject whose outcome is now another one or that is gone. Subjects that are new are no change: nobody
    /// answered them before.</summary>
    internal IReadOnlyList<string> ChangesTo(IReadOnlyList<ReleaseFinding> now)
    {
        var outcomes = now.ToDictionary(x => x.Subject, x => x.Outcome, StringComparer.Ordinal);
        return
        [
            .. from finding in Findings
               let outcome = outcomes.GetValueOrDefault(finding.Subject, "no longer asked")
               where outcome != finding.Outcome
               select $"{finding.Subject}: {finding.Outcome} -> {outcome}",
        ];
    }
}
