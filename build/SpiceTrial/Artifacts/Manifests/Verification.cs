namespace SpiceTrial.Artifacts;

public sealed record Verification(IReadOnlyList<VerificationCheck> Checks)
{
    /// <summary>Checks that failed with what they found, in words; <c>null</c> where none did.</summary>
    public static string? Failures(IEnumerable<VerificationCheck> checks)
    {
        var failed = string.Join("; ", checks.Where(x => x.Outcome == CheckOutcome.Failed).Select(x => $"{x.Name}: {x.Finding}"));
        return failed.Length > 0 ? failed : null;
    }

    /// <summary>What was found now, and in place of what was not checked now what these had proven, as the record of when it was
    /// made. Both are of the same bytes.</summary>
    public Verification With(IReadOnlyList<VerificationCheck> now)
    {
        var proven = Checks.Where(x => x.Outcome == CheckOutcome.Passed).ToDictionary(x => x.Name, StringComparer.Ordinal);
        return new([
            .. now.Select(x => x.Outcome == CheckOutcome.NotChecked ? proven.GetValueOrDefault(x.Name, x) : x),
            .. proven.Values.ExceptBy(now.Select(x => x.Name), x => x.Name)]);
    }

    public int Count(CheckOutcome outcome) => Checks.Count(x => x.Outcome == outcome);
}
