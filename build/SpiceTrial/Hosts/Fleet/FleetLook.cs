namespace SpiceTrial.Hosts;

/// <summary>One look at one host of a fleet.</summary>
/// <param name="Host">As the inventory names it.</param>
/// <param name="Reading">What it said, or <c>null</c>.</param>
/// <param name="Trouble">Why there is no reading, or what the health command said; <c>null</c> where all is well.</param>
/// <param name="IsReached">Whether anybody answered, and to all that was asked.</param>
public sealed record FleetLook(string Host, HostReading? Reading, string? Trouble, bool IsReached)
{
    /// <summary>Whether this transaction is on the host, installed and checked, with the library and a libvirt that answers.</summary>
    /// <param name="id">The transaction's name.</param>
    /// <param name="buildId">Of the library.</param>
    /// <returns>Why not, or <c>null</c>.</returns>
    public string? NotReady(string? id, string? buildId) => this switch
    {
        { Reading: null } => Trouble ?? "not known",
        { Reading: { Transaction: null, LastOutcome: var last } } => last ?? "it has no transaction",
        { Reading.Transaction: var open } when !open.MayBe(id) => $"another transaction is open: {open}",
        { Reading.Transaction: { State: not (TransactionState.Installed or TransactionState.Confirmed) } open } => open.ToString(),
        { Reading: var now } when now.BuildId != buildId => $"its library has build-id {now.BuildId ?? "unknown"}",
        { Reading.LibvirtAnswers: false } => "libvirt does not answer",
        _ => Trouble,
    };

    /// <summary>Whether the build stays on the host until somebody takes it back.</summary>
    public bool IsConfirmed(string? buildId) =>
        Reading is { Transaction.State: TransactionState.Confirmed, Replacement: null } now && buildId is not null
            && now.BuildId == buildId;

    /// <summary>Why nothing may rest on a host although it has the build: it is not well, or the next upgrade replaces the package;
    /// <c>null</c> where all is well.</summary>
    public string? Weakness => this switch
    {
        { Trouble: { } said } => said,
        { Reading.LibvirtAnswers: false } => "libvirt does not answer",
        { Reading.Package: not { IsHeld: true } } =>
            $"the package is not held any more: `apt-mark hold {InstalledLibrary.Package}` there, as root, keeps it",
        _ => null,
    };

    /// <summary>Guests that map a library with this build-id, and all that map one.</summary>
    public (int New, int All) Guests(string? buildId)
    {
        var guests = (Reading?.Processes ?? []).Where(x => x.IsGuest && x.Libraries.Count > 0).ToList();
        return (guests.Count(x => x.Libraries.All(y => y.BuildId == buildId)), guests.Count);
    }
}
