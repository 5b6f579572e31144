namespace SpiceTrial.Reports;

/// <summary>A table whose cells are coloured by the share of plays in which the video engaged.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Corner">What the rows and columns are.</param>
/// <param name="Columns">Their headings.</param>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Note">Below it.</param>
public sealed record HeatMap(string Title, string Corner, IReadOnlyList<string> Columns, IReadOnlyList<HeatRow> Rows, string Note);
