namespace SpiceTrial.Nightly;

/// <summary>What a night found out about one release and architecture; <c>sessions/nightly/&lt;suite&gt;-&lt;architecture&gt;.json</c>, described in docs/nightly.md.</summary>
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

public enum NightlyState
{
    Proven,
    Failed,
    Conflict,

    /// <summary>The mirror does not have what its own lists name; nothing was ever proven of the release.</summary>
    NotServed,
}

/// <summary>A package of the night.</summary>
/// <param name="TraceItems">Entries of its ring; 8 is the control.</param>
/// <param name="Version">Its version.</param>
/// <param name="Folder">Where it is, from the project's root.</param>
/// <param name="Sha256">Of the .deb.</param>
/// <param name="BuildId">Of its library.</param>
public sealed record NightlyArm(int TraceItems, string Version, string Folder, string Sha256, string? BuildId);

/// <summary>One answer of a step. Two nights agree on it when the outcome is the same word.</summary>
/// <param name="Subject">What was asked, the same words every night.</param>
/// <param name="Outcome">The answer in a word or two, e.g. <c>passed</c>.</param>
/// <param name="Detail">Figures that may differ between nights.</param>
/// <param name="IsFailure">Whether that answer is a failure whatever the night before said.</param>
public sealed record NightlyFinding(string Subject, string Outcome, string Detail, bool IsFailure = false);
