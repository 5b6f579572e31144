using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Hosts;

/// <summary>Judges what was found on a host before anything changes. Everything is judged, so that an operator sees all of it at
/// once.</summary>
public static class Preflight
{
    /// <summary>For the new package, the kept one, dpkg's unpacking and the reserve for the way back; the script wants the same.</summary>
    public const int NeededKibibytes = 64 << 10;

    // Debian's own timer fetches the lists daily.
    static readonly TimeSpan OldLists = TimeSpan.FromDays(3);

    /// <param name="facts">What the host said.</param>
    /// <param name="artifacts">What would be installed; <c>null</c> where only the host is judged.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="options">What the operator accepts.</param>
    /// <param name="isOfFleet">The host's name is an inventory's.</param>
    public static IReadOnlyList<PreflightRow> Judge(
        HostReading facts, VerifiedArtifacts? artifacts, GateRecord gate, InstallOptions options, bool isOfFleet = false) =>
    [
        .. artifacts is null ? [] : (PreflightRow[])[Artifacts(artifacts, options, isOfFleet)],
        Package(facts),
        Row("loader", facts.LoadedInstead.Count == 0 ? "takes the package's library" : string.Join("; ", facts.LoadedInstead),
            facts.LoadedInstead.Count == 0,
            "Guests would not run what is installed: move that library away and run ldconfig on the host, or take the diversion back "
                + "(dpkg-divert --remove)"),
        .. artifacts is null ? [] : Order(facts, artifacts),
        Row("dpkg", facts.Audit.Count == 0 ? "dpkg --audit is clean" : string.Join("; ", facts.Audit), facts.Audit.Count == 0,
            "Repair it on the host first: dpkg --configure -a"),
        facts.Locks.Count == 0
            ? Fine("locks", "free")
            : Warning(
                "locks", string.Join("; ", facts.Locks), $"Install waits {options.LockTimeout.TotalSeconds:0} s for them (--lock-timeout)"),
        Row("space", facts.FreeKibibytes is { } free ? $"{free >> 10} MiB free, {NeededKibibytes >> 10} needed" : "unknown",
            facts.FreeKibibytes >= NeededKibibytes, "Free space on the host"),
        Row("other packages", facts.Dependents.Count == 0
            ? "none wants exactly the installed version"
            : $"{string.Join(", ", facts.Dependents)} wants exactly the installed version", facts.Dependents.Count == 0,
                "Remove it from the host, or choose another host"),
        Fine("hold and pin",
            $"{(facts.Package is { IsHeld: true } ? "held" : "not held")}, {(facts.IsAutomatic ? "automatically" : "manually")} installed, "
                + $"{(facts.Pins.Count == 0 ? "no pin" : $"pinned by {string.Join(", ", facts.Pins)}")}"),
        Fine("candidate", facts.Candidate ?? "none"),
        Security(facts, options),
        Row("libvirt", facts.LibvirtAnswers ? $"{facts.LibvirtUnit} answers" : "does not answer 'virsh list'", facts.LibvirtAnswers,
            $"Look at it on the host: journalctl -u {facts.LibvirtUnit ?? "libvirtd"}"),
        Row("libvirt's restart", facts.BoundUnits.Count == 0 ? "stops no other unit"
            : $"systemd would stop these with it: {string.Join(", ", facts.BoundUnits)}", facts.BoundUnits.Count == 0,
            "Look at what ties them to it (systemctl cat UNIT: Requires=, BindsTo=, PartOf=); guests would be shut down"),
        facts.BusyDomains.Count > 0
            ? Refused("running domains", $"libvirt migrates, saves or dumps {string.Join(", ", facts.BusyDomains)}",
                "Wait until that is done: the restart of libvirtd would end it")
            : Fine("running domains", facts.Domains.Count == 0
                ? "none" : $"{string.Join(", ", facts.Domains)}: keep the old library until they are destroyed and started again"),
        Fine("maps the library now",
            string.Join("; ", facts.Processes.Where(x => x.Libraries.Count > 0).Select(User).DefaultIfEmpty("no process"))),
        Row("switch", facts.HasSystemd
            ? $"systemd takes the package back after {options.ConfirmWithin.TotalMinutes:0} minutes without confirmation, or at the next "
                + "boot"
            : "the host does not run systemd", facts.HasSystemd, "Without systemd nothing would take the package back after a reboot"),
        Transaction(facts, isOfFleet),
        Gate(gate, options),
    ];

