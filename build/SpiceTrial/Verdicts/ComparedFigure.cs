namespace SpiceTrial.Verdicts;

/// <summary>One figure in both arms: means over runs. <c>null</c> is "not known"; a <c>null</c> bound is "no bound".</summary>
/// <param name="Name">Such as <c>video re-engagements per minute</c>.</param>
/// <param name="Baseline">Its value in the baseline.</param>
/// <param name="Candidate">Its value in the candidate.</param>
/// <param name="Ratio">Candidate / baseline, or <c>null</c> where the baseline is 0 or either is unknown.</param>
/// <param name="Low">Lower end of the 95% interval of candidate - baseline.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="PValue">Two-sided, times the number of looks; of the primary figure alone.</param>
/// <param name="MinimumEffect">The smallest difference that counts, of the primary figure alone.</param>
public sealed record ComparedFigure(
    string Name, double? Baseline, double? Candidate, double? Ratio = null, double? Low = null, double? High = null, double? PValue = null,
    double? MinimumEffect = null);
