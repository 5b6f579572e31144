namespace SpiceTrial.Verdicts;

/// <summary>What <see cref="ComparedFigure.Low"/>, <see cref="ComparedFigure.High"/> and <see cref="ComparedFigure.MinimumEffect"/> are
/// of.</summary>
public enum FigureScale
{
    /// <summary>Candidate / baseline.</summary>
    Ratio,

    /// <summary>Candidate - baseline.</summary>
    Difference,
}
