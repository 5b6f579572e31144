using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hypervisors.Transactions;

/// <summary>What the host script prints of a hypervisor that is in order; single facts are changed by the tests.</summary>
static class SampleHost
{
    public const string Name = "sf-2";

    static readonly Dictionary<string, string> InOrder = new()
    {
        ["format"] = "1",
        ["systemd"] = "yes",
        ["suite"] = "bookworm",
        ["architecture"] = "amd64",
        ["state"] = "ii",
        ["version"] = "0.15.1-1",
        ["selection"] = "install",
        ["auto"] = "auto",
        ["library"] = "/usr/lib/x86_64-linux-gnu/libspice-server.so.1.14.2",
        ["sha256"] = new string('a', 64),
        ["buildId"] = new string('1', 40),
        ["spaceLibrary"] = "1000000",
        ["spaceState"] = "1000000",
        ["candidate"] = "0.15.1-1",
        ["listsAge"] = "3600",
        ["libvirt"] = "libvirtd.service",
        ["libvirtAnswers"] = "yes",
        ["transaction"] = "none",
        ["armed"] = "no",
    };

    /// <param name="changes">Keys with another value; an empty one takes the key away.</param>
    public static HostFacts With(params (string Key, string Value)[] changes)
    {
        var all = InOrder.Where(x => !changes.Any(change => change.Key == x.Key)).Select(x => (x.Key, x.Value)).Concat(changes);
        return HostFacts.Parse(string.Concat(all.Select(x => $"{x.Key}\t{x.Value}\n")) + "end\t1\n", Name);
    }
}
