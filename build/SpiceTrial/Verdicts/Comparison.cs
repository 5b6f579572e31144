namespace SpiceTrial.Verdicts;

/// <summary>What a comparison says of the patch.</summary>
public enum Verdict
{
    Confirmed,
    Refuted,
    Regression,
    Inconclusive,
    NotComparable,
}

/// <summary><c>comparison.json</c>, schema 1; <c>docs/comparison.md</c> describes its keys.</summary>
/// <param name="Verdict">By <see cref="Rule"/>.</param>
/// <param name="Reasons">In plain words, the deciding one first.</param>
/// <param name="Figures">What was measured in both arms; the tested ones first.</param>
/// <param name="MinutesNeeded">Further minutes of playback per arm where the verdict is inconclusive; <c>null</c> otherwise, and where minutes don't help.</param>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Guards">What makes the arms comparable, each with its finding.</param>
/// <param name="Baseline">The stock arm.</param>
/// <param name="Candidate">The patched arm.</param>
/// <param name="Excluded">Runs that were left out.</param>
/// <param name="Notes">What the reader must know and what decided nothing.</param>
public sealed record Comparison(
    Verdict Verdict,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<ComparedFigure> Figures,
    int? MinutesNeeded,
    string Rule,
    IReadOnlyList<Guard> Guards,
    ArmSummary Baseline,
    ArmSummary Candidate,
    IReadOnlyList<ExcludedRun> Excluded,
    IReadOnlyList<string> Notes);

/// <summary>What <see cref="ComparedFigure.Low"/>, <see cref="ComparedFigure.High"/> and <see cref="ComparedFigure.MinimumEffect"/> are of.</summary>
public enum FigureScale
{
    /// <summary>Candidate / baseline.</summary>
    Ratio,

    /// <summary>Candidate - baseline.</summary>
    Difference,
}

/// <summary>One figure in both arms. <c>null</c> is "not known"; a <c>null</c> bound beside a p-value is "no bound".</summary>
/// <param name="Name">Such as <c>video re-engagements per minute</c>.</param>
/// <param name="Baseline">Its value in the baseline.</param>
/// <param name="Candidate">Its value in the candidate.</param>
/// <param name="Ratio">Candidate / baseline, or <c>null</c> where the baseline is 0 or either is unknown.</param>
/// <param name="Low">Lower end of the 95% interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="PValue">Two-sided, of this figure alone; <c>null</c> where it is not tested.</param>
/// <param name="MinimumEffect">The smallest effect that counts, or <c>null</c> where none was set.</param>
/// <param name="AdjustedPValue">After Holm, over the figures tested.</param>
/// <param name="Scale">What the interval is of.</param>
/// <param name="Remark">Why it is not tested, or what the test assumes.</param>
public sealed record ComparedFigure(
    string Name,
    double? Baseline,
    double? Candidate,
    double? Ratio,
    double? Low,
    double? High,
    double? PValue,
    double? MinimumEffect,
    double? AdjustedPValue = null,
    FigureScale Scale = FigureScale.Ratio,
    string? Remark = null);

/// <summary>One condition on the arms.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Outcome">Whether it does.</param>
/// <param name="Finding">What was found, in words.</param>
public sealed record Guard(string Name, GuardOutcome Outcome, string Finding);

public enum GuardOutcome
{
    Held,
    Failed,
    NotKnown,
}

/// <summary>One arm in short.</summary>
public sealed record ArmSummary(
    IReadOnlyList<string> Runs,
    int? TraceItems,
    IReadOnlyList<string> BuildIds,
    double? PlaybackSeconds,
    int VideoCreates,
    int VideoStops,
    int VideoReEngagements,
    int OtherCreates,
    int Ooms,
    int FreeSome,
    int PeakStreams,
    int Freezes,
    int Aborts)
{
    /// <summary>Runs whose process crashed, those without playback too.</summary>
    public int Crashes { get; init; }

    /// <summary>Runs at whose end nothing was drawn for long: playback was over, or the guest froze.</summary>
    public int SilentEnds { get; init; }

    /// <summary>Tags of the runs that a program made, as the lab does, and no guest.</summary>
    public IReadOnlyList<string> WithoutGuest { get; init; } = [];
}

/// <summary>A run that was left out, and why.</summary>
public sealed record ExcludedRun(string Tag, string Why);
