using SpiceTrial.Hosts;
using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>What a host runs, and the whole of its status for the record.</summary>
public sealed record HostReading(IReadOnlyList<DomainLibrary> Domains, object Record)
{
    /// <summary>The domains whose process has the library mapped, with what that very file's build-id proves.</summary>
    public static HostReading Of(HostStatus status) => new(
        [.. status.Domains.Where(x => x.Library is not null).Select(x => new DomainLibrary(
            x.Name ?? x.Uuid ?? $"{x.Program} {x.Pid}", x.Uuid, x.Pid, x.Started, x.Library!.State.ToString().ToLowerInvariant(),
            new Arm(x.Library.TraceItems, x.Library.BuildId)))],
        status);
}
