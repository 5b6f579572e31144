namespace SpiceTrial.Verdicts;

/// <summary>How often a trial of this design gives each verdict, if the patch does so much.</summary>
/// <param name="Effect">What the patch does.</param>
/// <param name="Confirmed">Share (0 to 1) of simulated trials.</param>
/// <param name="Refuted">The same.</param>
public sealed record PlannedPower(string Effect, double Confirmed, double Refuted);
