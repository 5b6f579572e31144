using SpiceTrial.Debian;

namespace SpiceTrial.Hosts;

/// <summary>What the host script printed of a host: keys with one or more values. Nothing of it is believed to be well-formed.</summary>
public sealed class HostFacts
{
    readonly ILookup<string, string> values;

    HostFacts(ILookup<string, string> values, string host) => (this.values, Host) = (values, host);

    public string Host { get; }

    public string? Suite => Text("suite");

    public string? Architecture => Text("architecture");

    /// <summary>dpkg's abbreviation, e.g. <c>ii</c>, <c>hi</c>, <c>iHR</c>; <c>null</c> when the package is not there.</summary>
    public string? PackageState => Text("state");

    public DebianVersion? Version => DebianVersion.TryParse(Text("version"), out var version) ? version : null;

    public bool IsHeld => Text("selection") == "hold";

    public bool IsAutomatic => Text("auto") == "auto";

    /// <summary>SHA-256 of the library's file.</summary>
    public string? LibrarySha256 => Text("sha256");

    public string? BuildId => Text("buildId");

    public bool HasSystemd => Text("systemd") == "yes";

    public bool LibvirtAnswers => Text("libvirtAnswers") == "yes";

    public string? LibvirtUnit => Text("libvirt");

    public bool IsArmed => Text("armed") == "yes";

    public string? Candidate => Text("candidate");

    /// <summary>How old the newest package list is; <c>null</c> when the host has none.</summary>
    public TimeSpan? ListsAge => Number("listsAge") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

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

    /// <summary>Processes that map the library now.</summary>
    public IReadOnlyList<string> Users => List("user");

    /// <summary>Lines of <c>apt-cache madison</c>.</summary>
    public IReadOnlyList<string> Archive => List("archive");

    /// <summary>Whether the tool keeps anything on the host at all.</summary>
    public bool HasFolder => Text("folder") is not null;

    /// <summary><c>null</c> when none is open.</summary>
    public OpenTransaction? Transaction =>
        Enum.TryParse<TransactionState>(Text("transaction"), ignoreCase: true, out var state) && state != TransactionState.None
        ? new(state, Known("id"), Known("owner"), Known("began"), Known("stock"), Known("ours"), Known("step"), (int?)Number("secondsLeft"),
            Text("running")) { Remark = Text("remark") }
        : null;

    /// <param name="output">What the script printed.</param>
    /// <param name="host">The host, for errors.</param>
    /// <exception cref="TrialException">It did not print to its end, or not for this version.</exception>
    public static HostFacts Parse(string output, string host)
    {
        var facts = new HostFacts(
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(x => x.Split('\t', 2))
                .Where(x => x.Length == 2 && x[1].Length > 0)
                .ToLookup(x => x[0], x => Printable.Show(x[1].Trim(), 400)),
            host);
        return facts.Text("end") == "1"
            ? facts
            : throw new TrialException(
                "the host did not say all that was asked of it", host, "Run it again; look at the host where that does not help");
    }

    string? Text(string key) => values[key].FirstOrDefault();

    string Known(string key) => Text(key) ?? "unknown";

    long? Number(string key) =>
        long.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    IReadOnlyList<string> List(string key) => [.. values[key]];
}
