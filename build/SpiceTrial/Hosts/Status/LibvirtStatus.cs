namespace SpiceTrial.Hosts;

/// <param name="Unit">The systemd unit, or <c>null</c> when libvirt is not installed.</param>
/// <param name="Answers">Whether <c>virsh list</c> does; <c>null</c> where only root could tell.</param>
public sealed record LibvirtStatus(string? Unit, bool? Answers);
