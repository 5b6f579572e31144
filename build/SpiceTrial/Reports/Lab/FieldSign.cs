namespace SpiceTrial.Reports;

public sealed record FieldSign(string Sign, string Meaning);
