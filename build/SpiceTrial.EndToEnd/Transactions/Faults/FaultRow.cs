namespace SpiceTrial.EndToEnd.Transactions.Faults;

/// <summary>What came of one cell.</summary>
/// <param name="Cell">What was tried.</param>
/// <param name="Told">What the operator was told: the exit status; <c>(gone)</c> where nobody was there to be told.</param>
/// <param name="Ended">What the host was when it was left alone.</param>
/// <param name="Problem">Why that is not good enough; <c>null</c> where it is.</param>
sealed record FaultRow(FaultCell Cell, string Told, string Ended, string? Problem)
{
    public const string Gone = "(gone)";

    /// <summary>The step was not reached.</summary>
    public const string Untried = "untried";

    public static string Say(ExitStatus status) =>
        $"{status.ToString().ToLowerInvariant()} ({((int)status).ToString()})";

    public override string ToString() =>
        $"| {Cell.Fault.Name} | {Cell.Verb} | {Cell.Step} | {Told} | {Ended} |{(Problem is null ? "" : $" **{Problem}**")}";
}
