namespace SpiceTrial.Reports;

public sealed record FindingLine(string Scenario, string Words, string About);
