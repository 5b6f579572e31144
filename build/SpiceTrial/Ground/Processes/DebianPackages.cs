namespace SpiceTrial.Ground;

/// <summary>Which Debian package brings a program, for hints.</summary>
public static class DebianPackages
{
    static readonly Dictionary<string, string> PackageOf = new(StringComparer.Ordinal)
    {
        ["abidiff"] = "abigail-tools",
        ["ansible"] = "ansible-core",
        ["ansible-config"] = "ansible-core",
        ["ansible-playbook"] = "ansible-core",
        ["apt-ftparchive"] = "apt-utils",
        ["apt-get"] = "apt",
        ["debdiff"] = "devscripts",
        ["debsnap"] = "devscripts",
        ["docker"] = "docker.io",
        ["dpkg-source"] = "dpkg-dev",
        ["dpkg-parsechangelog"] = "dpkg-dev",
        ["dpkg-checkbuilddeps"] = "dpkg-dev",
        ["dpkg-buildpackage"] = "dpkg-dev",
        ["flock"] = "util-linux",
        ["gpg"] = "gnupg",
        ["ip"] = "iproute2",
        ["newuidmap"] = "uidmap",
        ["nm"] = "binutils",
        ["nsenter"] = "util-linux",
        ["objcopy"] = "binutils",
        ["objdump"] = "binutils",
        ["patch"] = "patch",
        ["readelf"] = "binutils",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
        ["sshd"] = "openssh-server",
        ["systemd-nspawn"] = "systemd-container",
        ["unshare"] = "util-linux",
        ["x86_64-linux-gnu-objdump"] = "binutils-x86-64-linux-gnu",
        ["xz"] = "xz-utils",
    };

    public static string Bringing(string program) => PackageOf.GetValueOrDefault(Path.GetFileName(program), Path.GetFileName(program));

    public static string InstallHint(params IEnumerable<string> programs) => $"Run `{InstallCommand(programs)}`";

    public static string InstallCommand(params IEnumerable<string> programs) =>
        $"sudo apt-get install {string.Join(' ', programs.Select(Bringing).Distinct())}";
}
