using SpiceTrial.Artifacts;
using SpiceTrial.Debian;
using SpiceTrial.Verdicts;

namespace SpiceTrial.Hosts;

/// <summary>The target Install: looks, shows, asks, installs as a transaction on the host, confirms over a fresh connection.</summary>
/// <param name="host">The host.</param>
/// <param name="choose">Finds, builds if need be, and verifies the artifacts for what the host has.</param>
/// <param name="gate">Reads the gate.</param>
/// <param name="operators">Who is shown everything and is asked.</param>
/// <param name="overrides">Keeps who went past the gate, and why; <c>null</c>: the host's journal alone does.</param>
public sealed class Installation(
    HostTransaction host, Func<HostReading, CancellationToken, Task<VerifiedArtifacts>> choose,
    Func<CancellationToken, Task<GateRecord>> gate,
    IOperator operators, GateOverrides? overrides = null)
{
    /// <returns>What is installed and confirmed now; or, with <c>--dry-run</c>, what would be.</returns>
    /// <exception cref="TrialException">Refused (nothing changed), reverted, or failed: then the text says what takes it back.</exception>
    public async Task<VerifiedArtifacts> RunAsync(InstallOptions options, CancellationToken cancellationToken)
    {
        var facts = await LookAsync(options, cancellationToken);
        var passed = await gate(cancellationToken);
        RefuseBeforeBuilding(facts, passed, options);
        var artifacts = await choose(facts, cancellationToken);
        if (facts.Transaction is { State: TransactionState.Installed or TransactionState.Confirmed } open
            && facts.BuildId == artifacts.Artifacts.Library.BuildId)
            return await TakeOverAsync(open, facts, artifacts, options, cancellationToken);

        var rows = Preflight.Judge(facts, artifacts, passed, options);
        operators.Show(rows);
        if (options.DryRun)
        {
            await ShowCommandsAsync(facts, artifacts, passed, options, cancellationToken);
            Preflight.ThrowIfRefused(rows, facts.Host);
            return artifacts;
        }

        Preflight.ThrowIfRefused(rows, facts.Host);
        await Consent.AskAsync(
            operators, $"Install {artifacts.Artifacts.Manifest.Package.Version} on {facts.Host}? libvirtd is restarted; guests keep "
                + $"their library until they are started anew.{artifacts.Unproven}", options.Yes, facts.Host, cancellationToken);
        var call = InstallCall.For(facts, artifacts, passed, options);
        if (call.Remark is not null && overrides is not null)
            await overrides.BeginAsync(facts.Host, call, passed, options.OverrideGate!, cancellationToken);
        try
        {
            operators.Say($"sending {artifacts.Artifacts.Library.Name}");
            await host.UploadAsync(call, artifacts.Artifacts.LibraryFile, cancellationToken);
            await GoesOnAsync(options, async () =>
            {
                await new Outcome(host, operators, call, facts.Host).ReachAsync(cancellationToken);
                await ConfirmAsync(call.Id, facts.Host, options, cancellationToken);
            });
        }
        catch (TrialException e)
        {
            await RecordOutcomeAsync(call.Id, facts.Host, e.What);
            throw;
        }

        await RecordOutcomeAsync(call.Id, facts.Host, GateOverride.Confirmed);
        Close(artifacts, facts, call);
        return artifacts;
    }

    // Nothing is built for a host that will be refused. What is installed already may be what is asked for: that, the artifacts say.
    void RefuseBeforeBuilding(HostReading facts, GateRecord passed, InstallOptions options)
    {
        var mayBeThere = facts.Transaction is { State: TransactionState.Installed or TransactionState.Confirmed } open
            && facts.Replacement is null && DebianVersion.TryParse(open.OurVersion, out var ours)
            && (options.Artifacts is not null || ours.OurTraceItems == options.TraceItems);
        if (mayBeThere || (options.DryRun && facts.Transaction is null))
            return;
        var rows = Preflight.Judge(facts, artifacts: null, passed, options);
        if (rows.Any(x => x.Outcome == PreflightOutcome.Refused))
            operators.Show(rows);
        Preflight.ThrowIfRefused(rows, facts.Host);
    }

    Task RecordOutcomeAsync(string transaction, string where, string outcome) =>
        overrides?.EndAsync(where, transaction, outcome, operators.Warn) ?? Task.CompletedTask;

    // Whatever was broken off is brought to an end first.
    async Task<HostReading> LookAsync(InstallOptions options, CancellationToken cancellationToken)
    {
        var facts = await host.SettledAsync(operators, cancellationToken);
        if (options.DryRun || facts.Transaction is not { IsBrokenOff: true } open)
            return facts;
        operators.Warn($"a transaction was broken off ({open})");
        await Consent.AskAsync(operators, $"Take it back on {facts.Host} first?", options.Yes, facts.Host, cancellationToken);
        await new Reversal(host, operators).TakeBackAsync(
            facts.Host, open, "an installation was broken off", options.LockTimeout, cancellationToken, "--unfinished");
        return await host.PreflightAsync(cancellationToken);
    }

    async Task<VerifiedArtifacts> TakeOverAsync(
        OpenTransaction open, HostReading facts, VerifiedArtifacts artifacts, InstallOptions options, CancellationToken cancellationToken)
    {
        var where = facts.Host;
        operators.Say($"installed already ({open})");
        if (open.State == TransactionState.Installed && !options.DryRun)
        {
            await Consent.AskAsync(operators, "Confirm it?", options.Yes, where, cancellationToken);
            await GoesOnAsync(options, () => ConfirmAsync(open.Id, where, options, cancellationToken));
            // The client that began it, and may have gone past the gate, did not live to hear this.
            await RecordOutcomeAsync(open.Id, where, GateOverride.Confirmed);
        }
        else if (facts.Package is not { IsHeld: true })
            await HoldAgainAsync(open, where, options, cancellationToken);
        return artifacts;
    }

    // An unhold takes the hold away, and so does a dpkg -i of this very package.
    async Task HoldAgainAsync(OpenTransaction open, string where, InstallOptions options, CancellationToken cancellationToken)
    {
        operators.Warn($"{open.OurVersion} is not on hold any more: the next upgrade would replace it");
        if (options.DryRun)
            return;
        await Consent.AskAsync(operators, "Hold it again?", options.Yes, where, cancellationToken);
        Confirmation.ThrowUnlessDone(await host.ConfirmAsync(open.Id, options.LockTimeout, cancellationToken), where);
        operators.Say("it is on hold again");
    }

    // Whoever stops here has stopped this client only.
    async Task GoesOnAsync(InstallOptions options, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (OperationCanceledException)
        {
            operators.Warn("the host goes on without this client, and takes back what nobody confirms within "
                + $"{options.ConfirmWithin.TotalMinutes:0} minutes; ./build.sh Revert does it now, ./build.sh Confirm keeps it");
            throw;
        }
    }

    async Task ConfirmAsync(string id, string where, InstallOptions options, CancellationToken cancellationToken)
    {
        var until = DateTime.UtcNow + TimeSpan.FromTicks(Math.Min(options.ConfirmWithin.Ticks / 2, TimeSpan.FromMinutes(2).Ticks));
        while (true)
        {
            try
            {
                operators.Say("confirming over a new connection");
                Confirmation.ThrowUnlessDone(await host.ConfirmAsync(id, options.LockTimeout, cancellationToken), where);
                return;
            }
            catch (TrialException e) when (e.Status == ExitStatus.Failed && DateTime.UtcNow < until)
            {
                operators.Warn($"{e.What}; trying again");
                await Task.Delay(HostTransaction.BetweenTries, cancellationToken);
            }
            catch (TrialException e) when (e.Status == ExitStatus.Failed)
            {
                throw new TrialException(
                    $"installed but not confirmed: {e.What}", where,
                    $"The host takes it back by itself within {options.ConfirmWithin.TotalMinutes:0} minutes; ./build.sh Confirm keeps it",
                    cause: e);
            }
        }
    }

    async Task ShowCommandsAsync(
        HostReading facts, VerifiedArtifacts artifacts, GateRecord passed, InstallOptions options, CancellationToken cancellationToken)
    {
        if (facts.Transaction is not null || facts.Version is null || facts.LibrarySha256 is null
            || artifacts.Artifacts.Library.BuildId is null)
            return;
        var call = InstallCall.For(facts, artifacts, passed, options);
        operators.Say($"would send {artifacts.Artifacts.LibraryFile} to {facts.Host}:{call.RemotePackage}, this tool's script to "
            + $"{HostScript.Path}, and run there, as root:");
        operators.Say($"  {ShellWords.Join(HostTransaction.Detached(["install", .. call.Words]))}        # that script");
        operators.Say("which runs:");
        var dry = await host.DryRunAsync(call, cancellationToken);
        foreach (var line in dry.Lines.Where(x => x.Length > 0))
            operators.Say($"  {Printable.Show(line, 400)}");
        string[] confirm = ["sh", "-s", "--", .. HostTransaction.ConfirmWords(call.Id, options.LockTimeout)];
        operators.Say($"  {ShellWords.Join(confirm)}        # that script, over a new connection");
        operators.Say($"nothing was changed on {facts.Host}");
    }

    void Close(VerifiedArtifacts artifacts, HostReading facts, InstallCall call)
    {
        operators.Say($"installed and confirmed: {artifacts.Artifacts.Manifest.Package.Version}");
        if (call.Remark is not null)
            operators.Warn(
                $"{Printable.Show(call.Remark, 300)}{(overrides is null ? "" : $"; recorded in {overrides.FileOf(facts.Host)}")}");
        foreach (var guest in facts.StartingAnew(ours: false))
            operators.Say($"still on the old library until it is started anew: {guest}");
        operators.Say($"next: ./build.sh Status --host {facts.Host}        # which VM runs which library; Revert takes it back");
    }
}
