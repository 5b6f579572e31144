namespace SpiceTrial.Reports;

/// <param name="Heading">What the findings have in common.</param>
/// <param name="Tone">Style: good, bad, open or plain.</param>
/// <param name="Lines">The findings.</param>
public sealed record FindingGroup(string Heading, string Tone, IReadOnlyList<FindingLine> Lines);
