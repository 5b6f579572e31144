namespace SpiceTrial.Testing;

/// <summary>
/// The control groups that hold all processes of one host. They tell its processes from every other on the machine, whoever is
/// their parent, and keep the groups that the host's systemd makes apart from the machine's and from those of other hosts.
/// </summary>
sealed class ControlGroups(IReadOnlyList<string> folders)
{
    const string Prefix = "spice-trial-";

    public IReadOnlyList<string> Folders => folders;

    /// <summary>Names the groups of a host below the group of this process, in the hierarchies that systemd uses; makes none.</summary>
    public static ControlGroups For(string name)
    {
        var own = File.ReadAllLines("/proc/self/cgroup").Select(x => x.Split(':', 3)).ToList();
        var folders = new List<string>();
        foreach (var line in File.ReadAllLines("/proc/self/mountinfo"))
        {
            // "36 35 98:0 /root /mount/point options - type source superoptions", proc_pid_mountinfo(5).
            var parts = line.Split(" - ", 2);
            var (mount, type) = (parts[0].Split(' '), parts[1].Split(' '));
            var group = type[0] switch
            {
                "cgroup2" => own.Find(x => x[1].Length == 0),
                "cgroup" when type[2].Split(',').Contains("name=systemd") => own.Find(x => x[1] == "name=systemd"),
                _ => null,
            };
            if (group is not null)
                folders.Add(Path.GetFullPath(Path.Combine(mount[4], Path.GetRelativePath(mount[3], group[2]), Prefix + name)));
        }

        return folders.Count > 0
            ? new(folders)
            : throw new TrialException(
                "no control groups are mounted", "/proc/self/mountinfo", "Run it on a machine with systemd, or in a privileged container");
    }

    /// <summary>Takes away the empty groups that killed runs left beside these.</summary>
    public void Sweep()
    {
        foreach (var left in folders.SelectMany(x => Directory.EnumerateDirectories(Path.GetDirectoryName(x)!, Prefix + "*"))
            .Except(folders))
        {
            try { Remove(left); }
            catch (IOException) { /* It is in use. */ }
        }
    }

    /// <summary>Every process in them, the host's own first process among them.</summary>
    public IReadOnlyList<int> Processes() => [.. folders.SelectMany(Groups).SelectMany(x => Read(Path.Combine(x, "cgroup.procs")))
        .Distinct().Order()];

    /// <summary>The process in the group that nspawn makes for itself, or <c>null</c>.</summary>
    public int? Supervisor => folders.SelectMany(x => Read(Path.Combine(x, "supervisor", "cgroup.procs"))).Cast<int?>().FirstOrDefault();

    /// <summary>Ends whatever is left, and takes the groups away.</summary>
    public async Task RemoveAsync(CancellationToken cancellationToken)
    {
        for (var patience = 100; patience > 0 && Processes() is { Count: > 0 } left; patience--)
        {
            // The shell's own kill, which no machine lacks; it fails where one ended by itself meanwhile.
            await Programs.RunAsync(new("sh", ["-c", "kill -KILL \"$@\"", "sh", .. left.Select(x => $"{x}")]), cancellationToken);
            await Task.Delay(50, cancellationToken);
        }

        foreach (var folder in folders)
            Remove(folder);
    }

    static void Remove(string folder)
    {
        // Only rmdir: the files of a control group can't be deleted. The innermost first.
        foreach (var group in Groups(folder).Reverse())
        {
            try { Directory.Delete(group); }
            catch (DirectoryNotFoundException) { /* nspawn takes its own away when it ends. */ }
        }
    }

    // Each with those in it behind it.
    static IReadOnlyList<string> Groups(string folder)
    {
        try { return [folder, .. Directory.GetDirectories(folder).SelectMany(Groups)]; }
        catch (DirectoryNotFoundException) { return []; }
    }

    static int[] Read(string file)
    {
        try { return [.. File.ReadAllLines(file).Select(int.Parse)]; }
        catch (IOException) { return []; /* The group went away meanwhile. */ }
    }
}
