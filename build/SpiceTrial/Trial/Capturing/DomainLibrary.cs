using SpiceTrial.Sessions;

namespace SpiceTrial.Trial;

/// <summary>The library that a domain's process has mapped, by the build-id of that very file.</summary>
/// <param name="Name">The domain, as libvirt names it.</param>
/// <param name="Uuid">The domain's.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Started">When the process started, in UTC.</param>
/// <param name="State"><c>stock</c>, <c>patched</c>, <c>control</c> or <c>unknown</c>.</param>
/// <param name="Arm">Its ring and build-id, as far as they are proven.</param>
public sealed record DomainLibrary(string Name, string? Uuid, int Pid, DateTimeOffset? Started, string State, Arm Arm)
{
    public string Words => State == "unknown"
        ? $"a library that nothing identifies (build-id {Arm.BuildId ?? "not readable"})"
        : $"the {State} library{(Arm.TraceItems is { } items ? $" with {items} entries" : "")}";
}
