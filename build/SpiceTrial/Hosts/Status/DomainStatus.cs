namespace SpiceTrial.Hosts;

/// <param name="Name">Of the guest, as libvirt names it; <c>null</c> for a process without one.</param>
/// <param name="Uuid">Of the guest, or <c>null</c>.</param>
/// <param name="Pid">Of its process.</param>
/// <param name="Program">The program's file name.</param>
/// <param name="Started">When the process started, by the host's clock.</param>
/// <param name="Library">What it has mapped; <c>null</c> when it has no spice library.</param>
/// <param name="MustRestart">Whether it runs another build than the installed one; <c>null</c> where one of the two is not known.</param>
/// <param name="NotBelieved">Why it is no guest although its program is called so, or <c>null</c>.</param>
public sealed record DomainStatus(
    string? Name, string? Uuid, int Pid, string Program, DateTimeOffset? Started, LibraryStatus? Library, bool? MustRestart,
    string? NotBelieved = null)
{
    /// <summary>How to call it in a message, and in a session's manifest.</summary>
    internal string Title => Name ?? Uuid ?? $"{Program} {Pid}";
}
