namespace SpiceTrial.Trial;

/// <summary>Which process is captured, and whether it is the one that was meant.</summary>
static class DomainChoice
{
    /// <exception cref="TrialException">No such domain, or several to choose from.</exception>
    public static DomainLibrary Of(IReadOnlyList<DomainLibrary> domains, string? name, string host) => (name, domains) switch
    {
        (null, [var only]) => only,
        (null, []) => throw new TrialException("no domain runs there with the spice library", host,
            "Start the test VM, play the workload, and capture before the VM is destroyed", ExitStatus.BadInput),
        (null, _) => throw new TrialException($"{domains.Count} domains run there", host,
            $"Say which: --domain {string.Join(" or ", domains.Select(x => x.Name))}", ExitStatus.BadInput),
        _ => domains.FirstOrDefault(x => x.Name == name || x.Uuid == name)
            ?? throw new TrialException($"no domain {name} runs there", host,
                domains.Count == 0
                    ? "None runs; its log may still be in /var/log/libvirt/qemu: Analyze it"
                    : $"There are: {string.Join(", ", domains.Select(x => x.Name))}", ExitStatus.BadInput),
    };

    /// <summary>The arm is what this process mapped, never what was meant to be installed.</summary>
    /// <exception cref="TrialException">It is another one, or nothing proves it.</exception>
    public static void Check(DomainLibrary domain, string? expected)
    {
        var isExpected = expected switch
        {
            null => true,
            "stock" or "control" => domain.State == expected,
            _ when int.TryParse(expected, out var items) => domain.State is "patched" or "control" && domain.Arm.TraceItems == items,
            _ => throw new TrialException(
                $"not an arm: {expected}", "--expect-arm", "Give stock, control or a ring size such as 128", ExitStatus.BadInput),
        };
        if (!isExpected)
        {
            throw new TrialException(
                $"the process {domain.Pid} of {domain.Name} runs {domain.Words}, not {expected}", domain.Name,
                "A running VM keeps the library it started with: destroy it, create it anew, see what it runs with ./build.sh Status, and "
                    + "play again", ExitStatus.Refused);
        }
    }

    /// <exception cref="TrialException">The domain was started again, or ended, since.</exception>
    public static void CheckSame(DomainLibrary before, HostReading after)
    {
        var now = after.Domains.FirstOrDefault(x => x.Name == before.Name);
        if (now?.Pid != before.Pid || now.Started != before.Started)
        {
            throw new TrialException(
                now is null ? $"{before.Name} ended while it was captured" : $"{before.Name} was started again while it was captured",
                before.Name,
                "A session is one process: play the workload again and capture while the VM exists", ExitStatus.Refused);
        }
    }
}
