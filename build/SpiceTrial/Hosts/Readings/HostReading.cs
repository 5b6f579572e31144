using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>
/// The one reading of a host: what its script printed, keys with one or more values. Versions, transactions and the status of a host take
/// what they need from here. Nothing of it is believed to be well-formed.
/// </summary>
public sealed class HostReading
{
    const string Cut = "Run it again; look at the host where that does not help";

    readonly ILookup<string, string> values;

    HostReading(ILookup<string, string> values, string host)
    {
        (this.values, Host) = (values, host);
        Packages = [.. values["package"].Select(InstalledLibrary.Parse).OfType<InstalledLibrary>()];
        Processes = ProcessReading.All(key => values[key].Select(x => x.Split('\t')));
        Leftovers = [.. values["left"].Select(x => x.Split('\t', 3)).Where(x => x.Length == 3).Select(Leftover.Of).OfType<Leftover>()];
    }

    public string Host { get; }

    public HostRelease Release => new(Text("distribution"), Text("suite"), Text("release"), Text("releaseName"), List("served"));

    /// <summary>Whether the host says that it is a test host of this tool: its name may be that of a real one.</summary>
    public Origin Origin => Text("test") == "yes" ? Origin.Test : Origin.Live;

    public string? Architecture => Text("architecture");

    /// <summary>dpkg's list of the library: one for each architecture.</summary>
    public IReadOnlyList<InstalledLibrary> Packages { get; }

    /// <summary>That of the host's own architecture.</summary>
    public InstalledLibrary? Package => Packages.FirstOrDefault(x => x.Architecture == Architecture);

    /// <summary>The exit status of a <c>dpkg-query</c> that could not answer.</summary>
    public string? QueryFailed => Text("queryFailed");

    public DebianVersion? Version => DebianVersion.TryParse(Package?.Version, out var version) ? version : null;

    public bool IsAutomatic => Text("auto") == "auto";

    /// <summary>SHA-256 of the library's file.</summary>
    public string? LibrarySha256 => Text("sha256");

    /// <summary>Of the library's file.</summary>
    public string? BuildId => Text("buildId");

    /// <summary>Whether the library is the file that dpkg installed; <c>null</c> where there is none.</summary>
    public bool? Intact => Text("intact") is { } word ? word == "yes" : null;

    /// <summary>What the loader takes in the place of the package's library, and diversions of it; empty where all is as dpkg has
    /// it.</summary>
    public IReadOnlyList<string> LoadedInstead => List("instead");

    public bool HasSystemd => Text("systemd") == "yes";

    public bool LibvirtAnswers => Text("libvirtAnswers") == "yes";

    public string? LibvirtUnit => Text("libvirt");

    public bool IsArmed => Text("armed") == "yes";

    /// <summary>What apt would install.</summary>
    public string? Candidate => Text("candidate") is var candidate && candidate == "(none)" ? null : candidate;

    /// <summary>How old the newest package list is; <c>null</c> when the host has none.</summary>
    public TimeSpan? ListsAge => Number("listsAge") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Why nobody can say whether there is a security update; <c>null</c> where apt knows. A test host has no archive but its
    /// own.</summary>
    public string? SecurityNotKnown => Text("archivesUnknown") ?? (ListsAge is null ? "the host has no package lists"
        : Release is { Distribution: "debian", Number: not null } && Text("securityArchive") is null && Origin != Origin.Test
            ? "apt has no archive of security updates among its sources" : null);

    /// <summary>Free space where the library and where dpkg's database and the transaction are, in KiB; the smaller of both.</summary>
    public long? FreeKibibytes =>
        Number("spaceLibrary") is { } library && Number("spaceState") is { } state ? Math.Min(library, state) : null;

    /// <summary>How the last transaction ended, until a Revert or Install cleans up; <c>null</c> when there is none.</summary>
    public string? LastOutcome => Text("last");

    public IReadOnlyList<string> Audit => List("audit");

    public IReadOnlyList<string> Locks => List("lock");

    public IReadOnlyList<string> Pins => List("pin");

    public IReadOnlyList<string> Dependents => List("dependent");

    public IReadOnlyList<string> Domains => List("domain");

    /// <summary>Domains that libvirt migrates, saves or dumps right now: its restart would end that.</summary>
    public IReadOnlyList<string> BusyDomains => List("busy");

    /// <summary>Units that systemd stops with libvirt's where that is restarted (Requires=, BindsTo=, PartOf=: systemd.unit(5)).</summary>
    public IReadOnlyList<string> BoundUnits => List("bound");

    /// <summary>Lines of <c>apt-cache madison</c>.</summary>
    public IReadOnlyList<string> Archive => List("archive");

