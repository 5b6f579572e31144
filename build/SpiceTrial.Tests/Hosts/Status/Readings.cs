using SpiceTrial.Hosts;

namespace SpiceTrial.Tests.Hosts.Status;

/// <summary>Readings of a host in good order with Debian's library, to be changed by each test.</summary>
static class Readings
{
    public const string Stock = "3f54f7338a744696abb876d201bbeceb12c30413";
    public const string Patched = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public const string Control = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public const string Foreign = "cccccccccccccccccccccccccccccccccccccccc";

    public static KnownBuilds Builds => KnownBuilds.OfDebian.With([(Patched, KnownBuild.Ours(128)), (Control, KnownBuild.Ours(8))]);

    /// <summary>What the host's script prints of its installed library and of its processes.</summary>
    public static IReadOnlyList<string> Library(string? installed = Stock, params IReadOnlyList<string>[] processes) =>
        [$"buildId\t{installed}", .. installed is null ? ["intact\t"] : Array.Empty<string>(), .. processes.SelectMany(x => x)];

    public static IReadOnlyList<string> Guest(
        int pid, string name, string? buildId = Stock, bool deleted = false, string user = "64055", string origin = "qemu-system-x86") =>
    [
        "guestUser\t0",
        "guestUser\t64055",
        $"process\t{pid}\t1\t{Encode("/usr/bin/qemu-system-x86_64")}\t{Encode($"/usr/bin/qemu-system-x86_64\0-name\0guest={name}\0")}"
            + $"\t{user}\t{origin}",
        $"map\t{pid}\t0:{pid}\t1-2\t{Encode($"/usr/lib/libspice-server.so.1{(deleted ? " (deleted)" : "")}")}",
        $"mapped\t0:{pid}\t{buildId}",
    ];

    /// <param name="lines">Facts as the host's script prints them, in place of the usual ones with the same key.</param>
    public static IReadOnlyList<string> Facts(params IReadOnlyList<string> lines) => lines;

    /// <param name="parts">All that the script prints, in place of the usual ones with the same key.</param>
    public static HostStatus Judge(params IReadOnlyList<string>[] parts) =>
        StatusJudge.Judge(SampleHost.WithLines(["clock\t1\t1", .. parts.SelectMany(x => x)]), Builds, DateTimeOffset.UnixEpoch);

    public static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