    /// <exception cref="TrialException">Refused, with every reason.</exception>
    public static void ThrowIfRefused(IReadOnlyList<PreflightRow> rows, string host)
    {
        var refused = rows.Where(x => x.Outcome == PreflightOutcome.Refused).ToList();
        if (refused.Count > 0)
        {
            throw new TrialException(
                $"not installed, nothing was changed: {string.Join("; ", refused.Select(x => $"{x.Name}: {x.Finding}"))}", host,
                string.Join("; ", refused.Select(x => x.Hint)), ExitStatus.Refused);
        }
    }

    static PreflightRow Artifacts(VerifiedArtifacts artifacts, InstallOptions options, bool isOfFleet)
    {
        var name = $"{Path.GetFileName(artifacts.Artifacts.Folder)}, build-id {artifacts.Artifacts.Library.BuildId ?? "unknown"}";
        if (artifacts.Artifacts.Library.BuildId is null)
            return Refused("artifacts", $"{name}: without a build-id nobody can tell what a process maps", "Build it again");
        if (artifacts.NotChecked.Count == 0)
            return Fine("artifacts", $"{name}, verified");
        var finding = $"{name}, not checked: {string.Join(", ", artifacts.NotChecked.Select(x => x.Name))}";
        return options.AcceptUnverified
            ? Warning("artifacts", finding, "--accept-unverified")
            : Refused("artifacts", finding,
                $"./build.sh VerifyArtifacts --from {ShellWords.Quote(artifacts.Artifacts.Folder)} says why. "
                    + $"{(isOfFleet ? "Build anew" : "Leave --artifacts out to build")} here, or name the keys of who signed with "
                    + "--trusted-keyring; --accept-unverified installs all the same");
    }

    // A name is one line here, whatever somebody made it.
    static string User(ProcessReading process) =>
        Printable.Show($"{process.Pid} {(process.GuestName ?? process.Program).Split('\n')[0]}", 200)
        + (process.Libraries.Any(x => x.Deleted) ? " (an older file)" : "")
        + (process is { IsGuest: false, NotBelieved: { } why } ? $" (not believed to be a guest: {why})" : "");

    static PreflightRow Package(HostReading facts)
    {
        var finding =
            $"{InstalledLibrary.Package} {facts.Version?.ToString() ?? "unknown"}, state '{facts.Package?.State}', build-id "
                + $"{facts.BuildId ?? "unknown"}";
        return facts switch
        {
            { Package: not { State: "ii" or "hi" } } => Refused("package", finding, "Bring the package into order on the host first"),
            { LibrarySha256: null } =>
                Refused("package", $"{finding}: its library is not there", "Install the stock package again on the host"),
            _ when facts.Packages.FirstOrDefault(x => x.IsThere && x != facts.Package) is { } other =>
                Refused("package", $"{finding}: it is installed for {Printable.Show(other.Architecture)} too",
                    "dpkg wants one version for all architectures: remove that one from the host, or choose another host"),
            { Version: { } version, Transaction: null, Running: null } when version.StockVersion != version =>
                Refused("package", $"{finding}: a build of ours, which no transaction of this tool installed",
                    InstalledLibrary.Downgrade(facts)),
            _ => Fine("package", finding),
        };
    }

