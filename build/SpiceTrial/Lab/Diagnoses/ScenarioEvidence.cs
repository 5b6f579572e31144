namespace SpiceTrial.Lab;

/// <param name="Scenario">A scenario of the lab.</param>
/// <param name="About">What it is.</param>
/// <param name="Finding">What the lab found, or <c>null</c> where it has not been run here.</param>
public sealed record ScenarioEvidence(string Scenario, string About, LabFinding? Finding);
