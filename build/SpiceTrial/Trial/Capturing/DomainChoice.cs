using SpiceTrial.Hosts;

namespace SpiceTrial.Trial;

/// <summary>Which process is captured, and whether it is the one that was meant.</summary>
static class DomainChoice
{
    // Played again until it survives, the trial would count no crash.
    const string Crashed = "One that crashed is a run too: copy its log from "
        + "/var/log/libvirt/qemu, from its own start on, to sessions/TAG.log";

    /// <returns>A domain whose process has the library mapped.</returns>
    /// <exception cref="TrialException">No such domain, or several to choose from.</exception>
    public static DomainStatus Of(HostStatus host, string? name) => (name, WithLibrary(host)) switch
    {
        (null, [var only]) => only,
        (null, []) => throw new TrialException("no domain runs there with the spice library", host.Host,
            $"Start the test VM, play the workload, and capture before the VM is destroyed. {Crashed}", ExitStatus.BadInput),
        (null, var several) => throw new TrialException($"{several.Count} domains run there", host.Host,
            $"Say which: --domain {string.Join(" or ", several.Select(x => x.Title))}", ExitStatus.BadInput),
        (_, var all) => all.FirstOrDefault(x => x.Title == name || x.Uuid == name)
            ?? throw new TrialException($"no domain {name} runs there", host.Host,
                all.Count == 0
                    ? $"None runs. {Crashed}"
                    : $"There are: {string.Join(", ", all.Select(x => x.Title))}", ExitStatus.BadInput),
    };

    /// <summary>The arm is what this process mapped, never what was meant to be installed.</summary>
    /// <exception cref="TrialException">It is another one, or nothing proves it.</exception>
    public static void Check(HostStatus host, DomainStatus domain, string? expected)
    {
        var (library, installed) = (domain.Library!, host.Package);
        if (Is(expected, library.State, library.TraceItems))
            return;
        throw new TrialException(
            $"the process {domain.Pid} of {domain.Title} runs {library.Words}, not {expected}", domain.Title,
            Is(expected, installed.State, installed.TraceItems)
                ? "A running VM keeps the library it started with: destroy it, create it anew, see what it runs with ./build.sh Status, "
                    + "and play again"
                : $"The host does not have that one installed either: ./build.sh {(expected == "stock" ? "Revert"
                    : $"Install --trace-items {(expected == "control" ? "8" : expected)}")} first, then start the VM anew",
            ExitStatus.Refused);
    }

    static bool Is(string? expected, LibraryState state, int? traceItems) => expected switch
    {
        null => true,
        "stock" => state == LibraryState.Stock,
        "control" => state == LibraryState.Control,
        _ when int.TryParse(expected, out var items) => state is LibraryState.Patched or LibraryState.Control && traceItems == items,
        _ => throw new TrialException(
            $"not an arm: {expected}", "--expect-arm", "Give stock, control or a ring size such as 128", ExitStatus.BadInput),
    };

    /// <exception cref="TrialException">The domain was started again, or ended, since.</exception>
    public static void CheckSame(DomainStatus before, HostStatus after)
    {
        var now = WithLibrary(after).FirstOrDefault(x => x.Title == before.Title);
        if (now?.Pid != before.Pid || now.Started != before.Started)
        {
            throw new TrialException(
                now is null ? $"{before.Title} ended while it was captured" : $"{before.Title} was started again while it was captured",
                before.Title,
                "A session is one process: play the workload again and capture while the VM exists", ExitStatus.Refused);
        }
    }

    static List<DomainStatus> WithLibrary(HostStatus host) => [.. host.Domains.Where(x => x.Library is not null)];
}
