using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Sessions;

/// <summary>The status of a host in good order, with some domains.</summary>
static class SampleStatus
{
    public static HostStatus With(params IReadOnlyList<DomainStatus> domains) => new(
        "sf-2", DateTimeOffset.UnixEpoch,
        new("0.15.1-1", LibraryState.Stock, LibraryProof.Recorded, "aa", 8, "ii", true, false, false, [], null, null),
        SwitchArmed: false, Transaction: null, LastTransaction: null, new("libvirtd.service", true), domains, [], [], [], null, [], []);

    public static DomainStatus Domain(string name, string uuid, DateTimeOffset? started, LibraryState state, int items) =>
        new(name, uuid, 4711, "qemu-system-x86_64", started, new(state, "ab12", items, Deleted: false), MustRestart: false);
}
