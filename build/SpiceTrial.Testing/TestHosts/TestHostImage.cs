using System.Security.Cryptography;
using SpiceTrial.Builders;
using SpiceTrial.Debian;

namespace SpiceTrial.Testing;

/// <summary>
/// The root file system of test hypervisors: Debian with systemd, sshd, libvirtd, qemu and the stock library, from Debian's
/// packages only. Made once a day and kept in the cache.
/// </summary>
/// <param name="workspace">Where it is kept.</param>
/// <param name="suite">Its release, e.g. <c>bookworm</c>.</param>
/// <param name="python">With Python, which most modules of Ansible need on a host; without, as a minimal Debian is.</param>
public sealed class TestHostImage(Workspace workspace, string suite, bool python)
{
    const string Architecture = "amd64";

    /// <summary>About half a minute where the mirror is near.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(20);

    string[] Packages =>
    [
        "dbus", "libspice-server1", "libvirt-clients", "libvirt-daemon-system", "openssh-server", "qemu-system-x86", "sudo", "systemd",
        "systemd-sysv", .. python ? ["python3", "python3-apt"] : Array.Empty<string>(),
        // qemu's SPICE is a package of its own since trixie.
        .. suite is "bullseye" or "bookworm" ? Array.Empty<string>() : ["qemu-system-modules-spice"],
    ];

    /// <summary>Programs that making and starting a host takes.</summary>
    public static IReadOnlyList<string> Programs { get; } =
        ["flock", "ip", "mmdebstrap", "nsenter", "setsid", "ssh-keygen", "systemd-nspawn", "unshare"];

    /// <summary>Returns the folder of the image, making it first where it is not there.</summary>
    public Task<string> EnsureAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var family = $"test-host-{(python ? "python-" : "")}{suite}-{Architecture}";
        var folder = Path.Combine(workspace.Environments, $"{family}-{DateTime.UtcNow:yyyyMMdd}-{Digest()}");
        return new CachedTree(folder, family).EnsureAsync(
            () => MakeAsync(folder, progress, cancellationToken), progress, cancellationToken);
    }

    async Task MakeAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        progress($"making the image of the test hypervisor ({suite} {Architecture}{(python ? " with Python" : "")}, "
            + "once a day, about 500 MB of disk)");
        var mirror = await Mirror.ForAsync(suite, uri: null, cancellationToken);
        var call = IsolatedSpace.Call(
            network: true,
            $"PACKAGES={string.Join(',', Packages)}\n{EmbeddedText.Read("make-image.sh", typeof(TestHostImage))}",
            [folder, suite, Architecture, Mirror.Keyring, EmbeddedText.Read("configure-image.sh", typeof(TestHostImage)),
                .. mirror.Lines]);
        await Bootstrap.RunAsync(
            "the image of the test hypervisor", call with { Timeout = Timeout, LogFile = folder + ".log" }, progress,
            "Check the network and the free space", cancellationToken);
    }

    // Everything that decides the content, but for what the mirror serves on that day.
    string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [
            .. Packages, EmbeddedText.Read("make-image.sh", typeof(TestHostImage)),
            EmbeddedText.Read("configure-image.sh", typeof(TestHostImage))]))))[..12];
}
