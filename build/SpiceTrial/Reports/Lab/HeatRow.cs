namespace SpiceTrial.Reports;

/// <param name="Name">The row's heading.</param>
/// <param name="Cells">One for each column.</param>
public sealed record HeatRow(string Name, IReadOnlyList<HeatCell> Cells);
