using SpiceTrial.Debian;

namespace SpiceTrial.Builders;

/// <summary>Whether this machine runs programs of another architecture: the kernel's binfmt_misc hands them to qemu-user.</summary>
static class ForeignArchitecture
{
    const string Registered = "/proc/sys/fs/binfmt_misc";

    /// <param name="architecture">Debian's name.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task<BuilderCheck> CheckAsync(string architecture, CancellationToken cancellationToken)
    {
        var own = (await OwnRelease.ReadAsync(cancellationToken)).Architecture;
        if (own == architecture)
            return new BuilderCheck(true, $"this machine is {own}");
        var entry = Path.Combine(Registered, $"qemu-{Processor(architecture)}");
        return File.Exists(entry) ? Judge(entry, await File.ReadAllLinesAsync(entry, cancellationToken), architecture) : new BuilderCheck(
            false,
            $"this machine is {own}, and nothing is registered that runs programs of {architecture} (no {entry})",
            "Run `sudo apt-get install qemu-user-static binfmt-support`; without an init system also `sudo mount -t binfmt_misc "
                + $"binfmt_misc {Registered}` and `sudo /usr/lib/systemd/systemd-binfmt`");
    }

    /// <summary>Reads an entry of binfmt_misc (Linux, Documentation/admin-guide/binfmt-misc.rst).</summary>
    internal static BuilderCheck Judge(string entry, IReadOnlyList<string> lines, string architecture)
    {
        if (lines is not ["enabled", ..])
            return new BuilderCheck(
                false, $"running programs of {architecture} is turned off in {entry}", $"Run `echo 1 | sudo tee {entry}`");
        // Without F the kernel looks for qemu inside the chroot, where it is not.
        var flags = lines.FirstOrDefault(x => x.StartsWith("flags:", StringComparison.Ordinal))?["flags:".Length..].Trim() ?? "";
        return flags.Contains('F', StringComparison.Ordinal)
            ? new BuilderCheck(true, $"programs of {architecture} run under qemu-user")
            : new BuilderCheck(false, $"{entry} lacks the flag F, so that qemu-user is not found inside a chroot",
                "Install qemu-user-static, whose registration has it");
    }

    // Nothing is built for any other: Releases.
    static string Processor(string architecture) => architecture == "arm64" ? "aarch64" : "x86_64";
}
