namespace SpiceTrial.Hosts;

/// <param name="At">When, by this machine's clock.</param>
/// <param name="By">Who: user@machine.</param>
/// <param name="Reason">Theirs, for installing all the same.</param>
/// <param name="Gate">Why the gate said pivot.</param>
/// <param name="Version">What was installed.</param>
/// <param name="BuildId">Of its library.</param>
/// <param name="Transaction">The transaction's name on the host.</param>
/// <param name="Outcome">How it ended; <see cref="Begun"/> where the client that began it did not live to hear.</param>
public sealed record GateOverride(
    DateTimeOffset At, string By, string Reason, string Gate, string Version, string BuildId, string Transaction, string Outcome)
{
    public const string Begun = "begun";

    public const string Confirmed = "installed and confirmed";
}
