namespace SpiceTrial.Trial;

/// <summary>A release on one architecture.</summary>
/// <param name="Suite">Codename.</param>
/// <param name="Architecture">Debian's name.</param>
/// <param name="Version">Source version that the suite has, or <c>null</c> when that could not be learnt.</param>
public sealed record Release(string Suite, string Architecture, string? Version)
{
    public override string ToString() => $"{Suite} {Architecture}";
}