    // trixie's archive has rebuilt spice 0.15.2-1 as +b1, which sorts above a build of ours from that source (docs/versions.md).
    static IEnumerable<PreflightRow> Order(HostReading facts, VerifiedArtifacts artifacts) =>
        facts.Version is { } version && DebianVersion.Parse(artifacts.Artifacts.Manifest.Package.Version) is var ours && ours < version
            ? [Warning("version order", $"{ours} is below the installed {version}: dpkg calls the installation a downgrade, and makes it",
                "the hold keeps it; without it apt brings the stock package back")]
            : [];

    static PreflightRow Security(HostReading facts, InstallOptions options)
    {
        if (facts.Version is { } version && ArchiveVersions.Security(facts.Archive, version) is { } newer)
        {
            var finding = $"{newer} repairs the installed {version}; the trial would keep the host without it";
            return options.AcceptVulnerable
                ? Warning("security update", finding, "--accept-vulnerable")
                : Refused("security update", finding, "Install it and build for that version, or give --accept-vulnerable");
        }

        if (facts.SecurityNotKnown is { } why)
        {
            return options.AcceptVulnerable
                ? Warning("security update", $"not known: {why}", "--accept-vulnerable")
                : Refused("security update", $"not known: {why}",
                    "`apt-get update` on the host shows what is wrong with its sources; repair that, or give --accept-vulnerable");
        }

        return facts.ListsAge is { } age && age > OldLists
            ? Warning("security update", $"none known, but the host's newest package list is {age.TotalDays:0} days old",
                "apt-get update on the host; a list has its archive's date, so a newer look may be behind it")
            : Fine("security update", "none newer than the installed version");
    }

    static PreflightRow Transaction(HostReading facts, bool isOfFleet) => facts switch
    {
        { Transaction: { } open } => Refused("transaction", $"{open}{(facts.Replacement is { } theirs
            ? $"; somebody else has replaced ours, the host has {theirs} now" : "")}",
            $"Ask {open.Owner}, or end it yourself: `./build.sh Revert {HostName.Option(facts.Host, isOfFleet)}`; then install"),
        { Running: { } running } => Refused("transaction", $"somebody is at work on it: {running}", "Wait for its end"),
        { LastOutcome: { } last } => Warning("transaction", $"none open; the last one: {last}", "Install forgets it"),
        _ => Fine("transaction", "none open"),
    };

    static PreflightRow Gate(GateRecord gate, InstallOptions options) => gate.State switch
    {
        GateState.Proceed => Fine("gate", $"proceed{NotNeeded(options)}"),
        GateState.Pivot when IsOverridden(gate, options) =>
            Warning("gate", $"pivot ({gate.Why}), overridden: {options.OverrideGate}", "the reason is kept, here and on the host"),
        GateState.Pivot => Refused("gate", $"pivot: {gate.Why}",
            "The field data speak against the trial; --override-gate \"reason\" installs in spite of them"),
        _ => Warning("gate", $"not evaluated: {gate.Why}{NotNeeded(options)}",
            "it takes the sessions 006c and 006d (docs/gate.md); without them go on"),
    };

    /// <summary>Whether the operator's word carries the installation past the gate; without a reason it is none.</summary>
    internal static bool IsOverridden(GateRecord gate, InstallOptions options) =>
        gate.State == GateState.Pivot && !string.IsNullOrWhiteSpace(options.OverrideGate);

    static string NotNeeded(InstallOptions options) =>
        options.OverrideGate is null ? "" : "; --override-gate is not needed and not recorded";

    static PreflightRow Row(string name, string finding, bool fine, string hint) =>
        fine ? Fine(name, finding) : Refused(name, finding, hint);

    static PreflightRow Fine(string name, string finding) => new(name, finding, PreflightOutcome.Fine);

    static PreflightRow Warning(string name, string finding, string hint) => new(name, finding, PreflightOutcome.Warning, hint);

    static PreflightRow Refused(string name, string finding, string hint) => new(name, finding, PreflightOutcome.Refused, hint);
}
