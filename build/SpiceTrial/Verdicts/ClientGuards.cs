namespace SpiceTrial.Verdicts;

/// <summary>
/// Whether both arms had a client, or neither, and compressed its pictures alike. With GLZ an eviction first frees pictures that only the
/// client's dictionary still holds (<c>display_channel_free_some</c>, <c>server/display-channel.cpp:1488-1500</c> of spice-server 0.15.1),
/// so that draws stay in the tree and nothing enters the ring: the lab's stock library then engages in each play (<c>docs/lab.md</c>).
/// </summary>
static class ClientGuards
{
    public static IReadOnlyList<Guard> Check(TrialArm baseline, TrialArm candidate) =>
    [
        ArmGuards.Same(GuardNames.Client, baseline, candidate,
            x => x.ClientConnected switch { true => "a client", false => "no client", null => null }),
        Compression(baseline, candidate),
    ];

    static Guard Compression(TrialArm baseline, TrialArm candidate) =>
        baseline.Runs.Concat(candidate.Runs).All(x => x.Figures.ClientConnected == false)
            ? new(GuardNames.Compression, GuardOutcome.Held, "No run had a client: nothing was compressed for one.")
            : ArmGuards.Same(GuardNames.Compression, baseline, candidate, x => x.ImageCompression);
}
