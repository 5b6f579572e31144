namespace SpiceTrial.Hosts;

/// <summary>A status in Prometheus' exposition format. What is not known has no sample, or the state "not_known": it is never 0.</summary>
public static class StatusMetrics
{
    public static string Of(HostStatus status)
    {
        var page = new MetricsPage("spice_trial_", [("host", status.Host), ("origin", Printable.Word(status.Origin))]);
        page.Add("read_timestamp_seconds", "When the host was read.", status.Read.ToUnixTimeSeconds());
        Package(page, status.Package);
        page.Add("switch_armed", "Whether the host takes the package back by itself unless that is confirmed.", One(status.SwitchArmed));
        if (status.Transaction is { } open)
            page.Add("transaction_info", "The open transaction.", 1, ("state", Printable.Word(open.State)), ("owner", open.Owner),
                ("stock_version", open.StockVersion), ("our_version", open.OurVersion));
        page.Add("transaction_open", "Whether a transaction is open: ours is installed, or on its way.",
            status.Transaction is not null ? 1 : status.WithoutRoot is null ? 0 : null);
        page.Add("not_known", "How much of the status could not be read.", status.NotKnown.Count);
        foreach (var guest in status.Domains)
            Guest(page, guest);
        page.Add("guests", "Guests that run.", status.Domains.Count);
        return page.ToString();
    }

    static void Package(MetricsPage page, PackageStatus package)
    {
        page.Add("package_info", "The installed library, by the build-id of its file.", 1, ("version", package.Version),
            ("state", Printable.Word(package.State)), ("build_id", package.BuildId), ("candidate", package.Candidate));
        page.Add("package_installed", "Whether dpkg has it whole.", One(package is { Version: not null, DpkgState: "ii" or "hi" }));
        page.Add("package_held", "Whether apt leaves the installed package alone.", One(package.Held));
        page.Add("package_loaded_instead", "Libraries and diversions that a starting guest gets in the place of the installed one.",
            package.LoadedInstead.Count);
        if (package.SecurityCandidate is { } newer)
            page.Add("security_candidate_info", "The security update that is not installed.", 1, ("version", newer));
        var now = package.SecurityCandidate is not null ? "available" : package.SecurityNotKnown is not null ? "not_known" : "none";
        foreach (var state in (string[])["available", "none", "not_known"])
            page.Add("security_update", "1 for what is true of a security update above the stock version.",
                One(state == now), ("state", state));
    }

    static void Guest(MetricsPage page, DomainStatus guest)
    {
        (string, string?)[] who = [("guest", guest.Title), ("uuid", guest.Uuid), ("pid", $"{guest.Pid}")];
        page.Add("guest_library_info", "The library that a guest has mapped; state none: it has no spice library.", 1,
            [.. who, ("state", guest.Library is { } library ? Printable.Word(library.State) : "none"), ("build_id", guest.Library?.BuildId),
                ("deleted", guest.Library?.Deleted == true ? "true" : "false")]);
        page.Add("guest_must_restart", "Whether a guest runs another build than the installed one.",
            guest.MustRestart is { } must ? One(must) : null, who);
    }

    static int One(bool isTrue) => isTrue ? 1 : 0;
}
