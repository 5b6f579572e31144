namespace SpiceTrial.Hosts;

/// <summary>The target Revert: brings the host back to what it was, without network, as often as it is asked to.</summary>
public sealed class Reversal(HostTransaction host, IOperator operators)
{
    /// <returns>Whether there was anything to take back.</returns>
    /// <exception cref="TrialException">Refused where somebody else changed the host meanwhile; failed where it could not be brought
    /// back.</exception>
    public async Task<bool> RunAsync(bool yes, TimeSpan lockTimeout, CancellationToken cancellationToken)
    {
        var facts = await host.SettledAsync(operators, cancellationToken);
        if (facts.Transaction is null)
        {
            if (facts.Version is { } version && version.StockVersion != version)
            {
                throw new TrialException(
                    $"the host has {version}, which no open transaction of this tool installed", facts.Host,
                    $"There is no kept stock package; {InstalledLibrary.Downgrade(facts)}", ExitStatus.Refused);
            }

            if (facts.HasFolder || facts.IsArmed || facts.Leftovers.Count > 0)
                ThrowUnlessDone(await host.CleanUpAsync(OpenTransaction.None, operators.Say, cancellationToken), facts.Host);
            foreach (var one in facts.Leftovers)
                operators.Say($"taken away: {one}");
            operators.Say(facts.LastOutcome is { } last
                ? $"nothing to take back; the last transaction: {last}" : "nothing to take back: the host has no transaction");
            return false;
        }

        operators.Say(facts.Transaction.ToString());
        if (facts.Replacement is { } theirs)
            return await EndReplacedAsync(facts, facts.Transaction, theirs, yes, lockTimeout, cancellationToken);
        if (facts.BoundUnits.Count > 0)
            operators.Warn($"libvirt is left as it runs: systemd would stop these with it: {string.Join(", ", facts.BoundUnits)}");
        else if (facts.BusyDomains.Count > 0)
            operators.Warn($"libvirt is restarted, and that ends its migration, save or dump of {string.Join(", ", facts.BusyDomains)}");
        await Consent.AskAsync(
            operators, $"Bring {facts.Transaction.StockVersion} back on {facts.Host}?", yes, facts.Host, cancellationToken);
        await TakeBackAsync(facts.Host, facts.Transaction, $"{Environment.UserName}@{Environment.MachineName} asked for it", lockTimeout,
            cancellationToken);
        operators.Say(
            $"{facts.Transaction.StockVersion} is back, with its marks, files and hashes; nothing of the transaction is left on "
                + $"{facts.Host}");
        foreach (var guest in facts.StartingAnew(ours: true))
            operators.Say($"may still run the patched library until it is started anew: {guest}");
        return true;
    }

    // What somebody else has put there is never overwritten unasked, and --yes does not say which of two ways is meant.
    async Task<bool> EndReplacedAsync(HostReading facts, OpenTransaction open, string theirs, bool yes, TimeSpan lockTimeout,
        CancellationToken cancellationToken)
    {
        operators.Warn($"somebody else has replaced ours: the host has {theirs} now");
        var keep = yes ? null : await operators.AskAsync($"Keep {theirs} on {facts.Host} and end the transaction?", cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (keep == true)
        {
            var forgotten = await host.ForgetAsync(open.Meant, cancellationToken);
            ThrowUnlessDone(forgotten, facts.Host);
            foreach (var line in forgotten.Lines.Where(x => x.Length > 0))
                operators.Say(Printable.Show(line, 300));
        }
        else if (keep == false
            && await operators.AskAsync($"Bring {open.StockVersion} back over it instead?", cancellationToken) == true)
            ThrowUnlessDone(
                await host.RevertAsync(open.Meant, "over somebody else's change", lockTimeout, operators.Say, cancellationToken,
                    "--replace"), facts.Host);
        else
            throw new TrialException(
                $"not taken back: somebody else has replaced ours, the host has {theirs} now; nothing was overwritten", facts.Host,
                $"On a terminal, without --yes, Revert asks whether to keep that or to bring {open.StockVersion} back. There, as root: "
                    + $"`sh {HostScript.Path} forget` keeps it, `sh {HostScript.Path} revert --replace` brings {open.StockVersion} back",
                keep is null ? ExitStatus.Refused : ExitStatus.Cancelled);
        operators.Say(
            $"{(keep == true ? $"{theirs} stays" : $"{open.StockVersion} is back")}; nothing of the transaction is left on {facts.Host}");
        return true;
    }

    // What was asked about, and no other transaction that somebody has begun meanwhile.
    internal async Task TakeBackAsync(
        string where, OpenTransaction open, string reason, TimeSpan lockTimeout, CancellationToken cancellationToken,
        params string[] how) =>
        ThrowUnlessDone(await host.RevertAsync(open.Meant, reason, lockTimeout, operators.Say, cancellationToken, how), where);

    static void ThrowUnlessDone(VerbResult result, string where)
    {
        var (what, hint) = result.Status == ExitStatus.Refused
            // Its word where somebody else has changed the library; whatever else it refuses is an error.
            ? ("not taken back", result.Lines.Any(x => x.StartsWith("refused: ", StringComparison.Ordinal))
                ? "Nothing was overwritten. docs/install.md says how to keep or to undo somebody else's change"
                : "Nothing was changed; ./build.sh Status shows the host as it is now")
            // The script's own words: a second run finds nothing to do, and libvirt is down all the same.
            : result.Reason.StartsWith("the stock package is back, but", StringComparison.Ordinal)
                ? ("Revert is done, and something is wrong", "Repair that on the host; Revert has nothing left to do there")
                : ("Revert failed", "Run it again; docs/install.md says how to do it by hand");
        if (result.Status != ExitStatus.Done)
            throw new TrialException($"{what}: {result.Reason}", where, hint, result.Status);
    }
}
