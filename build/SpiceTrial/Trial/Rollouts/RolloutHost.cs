using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <param name="Name">As the inventory names it.</param>
/// <param name="Outcome">By its own journal.</param>
/// <param name="Build">Build-id of the library that it was given, or has by now; <c>null</c> where none was chosen.</param>
/// <param name="Reason">Why the outcome is that; <c>null</c> where there is nothing to say.</param>
public sealed record RolloutHost(string Name, HostOutcome Outcome = HostOutcome.Untouched, string? Build = null, string? Reason = null)
{
    /// <summary>The transaction's name on the host; <c>null</c> where this rollout began none.</summary>
    public string? Transaction { get; init; }

    /// <summary>Why the installation did not go well, as the host told it; <c>null</c> where it did, or told nothing.</summary>
    public string? Told { get; init; }

    /// <summary>Guests that mapped the build when the host was last looked at; <c>null</c> before.</summary>
    public int? GuestsOnBuild { get; init; }

    /// <summary>Guests that mapped another one.</summary>
    public int? GuestsOnOther { get; init; }

    /// <summary>Whether its transaction may be open still: also where it is not what it was confirmed as any more.</summary>
    internal bool MayBeOpen => Transaction is not null && Outcome is not (HostOutcome.Reverted or HostOutcome.Untouched);

    /// <summary>What a look says of a host that was given the build.</summary>
    internal RolloutHost After(FleetLook look)
    {
        if (!look.IsConfirmed(Build))
        {
            // What it was confirmed as does not stand any more, as it says itself; who does not answer has said nothing.
            return look.Reading is { } now && Outcome == HostOutcome.Confirmed
                ? this with
                {
                    Outcome = HostOutcome.Refused,
                    Reason = $"not confirmed any more: it has {now.Version?.ToString() ?? "no package"}, "
                        + (now.Transaction?.ToString() ?? "no transaction"),
                }
                : this with { Reason = look.Trouble ?? Reason };
        }

        var (with, all) = look.Guests(Build);
        return this with
        {
            Outcome = HostOutcome.Confirmed, GuestsOnBuild = with, GuestsOnOther = all - with,
            Reason = Transaction is null ? Reason : null,
        };
    }
}
