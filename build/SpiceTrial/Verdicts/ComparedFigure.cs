namespace SpiceTrial.Verdicts;

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
    string Name, double? Baseline, double? Candidate, double? Ratio = null, double? Low = null, double? High = null, double? PValue = null,
    double? MinimumEffect = null, double? AdjustedPValue = null, FigureScale Scale = FigureScale.Ratio, string? Remark = null);
