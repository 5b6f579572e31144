namespace SpiceTrial.Processes;

/// <summary>Which Debian package brings a program, for hints.</summary>
public static class DebianPackages
{
    static readonly Dictionary<string, string> PackageOf = new(StringComparer.Ordinal)
    {
        ["apt-get"] = "apt",
        ["debsnap"] = "devscripts",
        ["docker"] = "docker.io",
        ["dpkg-source"] = "dpkg-dev",
        ["dpkg-parsechangelog"] = "dpkg-dev",
        ["dpkg-checkbuilddeps"] = "dpkg-dev",
        ["dpkg-buildpackage"] = "dpkg-dev",
        ["newuidmap"] = "uidmap",
        ["patch"] = "patch",
        ["ssh"] = "openssh-client",
        ["ssh-keygen"] = "openssh-client",
        ["sshd"] = "openssh-server",
        ["unshare"] = "util-linux",
        ["xz"] = "xz-utils",
    };

    public static string Bringing(string program) => PackageOf.GetValueOrDefault(Path.GetFileName(program), Path.GetFileName(program));

    public static string InstallHint(params IEnumerable<string> programs) =>
        $"Run `sudo apt-get install {string.Join(' ', programs.Select(Bringing).Distinct())}`";
}
