using System.Buffers;

namespace SpiceTrial.Testing;

/// <summary>The files of one host outside of it: what a client needs to log in, its console, and what clean-up needs to know.</summary>
public sealed record TestHostFolder(string Path)
{
    static readonly SearchValues<char> Hostile = SearchValues.Create("\"\\%\n\r");

    /// <summary>For <c>--ssh-config</c>, or <c>ssh -F</c>.</summary>
    public string SshConfig => File("ssh_config");

    public string KnownHosts => File("known_hosts");

    /// <summary>The private key of the user <c>operator</c>.</summary>
    public string OperatorKey => File("operator_key");

    public string HostKey => File("host_key");

    public string Password => File("password");

    /// <summary>What the host prints on its console, and what went wrong when it started.</summary>
    public string Console => File("console.log");

    /// <summary>Address and outer network interface, written once the host has a network.</summary>
    public string Cable => File("cable");

    /// <summary>Control groups that hold the host's processes, one a line: written before the first process starts.</summary>
    public string Groups => File("groups");

    /// <summary>There once a host that stays has everything, its guests too; names its release.</summary>
    public string Ready => File("ready");

    /// <summary>Where the disk is mounted, for the host's own processes only.</summary>
    public string Disk => File("disk");

    /// <summary>Held while the host is started or stopped.</summary>
    public string Lock => Path.TrimEnd('/') + ".lock";

    public static TestHostFolder At(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return full.AsSpan().IndexOfAny(Hostile) < 0
            ? new(full)
            : throw new TrialException("the folder has a character in its path that an ssh configuration can't carry", full,
                "Use another folder", ExitStatus.BadInput);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
