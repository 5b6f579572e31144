namespace SpiceTrial.Reports;

/// <summary>One scenario on one library with one seed.</summary>
public sealed record LabEvidenceCell(string Scenario, int RingSize, int Seed, string Outcome)
{
    public int? PlaysOffered { get; init; }

    public int? PlaysEngaged { get; init; }

    public double? MeanSecondsToEngage { get; init; }

    public int? PeakStreams { get; init; }
}
