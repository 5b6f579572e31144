namespace SpiceTrial.Hosts;

/// <summary>A status as a monitoring plugin says it: a level, and one line that any of Nagios' heirs reads.</summary>
public sealed record StatusCheck(CheckLevel Level, string Line)
{
    // The worst one counts. What can't be told hides nothing that is known to be wrong.
    static readonly CheckLevel[] FromTheWorst = [CheckLevel.Critical, CheckLevel.Warning, CheckLevel.Unknown];

    public static StatusCheck Of(HostStatus status)
    {
        var findings = status.Findings.ToLookup(x => x.Level, x => x.Brief);
        var level = FromTheWorst.FirstOrDefault(findings.Contains);
        var words = level == CheckLevel.Ok ? [$"{Library(status)}, no security update"]
            : FromTheWorst.SelectMany(x => findings[x]);
        return new(level, Word(level, $"{status.Host}: {string.Join("; ", words)}") + $" | guests={status.Domains.Count} "
            + $"guests_of_another_build={status.Domains.Count(x => x.MustRestart == true)}");
    }

    /// <summary>Nothing can be told: no host, no connection, a wrong command line.</summary>
    public static StatusCheck Failed(string what) => new(CheckLevel.Unknown, Word(CheckLevel.Unknown, what));

    // The bar begins the figures, and a line is all that is read.
    static string Word(CheckLevel level, string what) =>
        $"SPICE {level.ToString().ToUpperInvariant()} - {Printable.Show(what.ReplaceLineEndings(" "), 500).Replace('|', '/')}";

    static string Library(HostStatus status) => $"{Printable.Word(status.Package.State)} {status.Package.Version}"
        + (status.Package.Held ? ", held" : "");
}
