namespace SpiceTrial.Hosts;

/// <summary>What an operator must know or do about a host, most important first.</summary>
static class StatusWarnings
{
    public static IEnumerable<string> Of(HostStatus status, HostReading reading) =>
    [
        .. status.WithoutRoot is { } why ? [$"this is what any user of the host sees: {why}"] : Array.Empty<string>(),
        .. OfTransaction(status),
        .. OfLeftovers(status.Leftovers),
        .. OfPackage(status.Package, reading),
        .. OfLibvirt(status.Libvirt),
        .. OfDomains(status),
        .. reading.Processes.Where(x => x.Libraries.Count > 1).Select(x => $"process {x.Pid} has more than one spice library mapped"),
        .. reading.Audit.Count > 0 && status.WithoutRoot is null
            ? [$"dpkg --audit: {Printable.Show(string.Join("; ", reading.Audit), 200)}"] : Array.Empty<string>(),
        .. reading.Locks.Select(x => $"at work on packages: {x}"),
    ];

    static IEnumerable<string> OfTransaction(HostStatus status)
    {
        var left = status.Transaction?.SecondsLeft is { } seconds ? $" in {Math.Max(seconds, 0)} s" : "";
        // Status of a fleet prints these too: a command without a host is one for another host.
        var (confirm, revert) = ($"./build.sh Confirm {Host(status)}", $"./build.sh Revert {Host(status)}");
        if (status.Replaced is { } theirs)
            yield return $"somebody else has replaced ours: the host has {theirs} now{(status.Package.Held ? "" : ", and no hold")}. "
                + $"{revert} asks whether to keep that, or to bring {status.Transaction!.StockVersion} back";
        else if (status.BroughtBack is { } stock)
            yield return $"somebody else has brought {stock} back: {revert} ends the transaction";
        else if (status.Transaction is { State: TransactionState.Foreign })
            yield return $"somebody else changed the library during the transaction, and the host takes nothing back by itself: {revert}";
        else if (status.Transaction is { State: TransactionState.Installed })
            yield return $"installed and not confirmed: the host takes it back{left} unless {confirm} says otherwise";
        else if (status.Transaction is { IsBrokenOff: true } broken)
            yield return $"a transaction was broken off ({Printable.Show(broken.ToString(), 200)}): {revert} brings it to an end";
        if (status.SwitchArmed && status.Transaction is null)
            yield return $"the switch is armed, but no transaction is open: {revert} takes it away";
    }

    static string Host(HostStatus status) => $"--host {ShellWords.Quote(status.Host)}";

    static IEnumerable<string> OfLeftovers(IReadOnlyList<Leftover> leftovers)
    {
        var left = leftovers.Where(x => !x.IsAtWork).ToList();
        if (left.Count > 0)
            yield return $"left on the host by a run that was broken off: {Printable.Show(string.Join("; ", left), 400)}. The next Revert "
                + "or Install takes it away";
    }

    static IEnumerable<string> OfPackage(PackageStatus package, HostReading reading)
    {
        if (package.Version is null)
        {
            yield return $"{InstalledLibrary.Package} is not installed";
            yield break;
        }

        if (package.DpkgState is not ("ii" or "hi"))
            yield return $"{InstalledLibrary.Package} is not whole: dpkg says '{package.DpkgState}'; `dpkg --configure -a` on the host, "
                + "and where that does not help `dpkg -i` of the package";
        if (package.Intact == false)
            yield return "the installed library is not the file that dpkg installed";
        var isOurs = reading.Version?.OurTraceItems is not null;
        if (package.State == LibraryState.Unknown && package.BuildId is not null)
        {
            yield return isOurs
                ? $"the version {package.Version} is one of ours, but no artifacts here and no transaction there know the build-id"
                : $"the installed library is not Debian's build of {package.Version}, whatever its version says";
        }

        if (package.State is LibraryState.Patched or LibraryState.Control && !isOurs)
            yield return $"the library is a build of ours, but the version {package.Version} is the archive's: the next upgrade replaces "
                + "it in silence";
        if (package.Proof == LibraryProof.Dpkg)
            yield return $"that the library is Debian's is the word of the host's dpkg alone: no build-id of {package.Version} is known "
                + "here. ./build.sh DebBuild and VerifyArtifacts for this host fetch the archive's own package";
        if (isOurs && !package.Held)
            yield return "our package is not held: the next upgrade replaces it";
        if (package.LoadedInstead.Count > 0)
            yield return $"a guest that starts does not load the installed library: {string.Join("; ", package.LoadedInstead)}. Move that "
                + "library away and run ldconfig, or take the diversion back (dpkg-divert --remove)";
        if (package.SecurityCandidate is { } newer)
            yield return $"the archives have a security update: {newer}";
        else if (package.SecurityNotKnown is { } why)
            yield return $"whether there is a security update is not known: {why}. `apt-get update` on the host shows what is wrong";
    }

    static IEnumerable<string> OfLibvirt(LibvirtStatus libvirt)
    {
        if (libvirt.Unit is null)
            yield return "libvirt is not installed";
        else if (libvirt.Answers == false)
            yield return $"libvirt does not answer: `journalctl -u {libvirt.Unit}` on the host";
    }

    static IEnumerable<string> OfDomains(HostStatus status)
    {
        var old = status.Domains.Where(x => x.MustRestart == true).ToList();
        if (old.Count > 0)
        {
            yield return $"{old.Count} of {status.Domains.Count} guests run another library than the installed one. To run that, destroy "
                + "and start them (virsh destroy, virsh start); "
                + "a reboot from inside, virsh reboot and virsh reset keep the process and its old library";
        }

        foreach (var unread in status.Domains.Where(x => x is { Library.BuildId: null } && status.WithoutRoot is null))
            yield return $"which library process {unread.Pid} runs can't be read";
        foreach (var unclear in status.Domains.Where(x => x is { Library: { State: LibraryState.Unknown, BuildId: not null } }))
            yield return $"process {unclear.Pid} runs a library that is neither Debian's nor a known one of ours";
        foreach (var other in status.OtherProcesses)
            yield return $"process {other.Pid} ({Printable.Show(other.Program)}) " + (other.NotBelieved is { } why
                ? $"is not believed to be a guest: {why}" : "is no guest and has the library mapped");
    }
}
