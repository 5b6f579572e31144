namespace SpiceTrial.Testing;

/// <summary>The Debian packages that the tests need, and installing those that are missing.</summary>
public static class TestPrerequisites
{
    /// <summary>Longest wait for packages, with a slow mirror.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Real sshd and dpkg, the tools of the builders and of the test hypervisor, and what the launchers call.</summary>
    public static IReadOnlyList<string> Packages { get; } =
    [
        "binutils",
        "bzip2",
        "ca-certificates",
        "chromium",
        "debian-keyring",
        "devscripts",
        "dpkg-dev",
        "fonts-dejavu-core",
        "gcc",
        "git",
        "gnupg",
        "iproute2",
        "libc6-dev",
        "mmdebstrap",
        "npm",
        "openssh-client",
        "openssh-server",
        "patch",
        "procps",
        // For promtool.
        "prometheus",
        "quilt",
        "shellcheck",
        "sudo",
        "systemd-container",
        "uidmap",
        "xz-utils",
        "zstd",
    ];

    // A Node.js from elsewhere has it too, and Debian's package conflicts with that one.
    static readonly string[] FromElsewhere = ["npm"];

    /// <summary>What only TestAll needs besides: container engines, what makes an apt repository, lintian and abidiff.</summary>
    public static IReadOnlyList<string> MorePackagesForAll { get; } =
        ["abigail-tools", "apt-utils", "docker.io", "lintian", "podman", "runc"];

    /// <summary>The command that installs packages.</summary>
    public static string InstallCommand(IEnumerable<string> packages) =>
        $"sudo apt-get install -y --no-install-recommends {string.Join(' ', packages)}";

    /// <summary>Asks, and installs what is missing, when root.</summary>
    /// <exception cref="TrialException">Something is missing and can't be installed; the hint is the command that installs it.</exception>
    public static async Task EnsureAsync(IReadOnlyList<string> packages, Action<string> report, CancellationToken cancellationToken)
    {
        if (Programs.Find("dpkg-query") is null)
            throw new TrialException("the tests need Debian's packages, and this machine has no dpkg",
                hint: "run them on Debian 12, for example in a container");
        var missing = await MissingAsync(packages, cancellationToken);
        if (missing.Count == 0)
            return;

        var command = InstallCommand(missing);
        if (!Environment.IsPrivilegedProcess)
            throw new TrialException(
                $"the tests need packages that are not installed: {string.Join(", ", missing)}", hint: $"Run `{command}`");
        // Who runs tests where nobody can be asked, in a container say, wants them.
        await AptConsent.GetAsync(missing, command, cancellationToken, unasked: true);
        report($"installing {string.Join(", ", missing)}");
        if ((await InstallAsync(missing, cancellationToken)).ExitCode == 0)
            return;

        // A bare machine has no package lists, an old one has lists that name files which are gone.
        (await AptAsync(["update"], cancellationToken)).OrThrow("the package lists can't be fetched");
        (await InstallAsync(missing, cancellationToken)).OrThrow("packages that the tests need can't be installed", command);
    }

    /// <summary>Those of the packages that this machine's dpkg does not have installed, and whose program is not there from
    /// elsewhere.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var call = new ProgramCall("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Abbrev}\\n", .. packages]);
        // Exit code 1 only says that a package is unknown; the output says which are there.
        var installed = (await Programs.RunAsync(call, cancellationToken)).Output.Split('\n')
            .Select(x => x.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(x => x is [_, "ii", ..] or [_, "hi", ..])
            .Select(x => x[0]);
        return [.. packages.Except(installed).Where(x => !FromElsewhere.Contains(x) || Programs.Find(x) is null)];
    }

    static Task<ProgramResult> InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken) =>
        AptAsync(["install", "-y", "--no-install-recommends", .. packages], cancellationToken);

    /// <summary>apt-get, and no service that a package brings starts on the machine that tests.</summary>
    internal static Task<ProgramResult> AptAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken) => Programs.RunAsync(
        new("sh", ["-euc", EmbeddedText.Read("apt-get.sh", typeof(TestPrerequisites)), "apt-get", "-o", "DPkg::Lock::Timeout=600",
            .. arguments])
        {
            Timeout = Limit,
            Environment = new Dictionary<string, string?> { ["DEBIAN_FRONTEND"] = "noninteractive" },
        },
        cancellationToken);
}
