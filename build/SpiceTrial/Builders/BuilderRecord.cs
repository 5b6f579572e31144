namespace SpiceTrial.Builders;

/// <summary>The builder as the manifest names it.</summary>
/// <param name="Name">container, chroot or host.</param>
/// <param name="Detail">Engine and versions.</param>
/// <param name="Reason">Why this one was taken.</param>
/// <param name="Isolated">Network off and a clean environment. What is not isolated can't be compared with what is.</param>
/// <param name="Base">Key of the base environment, or <c>null</c> for the host.</param>
public sealed record BuilderRecord(string Name, string Detail, string Reason, bool Isolated, string? Base);
