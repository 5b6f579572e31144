using static SpiceTrial.Hosts.CheckLevel;

namespace SpiceTrial.Hosts;

/// <summary>What an operator must know or do about a host, most important first: one list for Status and for a monitoring.</summary>
static class StatusFindings
{
    public static IEnumerable<StatusFinding> Of(HostStatus status, HostReading reading) =>
    [
        .. status.WithoutRoot is { } why ? [new(Unknown, $"not known without root: {string.Join(", ", status.NotKnown)}",
            $"this is what any user of the host sees: {why}")] : Array.Empty<StatusFinding>(),
        .. OfTransaction(status, reading),
        .. OfLeftovers(status.Leftovers),
        .. OfPackage(status.Package, reading),
        .. OfLibvirt(status.Libvirt),
        .. OfDomains(status),
        .. reading.Processes.Where(x => x.Libraries.Count > 1)
            .Select(x => StatusFinding.Same(Ok, $"process {x.Pid} has more than one spice library mapped")),
        .. reading.Audit.Count > 0 && status.WithoutRoot is null
            ? [StatusFinding.Same(Ok, $"dpkg --audit: {Printable.Show(string.Join("; ", reading.Audit), 200)}")]
            : Array.Empty<StatusFinding>(),
        .. reading.Locks.Select(x => StatusFinding.Same(Ok, $"at work on packages: {x}")),
    ];

    static IEnumerable<StatusFinding> OfTransaction(HostStatus status, HostReading reading)
    {
        var left = status.Transaction?.SecondsLeft is { } seconds ? $" in {Math.Max(seconds, 0)} s" : "";
        var there = HostName.Option(status.Host, status.IsOfFleet);
        var (confirm, revert) = ($"./build.sh Confirm {there}", $"./build.sh Revert {there}");
        if (status.Replaced is { } theirs)
        {
            yield return new(Critical, $"the transaction is no longer ours: somebody else has put {theirs} there",
                $"somebody else has replaced ours: the host has {theirs} now{(status.Package.Held ? "" : ", and no hold")}. {revert} asks "
                    + $"whether to keep that, or to bring {status.Transaction!.StockVersion} back");
        }
        else if (status.BroughtBack is { } stock)
        {
            yield return new(Warning, $"somebody else has brought {stock} back, and the transaction is open",
                $"somebody else has brought {stock} back: {revert} ends the transaction");
        }
        else if (status.Transaction is { State: TransactionState.Foreign })
        {
            yield return new(Critical, "the transaction is no longer ours",
                $"somebody else changed the library during the transaction, and the host takes nothing back by itself: {revert}");
        }
        else if (status is { SwitchArmed: false, Transaction: { State: TransactionState.Installed, Running: null } })
        {
            yield return new(Critical, "not confirmed, and its switch is not whole: it may not be taken back",
                "installed and not confirmed, and its switch is not whole: the host may not take it back. "
                    + $"{confirm} keeps it, {revert} ends it");
        }
        else if (status.Transaction is { State: TransactionState.Installed })
        {
            yield return new(Warning, $"installed and not confirmed: taken back{left}",
                $"installed and not confirmed: the host takes it back{left} unless {confirm} says otherwise");
        }
        else if (status.Transaction is { IsBrokenOff: true } broken)
        {
            yield return new(Critical, "the transaction is broken off",
                $"a transaction was broken off ({Printable.Show(broken.ToString(), 200)}): {revert} brings it to an end");
        }
        else if (status.Transaction is { State: TransactionState.Begun or TransactionState.Reverting } open)
        {
            yield return StatusFinding.Same(Warning, $"a transaction goes on, last step {open.Step}, at work: {open.Running}");
        }
        else if (status is { SwitchArmed: true, WithoutRoot: not null })
        {
            yield return StatusFinding.Same(Unknown, "the switch is armed: a transaction is open, and only root sees whose");
        }
        else if (status is { SwitchArmed: true, Transaction: null } && reading.Running is null)
        {
            yield return new(Warning, "the switch is armed, but no transaction is open",
                $"the switch is armed, but no transaction is open: {revert} takes it away");
        }
    }

    static IEnumerable<StatusFinding> OfLeftovers(IReadOnlyList<Leftover> leftovers)
    {
        if (leftovers.Count > 0)
            yield return new(Warning, "a run that was broken off has left something", "left on the host by a run that was broken off: "
                + $"{Printable.Show(string.Join("; ", leftovers), 400)}. The next Revert takes it away");
    }

