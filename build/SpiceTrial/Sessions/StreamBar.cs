namespace SpiceTrial.Sessions;

/// <summary>The life of one stream.</summary>
/// <param name="Region">Index into the run's regions.</param>
/// <param name="From">Seconds from the start of the run.</param>
/// <param name="To">The same, or <c>null</c> while it still existed at the end.</param>
public sealed record StreamBar(int Region, double From, double? To);
