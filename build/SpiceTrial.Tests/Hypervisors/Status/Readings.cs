using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hypervisors.Status;

/// <summary>Readings of a host in good order with Debian's library, to be changed by each test.</summary>
static class Readings
{
    public const string Stock = "3f54f7338a744696abb876d201bbeceb12c30413";
    public const string Patched = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Control = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string Foreign = "cccccccccccccccccccccccccccccccccccccccc";

    public static KnownBuilds Builds => KnownBuilds.OfDebian.With([(Patched, KnownBuild.Ours(128)), (Control, KnownBuild.Ours(8))]);

    public static LibraryReading Library(string? installed = Stock, params ProcessReading[] processes) =>
        new(processes, installed, installed is null ? null : true, null, null, null);

    public static ProcessReading Guest(int pid, string name, string? buildId = Stock, bool deleted = false) =>
        new(pid, "qemu-system-x86_64", ["/usr/bin/qemu-system-x86_64", "-name", $"guest={name}"], DateTimeOffset.UnixEpoch,
            [new(buildId, deleted)]);

    /// <param name="lines">Facts as the host's script prints them, in place of the usual ones with the same key.</param>
    public static HostFacts Facts(params string[] lines)
    {
        string[] usual = ["architecture\tamd64", "state\tii", "version\t0.15.1-1", "selection\tinstall", "candidate\t0.15.1-1",
            "libvirt\tlibvirtd.service", "libvirtAnswers\tyes", "armed\tno", "transaction\tnone", "systemd\tyes"];
        var changed = lines.Select(x => x.Split('\t')[0]).ToHashSet();
        return HostFacts.Parse(string.Join('\n', [.. usual.Where(x => !changed.Contains(x.Split('\t')[0])), .. lines, "end\t1"]), "sf-2");
    }

    public static HostStatus Judge(HostFacts facts, LibraryReading library) =>
        StatusJudge.Judge(facts, library, [], Builds, DateTimeOffset.UnixEpoch);
}
