namespace SpiceTrial.EndToEnd.Reports;

/// <summary>What headless Chromium makes of a page at one width of the window.</summary>
/// <param name="ScrollWidth">Width of the content in pixels: more than the window's means that the page scrolls sideways.</param>
/// <param name="VisiblePlots">Plots that have a size on the screen.</param>
/// <param name="Background">Computed colour of the page.</param>
/// <param name="PlotText">Computed colour of a plot's first label.</param>
/// <param name="VerdictTop">Distance of the verdict from the top in pixels.</param>
/// <param name="Text">The visible text.</param>
sealed record Rendered(double ScrollWidth, int VisiblePlots, string Background, string PlotText, double VerdictTop, string Text);
