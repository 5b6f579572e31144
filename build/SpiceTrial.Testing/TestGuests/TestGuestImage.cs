using System.Security.Cryptography;
using SpiceTrial.Builders;
using SpiceTrial.Debian;

namespace SpiceTrial.Testing;

/// <summary>
/// The disk of a test guest: a Debian with Xorg on QXL and the load, from Debian's packages only. It has no network and is
/// read-only when it runs, so that every boot is the same. Made once a day for each suite and kept in the cache.
/// </summary>
/// <param name="workspace">Where it is kept.</param>
/// <param name="suite">Of its Debian.</param>
/// <param name="withDesktop">A window manager, a terminal, a clock, a player and a video too.</param>
public sealed class TestGuestImage(Workspace workspace, string suite, bool withDesktop = false)
{
    public const string DefaultSuite = "bullseye";

    const string Architecture = "amd64";

    /// <summary>Two minutes where the mirror is near.</summary>
    static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    static readonly string[] Packages =
    [
        "gcc", "kmod", "libc6-dev", "libx11-dev", "libxext-dev", "linux-image-amd64", "systemd-sysv", "udev", "x11-xserver-utils",
        "xfonts-base", "xserver-xorg-core", "xserver-xorg-input-libinput", "xserver-xorg-video-qxl",
    ];

    static readonly string[] OfDesktop = ["ffmpeg", "mpv", "openbox", "x11-apps", "xterm"];

    static readonly string[] Parts = ["make-guest.sh", "configure-guest.sh", "guest-load.c", "play.sh", "play.lua"];

    /// <summary>Kernels from 5.13 on freeze by themselves (docs/diagnose.md): the oldest comes first.</summary>
    public static IEnumerable<string> Suites { get; } = [DefaultSuite, "bookworm", "trixie"];

    /// <summary>Programs that making one takes.</summary>
    public static IReadOnlyList<string> Programs { get; } = ["mke2fs", "mmdebstrap", "unshare"];

    // cvt is a package of its own since bookworm.
    IEnumerable<string> Included => [.. Packages, .. suite == DefaultSuite ? [] : (string[])["xcvt"], .. withDesktop ? OfDesktop : []];

    /// <returns>The folder with <c>disk.img</c>, <c>vmlinuz</c> and <c>initrd.img</c>.</returns>
    /// <exception cref="TrialException">It can't be made.</exception>
    public Task<string> EnsureAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        var family = $"test-guest-{(withDesktop ? "desktop-" : "")}{suite}-{Architecture}";
        var folder = Path.Combine(workspace.Environments, $"{family}-{DateTime.UtcNow:yyyyMMdd}-{Digest()}");
        return new CachedTree(folder, family).EnsureAsync(
            () => MakeAsync(folder, progress, cancellationToken), progress, cancellationToken);
    }

    async Task MakeAsync(string folder, Action<string> progress, CancellationToken cancellationToken)
    {
        progress($"making the image of the test guest ({suite}, once a day, two minutes, about 1 GB of disk)");
        var mirror = await Mirror.ForAsync(suite, uri: null, cancellationToken);
        // A suite that is no longer supported may have lost its updates; its main area stays.
        var lines = suite == DefaultSuite ? mirror.Lines.Take(1) : mirror.Lines;
        var call = IsolatedSpace.Call(
            network: true,
            $"PACKAGES={string.Join(',', Included)}\n{Text("make-guest.sh")}",
            [
                folder, suite, Architecture, Mirror.Keyring, Text("configure-guest.sh"), Text("guest-load.c"), Text("play.sh"),
                Text("play.lua"), .. lines,
            ]);
        await Bootstrap.RunAsync(
            "the image of the test guest", call with { Timeout = Timeout, LogFile = folder + ".log" }, progress,
            "Check the network and the free space", cancellationToken);
    }

    // Everything that decides the content, but for what the mirror serves on that day.
    string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', [.. Included, .. Parts.Select(Text)]))))[..12];

    static string Text(string file) => EmbeddedText.Read(file, typeof(TestGuestImage));
}
