namespace SpiceTrial.Ground;

/// <summary>Programs that a target needs. Root on a machine with apt is asked and gets them installed; anybody else is told the
/// command.</summary>
public sealed class Prerequisites(Action<string> progress)
{
    /// <summary>Packages that may be missing on a bare Debian for the chain with the chroot builder.</summary>
    public static IReadOnlyList<string> ForChain { get; } =
        ["apt-get", "dpkg-source", "gpgv", "mmdebstrap", "patch", "setsid", "unshare", "xz"];

    public async Task EnsureAsync(IEnumerable<string> programs, CancellationToken cancellationToken)
    {
        List<string> missing = [.. programs.Where(x => Programs.Find(x) is null)];
        if (missing.Count == 0)
            return;
        if (!Environment.IsPrivilegedProcess || Programs.Find("apt-get") is null)
            throw new TrialException(
                $"not installed: {string.Join(", ", missing)}", Environment.MachineName, DebianPackages.InstallHint(missing));
        string[] packages = [.. missing.Select(DebianPackages.Bringing).Distinct()];
        await AptConsent.GetAsync(packages, DebianPackages.InstallCommand(missing), cancellationToken);
        progress($"installing {string.Join(", ", packages)}");
        // A bare image has no package lists at all; old lists name versions that the mirror has dropped.
        if ((await InstallAsync(packages, cancellationToken)).ExitCode != 0)
        {
            (await AptAsync(["update"], cancellationToken))
                .OrThrow("apt-get update failed", "Check the network and the machine's apt sources");
            (await InstallAsync(packages, cancellationToken))
                .OrThrow($"can't install {string.Join(", ", packages)}", DebianPackages.InstallHint(missing));
        }
    }

    static Task<ProgramResult> InstallAsync(string[] packages, CancellationToken cancellationToken) =>
        AptAsync(["install", "--yes", "--no-install-recommends", .. packages], cancellationToken);

    internal static Task<ProgramResult> AptAsync(string[] arguments, CancellationToken cancellationToken) => Programs.RunAsync(
        new ProgramCall("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=600", .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" },
            Timeout = TimeSpan.FromMinutes(20),
        },
        cancellationToken);
}