    static IEnumerable<StatusFinding> OfPackage(PackageStatus package, HostReading reading)
    {
        if (package.Version is null)
        {
            yield return StatusFinding.Same(Critical, $"{InstalledLibrary.Package} is not installed");
            yield break;
        }

        var broken = $"{InstalledLibrary.Package} is not whole: dpkg says '{package.DpkgState}'";
        if (package.DpkgState is not ("ii" or "hi"))
            yield return new(Critical, broken,
                $"{broken}; `dpkg --configure -a` on the host, and where that does not help `dpkg -i` of the package");
        if (package.Intact == false)
            yield return StatusFinding.Same(Warning, "the installed library is not the file that dpkg installed");
        var isOurs = reading.Version?.OurTraceItems is not null;
        if (package is { State: LibraryState.Unknown, BuildId: null })
            yield return StatusFinding.Same(Unknown, "the installed library can't be read");
        else if (package.State == LibraryState.Unknown)
            yield return new(Warning, $"nothing identifies the installed library (build-id {package.BuildId})", isOurs
                ? $"the version {package.Version} is one of ours, but no artifacts here"
                    + $"{(reading.HasFolder && reading.Transaction is null ? "" : " and no transaction there")} know the build-id"
                : $"the installed library is not Debian's build of {package.Version}, whatever its version says");
        if (package.State is LibraryState.Patched or LibraryState.Control && !isOurs)
            yield return new(Warning, $"a build of ours has the archive's version {package.Version}", "the library is a build of ours, but "
                + $"the version {package.Version} is the archive's: the next upgrade replaces it in silence");
        if (package.Proof == LibraryProof.Dpkg)
            yield return StatusFinding.Same(Ok, "that the library is Debian's is the word of the host's dpkg alone: no build-id of "
                + $"{package.Version} is known here. ./build.sh DebBuild and VerifyArtifacts for it fetch the archive's own package");
        if (isOurs && !package.Held)
            yield return new(Warning, "our package is not held", "our package is not held: the next upgrade replaces it");
        var instead = string.Join(", ", package.LoadedInstead);
        if (package.LoadedInstead.Count > 0)
            yield return new(Critical, $"loaded instead: {instead}", $"a guest that starts does not load the installed library: {instead}. "
                + "Move that library away and run ldconfig, or take the diversion back (dpkg-divert --remove)");
        if (package.SecurityCandidate is { } newer)
            yield return new(package.Held ? Critical : Warning,
                package.Held ? $"{package.Version} is held, and there is a security update: {newer}" : $"security update: {newer}",
                $"the archives have a security update: {newer}");
        else if (package.SecurityNotKnown is { } why)
            yield return new(Unknown, $"security update not known: {why}",
                $"whether there is a security update is not known: {why}. `apt-get update` on the host shows what is wrong");
    }

    static IEnumerable<StatusFinding> OfLibvirt(LibvirtStatus libvirt)
    {
        if (libvirt.Unit is null)
            yield return StatusFinding.Same(Ok, "libvirt is not installed");
        else if (libvirt.Answers == false)
            yield return new(Warning, "libvirt does not answer", $"libvirt does not answer: `journalctl -u {libvirt.Unit}` on the host");
    }

    static IEnumerable<StatusFinding> OfDomains(HostStatus status)
    {
        var old = status.Domains.Where(x => x.MustRestart == true).ToList();
        var of = $"of {status.Domains.Count} guests";
        if (old.Count > 0)
            yield return new(Warning, $"{old.Count} {of} run another build than the installed one: "
                    + Printable.Show(string.Join(", ", old.Select(x => x.Title)), 200),
                $"{old.Count} {of} run another library than the installed one. To run that, destroy and start them (virsh destroy, virsh "
                    + "start); a reboot from inside, virsh reboot and virsh reset keep the process and its old library");
        var unread = status.Domains.Where(x => x is { Library.BuildId: null } && status.WithoutRoot is null).ToList();
        if (unread.Count > 0)
            yield return new(Unknown, $"the library of {unread.Count} {of} can't be read",
                $"which library {unread.Count} {of} run can't be read: process {string.Join(", ", unread.Select(x => x.Pid))}");
        foreach (var unclear in status.Domains.Where(x => x is { Library: { State: LibraryState.Unknown, BuildId: not null } }))
            yield return StatusFinding.Same(Ok, $"process {unclear.Pid} runs a library that is neither Debian's nor a known one of ours");
        foreach (var other in status.OtherProcesses)
            yield return StatusFinding.Same(Ok, $"process {other.Pid} ({Printable.Show(other.Program)}) " + (other.NotBelieved is { } why
                ? $"is not believed to be a guest: {why}" : "is no guest and has the library mapped"));
    }
}
