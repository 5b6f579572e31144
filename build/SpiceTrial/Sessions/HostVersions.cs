namespace SpiceTrial.Sessions;

/// <summary>As libvirt writes them when it starts a domain.</summary>
public sealed record HostVersions(string? Libvirt, string? Qemu, string? Kernel, string? Name);
