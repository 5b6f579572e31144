namespace SpiceTrial.Artifacts;

public sealed record Verification(IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>Checks that failed with what they found, in words; <c>null</c> where none did.</summary>
    public static string? Failures(IEnumerable<VerificationCheck> checks)
    {
        var failed = string.Join("; ", checks.Where(x => x.Outcome == CheckOutcome.Failed).Select(x => $"{x.Name}: {x.Finding}"));
        return failed.Length > 0 ? failed : null;
    }

    public int Count(CheckOutcome outcome) => Checks.Count(x => x.Outcome == outcome);
}
