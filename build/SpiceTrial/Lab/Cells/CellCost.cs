namespace SpiceTrial.Lab;

/// <param name="CpuSeconds">CPU time of the child process.</param>
/// <param name="PeakMib">Highest resident memory of the child process.</param>
public sealed record CellCost(double CpuSeconds, double PeakMib);
