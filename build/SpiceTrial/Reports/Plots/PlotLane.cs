namespace SpiceTrial.Reports;

/// <summary>A row of boxes in a timeline.</summary>
/// <param name="Name">Beside it.</param>
/// <param name="Boxes">In seconds from the start of the run, with the name of a colour; later ones lie on earlier ones.</param>
sealed record PlotLane(string Name, IReadOnlyList<(double From, double To, string Colour)> Boxes);
