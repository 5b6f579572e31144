namespace SpiceTrial.Reports;

/// <param name="Text">Such as <c>3/9</c>; colour alone tells nothing.</param>
/// <param name="Class">Style: h0 to h4 by the share engaged, worse, later, or none.</param>
/// <param name="Hint">In full, shown on pointing at it.</param>
public sealed record HeatCell(string Text, string Class, string Hint);
