using System.Security.Cryptography;
using SpiceTrial.Artifacts;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Hosts;

/// <summary>One installation as the host script is told it.</summary>
/// <param name="Id">Names the transaction, so that a confirmation can't meet another one.</param>
/// <param name="Owner">Who begins it, user@machine.</param>
/// <param name="Version">Of the new package.</param>
/// <param name="Sha256">Of the new package's file.</param>
/// <param name="BuildId">Of its library.</param>
/// <param name="ExpectedVersion">What the host had when it was looked at.</param>
/// <param name="ExpectedSha256">Of the host's library then.</param>
public sealed record InstallCall(
    string Id, string Owner, string Version, string Sha256, string BuildId, string ExpectedVersion, string ExpectedSha256)
{
    /// <summary>What the journal keeps besides the owner. Default: nothing.</summary>
    public string? Remark { get; init; }

    /// <summary>How long the switch and dpkg's lock are waited for.</summary>
    public InstallOptions Options { get; init; } = new();

    public string RemotePackage => $"{HostScript.Folder}/incoming/{Id}.deb";

    /// <summary>The script waits for dpkg's lock up to four times (there and back), fetches for two minutes, and waits for libvirt
    /// twice.</summary>
    public TimeSpan Limit => (4 * Options.LockTimeout) + TimeSpan.FromMinutes(15);

    public IReadOnlyList<string> Words =>
    [
        "--deb", RemotePackage, "--sha256", Sha256, "--version", Version, "--build-id", BuildId, "--expect-version", ExpectedVersion,
        "--expect-sha256", ExpectedSha256,
        "--id", Id, "--owner", Owner, "--within", HostTransaction.Seconds(Options.ConfirmWithin), "--lock-timeout",
        HostTransaction.Seconds(Options.LockTimeout),
        .. Remark is null ? Array.Empty<string>() : ["--remark", Remark],
    ];

    /// <param name="facts">What the host said.</param>
    /// <param name="artifacts">What is installed.</param>
    /// <param name="gate">The gate: who goes past it is kept, and why.</param>
    /// <param name="options">What the operator chose.</param>
    public static InstallCall For(HostReading facts, VerifiedArtifacts artifacts, GateRecord gate, InstallOptions options) => new(
        RandomNumberGenerator.GetHexString(12, lowercase: true),
        $"{Environment.UserName}@{Environment.MachineName}",
        artifacts.Artifacts.Manifest.Package.Version,
        artifacts.Artifacts.Library.Sha256,
        artifacts.Artifacts.Library.BuildId ?? throw new ArgumentException("The library has no build-id.", nameof(artifacts)),
        facts.Version?.ToString() ?? throw new ArgumentException("The host has no version.", nameof(facts)),
        facts.LibrarySha256 ?? throw new ArgumentException("The host has no library.", nameof(facts)))
    {
        Remark = Preflight.IsOverridden(gate, options) ? $"gate overridden: {options.OverrideGate}" : null,
        Options = options,
    };
}
