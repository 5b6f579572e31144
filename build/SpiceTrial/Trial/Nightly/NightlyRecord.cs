namespace SpiceTrial.Trial;

/// <summary>What a night found out about one release and architecture; <c>sessions/nightly/&lt;suite&gt;-&lt;architecture&gt;.json</c>,
/// described in docs/nightly.md.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="SourceVersion">The version that the suite had.</param>
/// <param name="Inputs">SHA-256 over everything that decides the findings: that version, the patches, the ring size and the steps.</param>
/// <param name="State">Proven, or why not.</param>
/// <param name="LookedAt">The last night that looked, also when it found nothing new.</param>
/// <param name="BuiltAt">The night that the findings are of.</param>
/// <param name="Arms">The control and the patched package; none after a conflict.</param>
/// <param name="Findings">What the steps found.</param>
/// <param name="Changes">Where they differ from the record before.</param>
/// <param name="Report">The report of a conflict, beside the record; else <c>null</c>.</param>
public sealed record NightlyRecord(
    string Suite,
    string Architecture,
    string SourceVersion,
    string Inputs,
    NightlyState State,
    DateTimeOffset LookedAt,
    DateTimeOffset BuiltAt,
    IReadOnlyList<NightlyArm> Arms,
    IReadOnlyList<NightlyFinding> Findings,
    IReadOnlyList<string> Changes,
    string? Report);
