namespace SpiceTrial.Reports;

/// <summary>A table whose cells are coloured by the share of plays in which the video engaged.</summary>
/// <param name="Title">Above it.</param>
/// <param name="Corner">What the rows and columns are.</param>
/// <param name="Columns">Their headings.</param>
/// <param name="Rows">From top to bottom.</param>
/// <param name="Note">Below it.</param>
sealed record HeatMap(string Title, string Corner, IReadOnlyList<string> Columns, IReadOnlyList<HeatMap.Row> Rows, string Note)
{
    internal sealed record Row(string Name, IReadOnlyList<Cell> Cells);

    /// <param name="Text">Such as <c>3/9</c>; colour alone tells nothing.</param>
    /// <param name="Class">Style: h0 to h4 by the share engaged, worse, later, or none.</param>
    /// <param name="Hint">In full, shown on pointing at it.</param>
    internal sealed record Cell(string Text, string Class, string Hint);
}