    /// <summary>Every qemu process, and every other one that has the library mapped.</summary>
    public IReadOnlyList<ProcessReading> Processes { get; }

    /// <summary>What clients that died have left beside an open transaction.</summary>
    public IReadOnlyList<Leftover> Leftovers { get; }

    /// <summary>Whether the tool keeps anything on the host at all.</summary>
    public bool HasFolder => Text("folder") is not null;

    /// <summary>Who changed the host while it was read: then the parts of this need not fit each other. Else <c>null</c>.</summary>
    public string? Running => Text("running");

    /// <summary><c>null</c> when none is open.</summary>
    public OpenTransaction? Transaction =>
        Enum.TryParse<TransactionState>(Text("transaction"), ignoreCase: true, out var state)
        ? new(state, Known("id"), Known("owner"), Known("began"), Known("stock"), Known("ours"), Known("step"), (int?)Number("secondsLeft"),
            Running, Text("remark"))
        : null;

    /// <summary>What the open transaction installs.</summary>
    public string? OurBuildId => Text("oursBuildId");

    /// <summary>Each guest that maps a library, and how it gets another one. By its uuid: virsh takes a name such as <c>101</c> for a
    /// number of its own.</summary>
    /// <param name="ours">Only those that may have that of the open transaction.</param>
    public IEnumerable<string> StartingAnew(bool ours) => Processes
        .Where(x => x.IsGuest && x.Libraries.Any(y => !ours || y.BuildId is null || OurBuildId is null || y.BuildId == OurBuildId))
        .Select(x => $"{Printable.Show(x.GuestName ?? x.Uuid ?? $"process {x.Pid}", 200)}, " + (List("persistent").Contains(x.Uuid ?? "")
            ? $"as root on {Host}: virsh destroy {x.Uuid} && virsh start {x.Uuid}"
            : Text("persistentListed") is null ? "of which it is not known whether libvirt keeps a definition"
            : "which is gone once it is destroyed: libvirt keeps no definition of it"));

    /// <summary>What somebody else has put where the open transaction had put ours; <c>null</c> where ours stands, or stock as it
    /// was.</summary>
    public string? Replacement => Transaction switch
    {
        null or { State: TransactionState.Begun or TransactionState.Reverting } or { Running: not null } => null,
        _ when Package is not { IsThere: true } => "no package at all",
        var open when Version?.ToString() is var now && now != open.OurVersion && now != open.StockVersion => now,
        _ when Intact == false => $"a changed file of {Version}",
        var open when (Version?.ToString() == open.OurVersion ? OurBuildId : KeptStockBuildId) is { } known && known != BuildId =>
            $"another build of {Version}",
        _ => null,
    };

    /// <summary>Of the library in the package that the open transaction has kept for the way back.</summary>
    public string? KeptStockBuildId => Text("stockBuildId");

    /// <summary>Runs a reading verb of the script: <c>read</c> for all of a host, <c>package</c> or <c>status</c> for a part.</summary>
    /// <param name="connection">The host.</param>
    /// <param name="verb">The verb.</param>
    /// <param name="asRoot">Without, the transaction, <c>dpkg --audit</c>, most of libvirt and of the processes stay hidden, and show as if
    /// there were none.</param>
    /// <param name="cancellationToken">Stops at once.</param>
    /// <exception cref="TrialException">Root can't be had, the host did not answer, or the connection broke.</exception>
    public static async Task<HostReading> TakeAsync(
        IHostConnection connection, string verb, bool asRoot, CancellationToken cancellationToken)
    {
        var result = await connection.RunAsync(HostScript.Verb(verb) with { AsRoot = asRoot }, cancellationToken);
        return result.ExitStatus == 0 ? Parse(result.Output, connection.Host) : throw new TrialException(
            $"the host can't be looked at: {Printable.Show(result.Error.Trim(), 400)}", connection.Host, Cut);
    }

    /// <param name="output">What the script printed.</param>
    /// <param name="host">The host, for errors.</param>
    /// <exception cref="TrialException">It did not print to its end.</exception>
    public static HostReading Parse(string output, string host)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(x => x.Split('\t', 2))
            .Where(x => x.Length == 2 && x[1].Length > 0).ToLookup(x => x[0], x => x[1]);
        return lines["end"].FirstOrDefault() == "1" ? new(lines, host) : throw new TrialException(
            "the host did not say all that was asked of it", host, Cut);
    }

    string? Text(string key) => List(key) is [var first, ..] ? first : null;

    string Known(string key) => Text(key) ?? OpenTransaction.Unnamed;

    long? Number(string key) => long.TryParse(Text(key), NumberStyles.AllowLeadingSign, null, out var number) ? number : null;

    IReadOnlyList<string> List(string key) => [.. values[key].Select(x => Printable.Show(x.Trim(), 400))];
}
