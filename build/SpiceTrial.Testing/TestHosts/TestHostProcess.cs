namespace SpiceTrial.Testing;

/// <summary>The running side of a host: its processes, and programs run among them as root without ssh.</summary>
sealed class TestHostProcess(ControlGroups groups, TestHostInit init)
{
    // A process has an id in each pid namespace that it is in: the one it is seen from here, ours around the host, the host's.
    int Depth => init == TestHostInit.Systemd ? 3 : 2;

    public bool IsRunning => groups.Processes().Count > 0;

    /// <summary>The host's own process 1 as seen from here; another one after a reboot; <c>null</c> while there is none.</summary>
    public int? First => groups.Processes().Cast<int?>()
        .FirstOrDefault(x => NamespaceIds(x!.Value) is [.., "1"] ids && ids.Length == Depth);

    /// <summary>nspawn, which ends the host in an orderly way on SIGTERM; <c>null</c> when there is none.</summary>
    public int? Supervisor => groups.Supervisor;

    public ProgramCall Call(params IReadOnlyList<string> words) => new(
        "nsenter",
        [
            "--target", $"{First ?? throw new TrialException("the test hypervisor does not run")}", "--mount", "--uts", "--ipc", "--net",
            "--pid", "--root", "--wd=/",
            "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", .. words,
        ]);

    static string[] NamespaceIds(int id)
    {
        try
        {
            return File.ReadLines($"/proc/{id}/status").FirstOrDefault(x => x.StartsWith("NSpid:", StringComparison.Ordinal))?
                .Split('\t', StringSplitOptions.RemoveEmptyEntries)[1..] ?? [];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
