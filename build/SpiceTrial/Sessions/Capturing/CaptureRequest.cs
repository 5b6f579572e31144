using SpiceTrial.Hypervisors.Status;

namespace SpiceTrial.Sessions.Capturing;

/// <summary>What is to be captured.</summary>
/// <param name="Tag">The session's tag, the name of its folder and bundle.</param>
/// <param name="Sessions">The folder <c>sessions/</c>.</param>
public sealed record CaptureRequest(string Tag, string Sessions)
{
    /// <summary>As the command line gives it.</summary>
    /// <exception cref="TrialException">No tag is given.</exception>
    public static CaptureRequest Of(string? tag, string sessions) =>
        new(tag ?? throw new TrialException("no tag is given", "--tag", "Name the session: --tag 007a-patched", ExitStatus.BadInput), sessions);

    /// <summary>The domain; by default the only one that has the library mapped.</summary>
    public string? Domain { get; init; }

    /// <summary>The client's reports, or none.</summary>
    public string? ClientReports { get; init; }

    /// <summary><c>stock</c>, <c>control</c> or a ring size: another arm is refused. By default the arm is only recorded.</summary>
    public string? ExpectArm { get; init; }

    public (int Width, int Height)? Video { get; init; }
}

/// <summary>The library that a domain's process has mapped, by the build-id of that very file.</summary>
/// <param name="Name">The domain, as libvirt names it.</param>
/// <param name="Uuid">The domain's.</param>
/// <param name="Pid">Its process.</param>
/// <param name="Started">When the process started, in UTC.</param>
/// <param name="State"><c>stock</c>, <c>patched</c>, <c>control</c> or <c>unknown</c>.</param>
/// <param name="Arm">Its ring and build-id, as far as they are proven.</param>
public sealed record DomainLibrary(string Name, string? Uuid, int Pid, DateTimeOffset? Started, string State, Arm Arm)
{
    public string Words => State == "unknown" ? $"a library that nothing identifies (build-id {Arm.BuildId ?? "not readable"})" : $"the {State} library{(Arm.TraceItems is { } items ? $" with {items} entries" : "")}";
}

/// <summary>What a host runs, and the whole of its status for the record.</summary>
public sealed record HostReading(IReadOnlyList<DomainLibrary> Domains, object Record)
{
    /// <summary>The domains whose process has the library mapped, with what that very file's build-id proves.</summary>
    public static HostReading Of(HostStatus status) => new(
        [.. status.Domains.Where(x => x.Library is not null).Select(x => new DomainLibrary(
            x.Name ?? x.Uuid ?? $"{x.Program} {x.Pid}", x.Uuid, x.Pid, x.Started, x.Library!.State.ToString().ToLowerInvariant(), new Arm(x.Library.TraceItems, x.Library.BuildId)))],
        status);
}
