namespace SpiceTrial.Reports;

/// <param name="Name">Beside the row.</param>
/// <param name="Value">The point, or <c>null</c> where it has no finite value.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end; <c>null</c> is "no bound".</param>
/// <param name="Colour">Name of a colour.</param>
sealed record IntervalRow(string Name, double? Value, double Low, double? High, string Colour);
