namespace SpiceTrial.Ground;

/// <summary>
/// Calls of unshare: mounts, processes and network of their own, as root or, without root, in a user namespace. The kernel
/// takes the mounts and ends the processes when the first process ends, so that nothing is left behind.
/// </summary>
static class IsolatedSpace
{
    // Debian's, Ubuntu's (24.04 has it so) and every kernel's own.
    static readonly (string File, string Forbids, string Set)[] Switches =
    [
        ("/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1"),
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0"),
        ("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=10000"),
    ];

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public static ProgramCall Call(bool network, string script, params string[] arguments) =>
        new("unshare", [.. Flags(network), "sh", "-euc", script, "sh", .. arguments]);

    /// <summary>Deletes a tree that holds files of mapped users, which their real owner can't delete directly.</summary>
    public static async Task DeleteAsync(string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder))
            (await Programs.RunAsync(Call(network: false, "rm -rf --one-file-system -- \"$1\"", folder)
                with { Timeout = TimeSpan.FromMinutes(5) }, cancellationToken))
                .OrThrow($"{folder} can't be deleted");
    }

    /// <summary>Whether this user may make such spaces here; if not, why and what to do.</summary>
    public static async Task<(bool Works, string Reason, string? Hint)> CheckAsync(CancellationToken cancellationToken)
    {
        var result = await Programs.RunAsync(Call(network: false, "true"), cancellationToken);
        if (result.ExitCode == 0)
            return (true, IsRoot ? "namespaces as root" : "a user namespace", null);
        var forbidden = Switches.FirstOrDefault(x => File.Exists(x.File) && File.ReadAllText(x.File).Trim() == x.Forbids);
        var hint = IsRoot ? "Run it where mount and pid namespaces are allowed (a container needs --privileged)"
            : forbidden.Set is { } set ? $"The kernel keeps user namespaces from users; sudo sysctl -w {set} allows them"
            : $"{DebianPackages.InstallHint("newuidmap")} and give this user a range in /etc/subuid and /etc/subgid";
        return (false, $"unshare failed: {result.Error.Trim()}", hint);
    }

    static IEnumerable<string> Flags(bool network)
    {
        string[] always = ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--ipc", "--uts"];
        string[] user = IsRoot ? [] : ["--user", "--map-root-user", "--map-auto"];
        return [.. user, .. always, .. network ? Array.Empty<string>() : ["--net"]];
    }
}
