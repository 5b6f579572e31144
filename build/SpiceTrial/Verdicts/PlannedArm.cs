namespace SpiceTrial.Verdicts;

/// <param name="Name"><c>baseline</c> or <c>candidate</c>.</param>
/// <param name="TraceItems">Entries of its ring.</param>
public sealed record PlannedArm(string Name, int TraceItems)
{
    public const string Baseline = "baseline", Candidate = "candidate";
}
